import fc from 'fast-check';
import { difference, isAsWanted, wantedNative, type FieldMarks, type Wanted } from '../../domain/projection';
import type { NativeFields } from '../../domain/record';
import { priorities, recordFields, statuses } from '../../domain/ticket';
import { desk, tracker } from './rules';

const none: FieldMarks = { refusals: {}, overrides: {} };
const wanted: Wanted = {
  title: 'Printer',
  description: 'Third floor',
  status: 'in_progress',
  priority: 'high',
};
const present = { title: 'Printer', description: 'Third floor', status: 'open', priority: '80' };

describe('what is to be written', () => {
  it('is nothing when the record says what it should', () => {
    expect(difference(desk, wanted, present, none)).toEqual({});
    expect(
      difference(desk, wanted, { ...present, status: 'OPEN', priority: '99', title: ' Printer' }, none),
    ).toEqual({});
  });

  it('is only what differs, in the system’s words', () => {
    expect(difference(desk, wanted, { ...present, status: 'new', priority: '10' }, none)).toEqual({
      status: 'open',
      priority: '80',
    });
  });

  it('is no field that the system cannot change, or does not show', () => {
    expect(difference(desk, wanted, { ...present, description: 'Other' }, none)).toEqual({});
    expect(difference(tracker, wanted, { title: 'Printer' }, none)).toEqual({});
  });

  it('is cut to what the system takes', () => {
    const long = { ...wanted, title: 'x'.repeat(300) };
    expect(Buffer.byteLength(difference(desk, long, present, none).title ?? '')).toBe(200);
  });

  it('is not tried again while the system would not take it', () => {
    const refused: FieldMarks = { refusals: { status: 'open' }, overrides: {} };
    const differs = { ...present, status: 'new' };
    expect(difference(desk, wanted, differs, refused)).toEqual({});
    expect(difference(desk, { ...wanted, status: 'resolved' }, differs, refused)).toEqual({
      status: 'resolved',
    });
  });

  it('is a person’s value for that system before our own', () => {
    const marks: FieldMarks = { refusals: {}, overrides: { title: 'Short' } };
    expect(wantedNative(desk, 'title', wanted, marks)).toBe('Short');
    expect(difference(desk, wanted, present, marks)).toEqual({ title: 'Short' });
    expect(difference(desk, wanted, { ...present, title: 'Short' }, marks)).toEqual({});
  });

  it('is not written again for the case in which a person gave it', () => {
    const marks: FieldMarks = { refusals: {}, overrides: { status: 'in progress' } };
    expect(difference(tracker, wanted, { status: 'In Progress' }, marks)).toEqual({});
  });
});

describe('for any ticket and record', () => {
  const anyWanted = fc.record({
    title: fc.string({ minLength: 1 }),
    description: fc.string(),
    status: fc.constantFrom(...statuses),
    priority: fc.constantFrom(...priorities),
  });
  const anyPresent: fc.Arbitrary<NativeFields> = fc.record(
    {
      title: fc.string(),
      description: fc.string(),
      status: fc.constantFrom('new', 'open', 'stalled', 'resolved', 'rejected', 'deleted'),
      priority: fc.integer({ min: 0, max: 120 }).map(String),
    },
    { requiredKeys: [] },
  );

  it('writing the difference leaves no difference', () => {
    fc.assert(
      fc.property(fc.constantFrom(desk, tracker), anyWanted, anyPresent, (rules, want, record) => {
        const written = { ...record, ...difference(rules, want, record, none) };
        expect(difference(rules, want, written, none)).toEqual({});
        for (const field of recordFields)
          if (rules.fields[field] === 'editable')
            expect(isAsWanted(rules, field, want, written, none)).toBe(true);
      }),
    );
  });

  it('what was refused is never written', () => {
    fc.assert(
      fc.property(anyWanted, anyPresent, (want, record) => {
        const refusals = difference(desk, want, record, none);
        expect(difference(desk, want, record, { refusals, overrides: {} })).toEqual({});
      }),
    );
  });
});
