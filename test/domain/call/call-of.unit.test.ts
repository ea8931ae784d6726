import fc from 'fast-check';
import { callOf } from '../../../domain/call/call-of';
import type { CallEvent, Cause } from '../../../domain/call/event';

const event = (kind: CallEvent['kind'], at: number, more: Partial<CallEvent> = {}): CallEvent => ({
  origin: 'cti',
  legId: 'a',
  kind,
  key: '',
  at,
  direction: 'in',
  from: '+74951234567',
  to: '+74957654321',
  users: [],
  ...more,
});
const rings = (at = 0, more: Partial<CallEvent> = {}) => event('ringing', at, more);
const answers = (by: string, at = 5, more: Partial<CallEvent> = {}) =>
  event('answered', at, { users: [by], key: by, ...more });
const ends = (cause: Cause, at = 9, more: Partial<CallEvent> = {}) => event('ended', at, { cause, ...more });

describe('a call', () => {
  it('rings, is answered, ends', () => {
    expect(callOf([rings(0, { users: ['olga', 'boris'] })])).toMatchObject({
      state: 'ringing',
      ringsAt: ['olga', 'boris'],
    });
    expect(callOf([rings(), answers('olga')])).toMatchObject({
      state: 'answered',
      operator: 'olga',
      ringsAt: [],
    });
    expect(callOf([rings(), answers('olga'), ends('normalClearing')])).toMatchObject({
      state: 'ended',
      startedAt: 0,
      answeredAt: 5,
      endedAt: 9,
      cause: 'normalClearing',
    });
  });

  it.each(['cancel', 'noAnswer', 'busy', 'congestion', 'notFound'] as const)(
    'that came in and ended with %s before anybody answered is missed; answered or going out it is not',
    (cause) => {
      expect(callOf([rings(), ends(cause)]).state).toBe('missed');
      expect(callOf([rings(), answers('olga'), ends(cause)]).state).toBe('ended');
      expect(callOf([rings(0, { direction: 'out' }), ends(cause, 9, { direction: 'out' })]).state).toBe(
        'ended',
      );
    },
  );

  it('that ended as answered ones do was answered, though nobody told us', () => {
    expect(callOf([rings(), ends('normalClearing')])).toMatchObject({ state: 'ended' });
    expect(callOf([ends('normalClearing')])).toMatchObject({ state: 'ended', from: '+74951234567' });
  });

  it('that the mailbox took is missed', () => {
    expect(callOf([rings(), answers('voicemail'), ends('normalClearing')]).state).toBe('missed');
  });

  it('that was transferred is one call, and goes on until its last leg ends', () => {
    const first = [rings(), answers('olga', 5), ends('forwarded', 10)];
    const second = (kind: 'ringing' | 'answered' | 'ended', at: number, more: Partial<CallEvent> = {}) =>
      event(kind, at, { legId: 'b', joins: 'a', ...more });
    expect(callOf([...first, second('ringing', 9, { users: ['boris'] })])).toMatchObject({
      state: 'answered',
      operator: 'olga',
      ringsAt: ['boris'],
    });
    const taken = [
      ...first,
      second('ringing', 9),
      second('answered', 12, { users: ['boris'], key: 'boris' }),
    ];
    expect(callOf(taken)).toMatchObject({ state: 'answered', operator: 'boris', ringsAt: [] });
    expect(callOf([...taken, second('ended', 20, { cause: 'normalClearing' })])).toMatchObject({
      state: 'ended',
      answeredAt: 5,
      endedAt: 20,
      cause: 'normalClearing',
    });
  });

  it('that was forwarded unanswered and then not taken is missed', () => {
    const legs = [
      rings(),
      ends('forwarded', 5),
      rings(5, { legId: 'b' }),
      ends('noAnswer', 9, { legId: 'b' }),
    ];
    expect(callOf(legs).state).toBe('missed');
  });

  it('ends by a limit of ours only until its true end is heard of', () => {
    const given = [rings(), answers('olga'), ends('limit', 100, { key: 'limit' })];
    expect(callOf(given)).toMatchObject({ state: 'ended', endedAt: 100, cause: 'limit' });
    expect(callOf([...given, ends('normalClearing', 120)])).toMatchObject({
      endedAt: 120,
      cause: 'normalClearing',
    });
  });

  it('rings at no telephone that has stopped', () => {
    const called = (key: string, at: number) => rings(at, { key, users: [key] });
    expect(
      callOf([called('olga', 1), event('stopped', 2, { key: 'olga' }), called('boris', 3)]).ringsAt,
    ).toEqual(['boris']);
  });
});

const kinds = fc.constantFrom<CallEvent['kind']>('ringing', 'stopped', 'answered', 'ended');
const anyEvent = fc
  .record({
    kind: kinds,
    at: fc.integer({ min: 0, max: 20 }),
    key: fc.constantFrom('', 'olga', 'boris'),
    legId: fc.constantFrom('a', 'b'),
    cause: fc.constantFrom<Cause>('normalClearing', 'busy', 'cancel', 'forwarded', 'limit'),
    direction: fc.constantFrom<'in' | 'out'>('in', 'out'),
  })
  .map(({ kind, key, ...rest }) => event(kind, rest.at, { ...rest, key, users: key === '' ? [] : [key] }));
/** As they are stored: one of each leg, kind and key. */
const stored = fc.uniqueArray(anyEvent, {
  minLength: 1,
  maxLength: 8,
  selector: ({ legId, kind, key }) => `${legId} ${kind} ${key}`,
});

it('is the same in whatever order, and however often, its events came', () => {
  fc.assert(
    fc.property(
      stored.chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        ),
      ),
      ([events, shuffled]) => expect(callOf(shuffled)).toEqual(callOf(events)),
    ),
  );
});

it('is never missed once somebody answered, and never open once every leg ended', () => {
  fc.assert(
    fc.property(stored, (events) => {
      const { state, answeredAt, startedAt, endedAt } = callOf(events);
      const answered = events.some(({ kind }) => kind === 'answered');
      const legs = new Set(events.map(({ legId }) => legId));
      const ended = [...legs].every((leg) => events.some((e) => e.legId === leg && e.kind === 'ended'));
      expect(state === 'missed' && answered).toBe(false);
      expect(['ended', 'missed'].includes(state)).toBe(ended);
      expect(endedAt !== undefined).toBe(ended);
      if (answeredAt !== undefined) expect(answeredAt).toBeGreaterThanOrEqual(startedAt);
    }),
  );
});
