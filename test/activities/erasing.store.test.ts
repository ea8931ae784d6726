import { MockActivityEnvironment } from '@temporalio/testing';
import { createErasing } from '../../activities/erase/erase';
import { readRecord } from '../../activities/read-record';
import { noteHash } from '../../activities/record-rows';
import { withRecordLock } from '../../activities/record-lock';
import type { AppOptions } from '../../api/options';
import { makeAnonymous } from '../../api/personal/make-anonymous';
import type { Principal } from '../../api/principal';
import { ConnectorFailure } from '../../connectors/failure';
import type { Connector } from '../../connectors/port';
import { closeGate } from '../../store/gates';
import { createContact } from '../../store/contacts';
import { setLinkState } from '../../store/links';
import { erasureProgress } from '../../store/personal/erasure-records';
import { erasuresToStart } from '../../store/personal/erasures';
import { desk, tracker } from '../domain/rules';
import { openHouse, operator, type House } from '../store/house';
import { RecordKeeper } from './record-keeper';
import { smallHouse, type SmallHouse } from './small-house';

const name = 'Анна Петрова';

describe('a person who was made anonymous, in other systems', () => {
  let house: House;
  let small: SmallHouse;
  let rt: RecordKeeper;
  let redmine: RecordKeeper;
  let erase: Connector['erase'];
  let read: Connector['read'];
  let contact: number;
  let id: number;
  let number: string;
  const woken: string[] = [];

  beforeAll(async () => (house = await openHouse()));
  beforeEach(async () => {
    woken.length = 0;
    await house.rows('truncate erasures, erasure_records, problems, gates, links cascade');
    [rt, redmine] = [
      new RecordKeeper({ keepsUsers: true }),
      new RecordKeeper({ tellsComments: true, hides: true }),
    ];
    ({ erase, read } = redmine.connector);
    const there = {
      ...redmine.connector,
      erase: ((...args) => erase(...args)) as Connector['erase'],
      read: ((...args) => read(...args)) as Connector['read'],
    };
    small = smallHouse(house, [
      { config: { name: desk.name, role: 'desk', requestTimeoutSeconds: 1 }, connector: rt.connector },
      { config: { name: tracker.name, role: 'tracker', requestTimeoutSeconds: 1 }, connector: there },
    ]);
    small = { ...small, deps: { ...small.deps, wake: (ticket) => woken.push(ticket) } };
    contact = await createContact(house.db, {
      name,
      email: null,
      phones: [],
      organisationId: null,
      language: 'ru',
    });
    ({ id, number } = await house.register({ requesterId: contact }));
    const comment = { body: `${name} ждёт`, visibility: 'public', commentAuthorIsRequester: false } as const;
    await house.tx((tx) => house.commands.comment(tx, id, comment, operator));
    await small.settle(number);
  });
  afterAll(() => house.close());

  const options = () =>
    ({
      commands: house.commands,
      systems: [{ name: desk.name }, { name: tracker.name }],
    }) as unknown as AppOptions;
  const anonymise = () =>
    house.tx((tx) => makeAnonymous(tx, options(), contact, operator as unknown as Principal));
  const run = (system: string) =>
    new MockActivityEnvironment().run(createErasing(small.deps).erasePerson, { id: contact, system });
  const progress = async (system: string) =>
    (await erasureProgress(house.db, contact)).find((one) => one.system === system);
  const known = async () =>
    (await house.rows<{ known: unknown }>('select known from erasures where contact_id = $1', [contact]))[0]!
      .known;
  const problems = () =>
    house.rows<{ id: number; system: string; kind: string }>(
      `select id, system, kind from problems where state = 'open'`,
    );
  const refuse: Connector['erase'] = () =>
    Promise.reject(new ConnectorFailure('refused', 'answered', 'Forbidden'));

  it('is taken out of every record; nothing of it is an edit of anybody’s, whoever reads it first', async () => {
    await anonymise();
    erase = async (recordId, erasure) => {
      const erased = await redmine.connector.erase(recordId, erasure);
      await readRecord(small.deps, tracker.name, recordId); // the hook is quick
      return erased;
    };
    await run(tracker.name);
    await run(desk.name);
    const record = await small.recordOf(number, tracker.name);
    expect(redmine.saidIn(record).map(({ body }) => body)).toEqual([
      expect.stringContaining(`Anonymous ${contact} ждёт`),
    ]);
    await small.hear(number);
    await small.settle(number);
    expect(
      await house.rows('select revision, visibility, hidden from comments where ticket_id = $1', [id]),
    ).toEqual([{ revision: 1, visibility: 'public', hidden: false }]);
    expect(
      await house.rows(
        `select 1 from changes where ticket_id = $1 and (kind = 'comment-edited' or state = 'open')`,
        [id],
      ),
    ).toEqual([]);
    const [copy] = redmine.saidIn(record);
    expect(
      await house.rows('select hash from comment_links where remote_id = $1', [copy!.id]),
    ).toContainEqual({
      hash: noteHash(copy!.body, 'internal'),
    });
    expect(await progress(tracker.name)).toMatchObject({ records: 1, done: 1, users: [] });
    const users = [{ id: '43', page: 'http://there.test/users/43' }];
    expect(await progress(desk.name)).toMatchObject({ records: 1, done: 1, users });
    expect([await known(), await problems()]).toEqual([null, []]);
  });

  it('waits for a push of the record, for its making, and for a system that is away', async () => {
    await anonymise();
    const [link] = (await house.links(id)).filter(({ system }) => system === tracker.name);
    await withRecordLock(house.db, link!.id, () => expect(run(tracker.name)).rejects.toThrow(/wait/));
    await house.rows(`update links set record_id = null, state = 'creating' where id = $1`, [link!.id]);
    await house.rows(
      `insert into intents (link_id, kind, content, cursor_before, version) values ($1, 'create', '{"kind": "create"}', '0', 1)`,
      [link!.id],
    );
    await expect(run(tracker.name)).rejects.toThrow(/wait/);
    await house.tx((tx) => closeGate(tx, desk.name, 'down'));
    await expect(run(desk.name)).rejects.toThrow(/gate/);
    expect(await problems()).toEqual([]);
    expect(await erasuresToStart(house.db, [desk.name], 10)).toEqual([contact]);
    expect(await erasuresToStart(house.db, [desk.name], 10)).toEqual([]); // with a pause
  });

  it('an edit that somebody has made there meanwhile is merged first, and not written over', async () => {
    await anonymise();
    const record = await small.recordOf(number, tracker.name);
    redmine.set(record, { title: 'Почти готово' });
    await expect(run(tracker.name)).rejects.toThrow(/wait/);
    expect(woken).toContain(number);
    await small.settle(number);
    redmine.slip(record, () => redmine.set(record, { description: 'и ещё' }));
    await run(tracker.name);
    await small.settle(number);
    expect(redmine.see(record)).toMatchObject({ title: 'Почти готово', description: 'и ещё' });
    expect(await house.ticket(id)).toMatchObject({ title: 'Почти готово', description: 'и ещё' });
  });

  it('a lost answer is settled, and the record tried again', async () => {
    await anonymise();
    redmine.loseNextAnswer();
    await expect(run(tracker.name)).rejects.toThrow(/wait/);
    await house.rows(`update intents set ended_at = now() - interval '1 minute' where state = 'open'`);
    await run(tracker.name);
    expect(await progress(tracker.name)).toMatchObject({ done: 1 });
    await small.hear(number);
    await small.settle(number);
    expect(await house.rows('select revision from comments where ticket_id = $1', [id])).toEqual([
      { revision: 1 },
    ]);
  });

  it('what a system refuses is one problem; a retry tries again, and then nothing of him is kept', async () => {
    await anonymise();
    erase = refuse;
    await run(tracker.name);
    await run(desk.name);
    const [problem] = await problems();
    expect(problem).toMatchObject({ system: tracker.name, kind: 'person-refused' });
    expect(await known()).toMatchObject({ name });
    erase = redmine.connector.erase;
    await house.tx((tx) => house.commands.retryProblem(tx, problem!.id, operator));
    expect(await erasuresToStart(house.db, [tracker.name], 10)).toEqual([contact]);
    await run(tracker.name);
    expect([await progress(tracker.name), await known(), await problems()]).toMatchObject([
      { done: 1 },
      null,
      [],
    ]);
  });

  it('a person may let it be', async () => {
    await anonymise();
    erase = refuse;
    await run(tracker.name);
    await run(desk.name);
    await house.tx(async (tx) => house.commands.skipProblem(tx, (await problems())[0]!.id, operator));
    expect([await progress(tracker.name), await known()]).toMatchObject([{ skipped: 1 }, null]);
  });

  it('a record that is gone or out of sight keeps nobody waiting; one that we let go of is cleaned as a whole', async () => {
    await house.rows(`update tickets set title = $2 where id = $1`, [id, `${name}: принтер`]);
    await house.rows(`update links set confirmed_version = 0`);
    await small.settle(number);
    const [link] = (await house.links(id)).filter(({ system }) => system === tracker.name);
    await setLinkState(house.db, link!.id, 'unlinked');
    await anonymise();
    await run(tracker.name);
    expect(redmine.see(link!.recordId!).title).toBe(`Anonymous ${contact}: принтер`);
    const [atDesk] = (await house.links(id)).filter(({ system }) => system === desk.name);
    await house.rows(`update links set record_id = '999' where id = $1`, [atDesk!.id]);
    await run(desk.name);
    expect(await progress(desk.name)).toMatchObject({ gone: 1, open: 0 });
    expect([await known(), await problems()]).toEqual([null, []]);
  });

  it('a record that was merged there into another one is cleaned where it is now', async () => {
    await anonymise();
    read = async (...args) => {
      const state = await redmine.connector.read(...args);
      return typeof state === 'string' ? state : { ...state, id: '4711' };
    };
    await run(tracker.name);
    expect(redmine.saidIn(await small.recordOf(number, tracker.name))[0]!.body).not.toContain(name);
    expect(await progress(tracker.name)).toMatchObject({ done: 1 });
  });
});
