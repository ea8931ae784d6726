import { identify, type RegistrationRule, type Sighting } from '../../domain/identify';

const seen = (more: Partial<Sighting> = {}): Sighting => ({
  role: 'tracker',
  key: undefined,
  hasKey: more.key !== undefined,
  ownership: 'none',
  couldBeOurs: false,
  inScope: true,
  isDone: false,
  createdAt: 1000,
  ...more,
});
const rule = (more: Partial<RegistrationRule> = {}): RegistrationRule => ({
  registers: true,
  firstSeenAt: 500,
  from: 'open',
  ...more,
});
const key = { number: 'SD-1042', ordinal: 1 };
const waiting = { link: { hasRecord: false }, linksInSystem: 1 };

describe('a record that leads back to another installation', () => {
  it('is foreign, whatever else speaks for it', () => {
    const record = seen({ ownership: 'foreign', key, keyTicket: waiting, couldBeOurs: true });
    expect(identify(record, rule())).toEqual({ is: 'left-alone', because: 'foreign' });
  });
});

describe('a record of another system of ours at the same place', () => {
  it('is left to that, also while it is being made', () => {
    for (const more of [{ key, keyTicket: waiting }, { couldBeOurs: true }, { key, inScope: false }])
      expect(identify(seen({ ...more, isElsewhere: true }), rule())).toEqual({
        is: 'left-alone',
        because: 'outOfScope',
      });
  });
});

describe('a record with a key of ours', () => {
  it('is the one that we are making, when that has no record yet', () => {
    for (const ownership of ['ours', 'none'] as const)
      expect(identify(seen({ key, ownership, keyTicket: waiting }), rule())).toEqual({
        is: 'ours-being-created',
      });
  });

  it('is that before it could be one of ours without a key', () => {
    const record = seen({ key, keyTicket: waiting, couldBeOurs: true });
    expect(identify(record, rule())).toEqual({ is: 'ours-being-created' });
  });

  it('in a tracker is a further task, when the first is there already', () => {
    const record = seen({ key, keyTicket: { link: { hasRecord: true }, linksInSystem: 1 } });
    expect(identify(record, rule())).toEqual({ is: 'further-record' });
  });

  it('in a tracker is a further task, also out of scope and long ago', () => {
    const record = seen({ key, keyTicket: { linksInSystem: 2 }, inScope: false, isDone: true, createdAt: 1 });
    expect(identify(record, rule({ registers: false }))).toEqual({ is: 'further-record' });
  });

  it('in the desk is the ticket’s record, when it has none there', () => {
    const record = seen({ role: 'desk', key, keyTicket: { linksInSystem: 0 } });
    expect(identify(record, rule())).toEqual({ is: 'further-record' });
  });

  it('in the desk is a ticket of its own, when the key was copied from another record', () => {
    const record = seen({ role: 'desk', key, keyTicket: { linksInSystem: 1 } });
    expect(identify(record, rule())).toEqual({ is: 'new-ticket' });
  });
});

describe('a record with a key that is not ours', () => {
  it('is foreign: somebody else’s word is not written over', () => {
    const foreign = { is: 'left-alone', because: 'foreign' };
    expect(identify(seen({ hasKey: true }), rule())).toEqual(foreign);
    expect(identify(seen({ role: 'desk', hasKey: true }), rule())).toEqual(foreign);
    expect(identify(seen({ role: 'desk', key }), rule())).toEqual(foreign);
  });

  it('becomes a ticket again when it leads back to us: our own data was put back to an earlier day', () => {
    expect(identify(seen({ role: 'desk', key, ownership: 'ours' }), rule())).toEqual({ is: 'new-ticket' });
  });
});

describe('a record without a key', () => {
  it('waits, while a create of ours could have made it', () => {
    const record = seen({ couldBeOurs: true, inScope: false });
    expect(identify(record, rule({ registers: false }))).toEqual({ is: 'undecided' });
  });

  it('becomes a ticket where its system registers', () => {
    expect(identify(seen(), rule())).toEqual({ is: 'new-ticket' });
    expect(identify(seen(), rule({ registers: false }))).toEqual({ is: 'left-alone', because: 'notRouted' });
  });

  it('is left alone outside the queue or project that we were told to keep', () => {
    expect(identify(seen({ inScope: false }), rule({ registers: false }))).toEqual({
      is: 'left-alone',
      because: 'outOfScope',
    });
  });

  it('that was there before us becomes a ticket when it was open at first sight', () => {
    const old = seen({ createdAt: 499 });
    expect(identify(old, rule())).toEqual({ is: 'new-ticket' });
    expect(identify({ ...old, isDone: true }, rule())).toEqual({
      is: 'left-alone',
      because: 'beforeOurTime',
    });
    expect(identify(seen({ createdAt: 500, isDone: true }), rule())).toEqual({ is: 'new-ticket' });
  });

  it('becomes a ticket when it was made since the configured instant, open or not', () => {
    const since = rule({ from: 800 });
    expect(identify(seen({ createdAt: 800, isDone: true }), since)).toEqual({ is: 'new-ticket' });
    expect(identify(seen({ createdAt: 799 }), since)).toEqual({ is: 'left-alone', because: 'beforeOurTime' });
  });
});
