import type { NewRecord } from '../../connectors/port';
import { ConnectorFailure } from '../../connectors/failure';
import { readRecord } from '../../activities/read-record';
import { editComment, insertComment } from '../../store/comments';
import { mergeAndPlan } from '../../store/plan';
import { moveVersion } from '../../store/tickets';
import { desk } from '../domain/rules';
import { openHouse, operator, type House } from '../store/house';
import { itself, olga, RecordKeeper } from './record-keeper';
import { deskAndTracker, smallHouse, type SmallHouse } from './small-house';

let house: House;
let small: SmallHouse;
let rt: RecordKeeper;
let redmine: RecordKeeper;
beforeEach(async () => {
  house = await openHouse();
  rt = new RecordKeeper();
  redmine = new RecordKeeper();
  small = smallHouse(house, deskAndTracker(rt, redmine));
});
afterEach(() => house.close());

/** What olga said in the tracker, as it is stored here. */
const remark = async (ticketId: number, body: string): Promise<number> => {
  const at = new Date();
  const id = await insertComment(house.db, {
    ...{ ticketId, authorName: 'olga', origin: 'executors', body, visibility: 'public', at },
  });
  await moveVersion(house.db, ticketId);
  return id;
};

it('a comment that was edited while nobody knew whether it had arrived is told as it is now', async () => {
  const { id, number } = await house.register();
  await small.settle(number);
  const record = await small.recordOf(number, desk.name);
  const comment = await remark(id, 'The password is 1234');
  rt.loseNextAnswer();
  await expect(small.push(number, desk.name)).rejects.toThrow('the answer was lost');
  await editComment(house.db, comment, { body: 'Ask me for the password' });
  await moveVersion(house.db, id);
  await small.settle(number);
  const said = rt.saidIn(record).map(({ body }) => body);
  expect(said).toHaveLength(2);
  expect(said[1]).toContain('Ask me for the password');
});

it('who reopened a record by an answer, while nobody knew whether our own text had arrived, has reopened the ticket', async () => {
  const { id, number } = await house.register();
  await small.settle(number);
  await house.tx((tx) => house.commands.edit(tx, id, { status: 'resolved' }, operator));
  await small.settle(number);
  const record = await small.recordOf(number, desk.name);
  await house.tx((tx) =>
    house.commands.comment(
      tx,
      id,
      { body: 'Solved', visibility: 'public', commentAuthorIsRequester: false },
      operator,
    ),
  );
  rt.loseNextAnswer();
  await expect(small.push(number, desk.name)).rejects.toThrow('the answer was lost');
  // What the system does because of our text is no news, and what it does because of hers is.
  rt.set(record, { status: 'open' }, itself);
  rt.set(record, { status: 'resolved' });
  rt.say(record, { body: 'It is broken again', visibility: 'public' }, olga);
  rt.set(record, { status: 'open' }, itself);
  await small.settle(number);
  expect((await house.ticket(id)).status).toBe('in_progress');
  expect(rt.see(record).status).toBe('open');
});

it('comments that were sent together wait for the last of them alone, and only what is missing is sent again', async () => {
  const { id, number } = await house.register();
  await small.settle(number);
  const record = await small.recordOf(number, desk.name);
  for (const body of ['First', 'Second', 'Third']) await remark(id, body);
  const { comment } = rt.connector;
  const lost = new ConnectorFailure('transient', 'unknown', 'the answer was lost');
  Object.assign(rt.connector, {
    comment: jest.fn(comment).mockImplementationOnce(comment).mockRejectedValueOnce(lost),
  });
  await expect(small.push(number, desk.name)).rejects.toThrow('the answer was lost');
  await expect(small.push(number, desk.name)).rejects.toThrow('waiting for its outcome');
  await house.rows(
    `update intents set began_at = began_at - interval '6 seconds', ended_at = ended_at - interval '6 seconds'
      where state = 'open'`,
  );
  await small.settle(number);
  expect(rt.saidIn(record).map(({ body }) => body.split('\n').at(-1))).toEqual(['First', 'Second', 'Third']);
});

it('a worker that dies when it has just noted which record is ours leaves nothing open about that record', async () => {
  const { number } = await house.register();
  const { create, read } = rt.connector;
  const died = new ConnectorFailure('transient', 'unknown', 'the worker died');
  Object.assign(rt.connector, {
    create: async (record: NewRecord) => {
      const made = await create(record);
      // So long ago that the reader takes it for somebody else's, and notes that it was created.
      await house.rows(`update intents set began_at = began_at - interval '3 seconds' where state = 'open'`);
      await readRecord(small.deps, desk.name, made.id);
      Object.assign(rt.connector, { read: jest.fn(read).mockRejectedValueOnce(died) });
      return made;
    },
  });
  await expect(small.push(number, desk.name)).rejects.toThrow('the worker died');
  const record = await small.recordOf(number, desk.name);
  await small.settle(number);
  expect(
    await house.rows(`select record_id, state, because from changes where kind = 'created' and system = $1`, [
      desk.name,
    ]),
  ).toEqual([{ record_id: record, state: 'ignored', because: 'echo' }]);
});

it('a create that is carried out while it is being looked for is not made a second time', async () => {
  const { id, number } = await house.register();
  let late: NewRecord | undefined;
  const { findByKey } = rt.connector;
  Object.assign(rt.connector, {
    create: async (record: NewRecord) => {
      late ??= record;
      throw new ConnectorFailure('transient', 'unknown', 'the answer was lost');
    },
  });
  await expect(small.push(number, desk.name)).rejects.toThrow('the answer was lost');
  Object.assign(rt.connector, {
    create: async (record: NewRecord) => rt.make(record),
    // The search takes so long that the time of the request runs out meanwhile; it is carried out in its last moment.
    findByKey: async (key: string) => {
      const found = await findByKey(key);
      if (rt.size === 0) {
        rt.make(late!);
        await house.rows(`update intents set began_at = began_at - interval '1 minute' where state = 'open'`);
      }
      return found;
    },
  });
  await small.push(number, desk.name).catch(() => undefined);
  await small.settle(number);
  expect(rt.size).toBe(1);
  expect((await mergeAndPlan(house.db, number, house.rules)).lanes).toEqual([]);
  expect((await house.links(id)).map(({ state }) => state)).toEqual(['linked', 'linked']);
});
