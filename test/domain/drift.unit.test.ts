import { fieldDrift, type RecordAtRest } from '../../domain/drift';
import { desk, tracker } from './rules';

const present = { title: 'Printer', description: 'Third floor', status: 'In Progress', priority: 'High' };
const atRest: RecordAtRest = {
  wanted: { title: 'Printer', description: 'Third floor', status: 'in_progress', priority: 'high' },
  refusals: {},
  overrides: {},
  key: 'SD-1042',
  shadow: { ...present, key: 'SD-1042' },
  present,
  presentKey: 'SD-1042',
  wantedSla: null,
  presentSla: {},
  explained: () => undefined,
};
const record = (more: Partial<RecordAtRest>): RecordAtRest => ({ ...atRest, ...more });

describe('drift of a record at rest', () => {
  it('is none when the record says what it should', () => {
    expect(fieldDrift(tracker, atRest)).toEqual([]);
    expect(fieldDrift(tracker, record({ present: { ...present, status: 'in progress' } }))).toEqual([]);
    expect(fieldDrift(tracker, record({ present: { title: 'Printer' } }))).toEqual([]);
  });

  it('is somebody’s edit when the record moved and nothing explains it', () => {
    const moved = record({ present: { ...present, title: 'Scanner' } });
    expect(fieldDrift(tracker, moved)).toEqual([
      { field: 'title', kind: 'edited', ours: 'Printer', theirs: 'Scanner' },
    ]);
    expect(fieldDrift(tracker, { ...moved, explained: () => false })[0]?.kind).toBe('edited');
  });

  it('is our debt when the record is as we last knew it, or all that happened to it is known', () => {
    const behind = { ...present, priority: 'Low' };
    const debt = [{ field: 'priority', kind: 'debt', ours: 'High', theirs: 'Low' }];
    expect(fieldDrift(tracker, record({ present: behind, shadow: { ...behind, key: 'SD-1042' } }))).toEqual(
      debt,
    );
    expect(fieldDrift(tracker, record({ present: behind, explained: () => true }))).toEqual(debt);
    expect(fieldDrift(tracker, record({ present: behind, shadow: { key: 'SD-1042' } }))).toEqual(debt);
  });

  it('is no value inside the class that ours maps to', () => {
    const wanted = { ...atRest.wanted, status: 'closed', priority: 'normal' } as const;
    const there = { title: 'Printer', status: 'resolved', priority: '55' };
    expect(
      fieldDrift(desk, record({ wanted, present: there, shadow: { ...there, key: 'SD-1042' } })),
    ).toEqual([]);
  });

  it('is no value that the system refused, or that a person chose to stand there', () => {
    const other = record({ present: { ...present, status: 'New' } });
    expect(fieldDrift(tracker, { ...other, refusals: { status: 'In Progress' } })).toEqual([]);
    expect(fieldDrift(tracker, { ...other, overrides: { status: 'New' } })).toEqual([]);
  });

  it('judges a text that cannot be changed there by what was added to it', () => {
    const there = { title: 'Printer', status: 'open', priority: '80' };
    const shadow = { ...there, description: 'Third floor', key: 'SD-1042' };
    expect(fieldDrift(desk, record({ present: there, shadow }))).toEqual([]);
    expect(fieldDrift(desk, record({ present: { ...there, description: 'first text' }, shadow }))).toEqual(
      [],
    );
    const stale = { ...shadow, description: 'Second floor' };
    expect(fieldDrift(desk, record({ present: there, shadow: stale }))).toMatchObject([
      { field: 'description', kind: 'debt' },
    ]);
  });

  it('is our debt when somebody wrote over the contract or a deadline, of the fields that the record has', () => {
    const wantedSla = { contract: 'C-1', reaction: 'paused', resolution: '2026-11-23 18:00 UTC' };
    const presentSla = { contract: 'C-2', resolution: '2026-11-23 18:00 UTC' };
    expect(fieldDrift(tracker, record({ wantedSla, presentSla }))).toEqual([
      { field: 'contract', kind: 'debt', ours: 'C-1', theirs: 'C-2' },
    ]);
    expect(fieldDrift(tracker, record({ wantedSla, presentSla, refusals: { contract: 'C-1' } }))).toEqual([]);
    expect(fieldDrift(tracker, record({ presentSla }))).toEqual([]);
  });

  it('tells a key that was taken out from one that we still owe', () => {
    expect(fieldDrift(tracker, record({ presentKey: null }))).toEqual([
      { field: 'key', kind: 'edited', ours: 'SD-1042', theirs: null },
    ]);
    expect(fieldDrift(tracker, record({ presentKey: null, shadow: present }))[0]?.kind).toBe('debt');
    expect(fieldDrift(tracker, record({ presentKey: null, refusals: { key: 'SD-1042' } as never }))).toEqual(
      [],
    );
  });
});
