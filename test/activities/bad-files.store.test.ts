import { createHash } from 'node:crypto';
import { ConnectorFailure } from '../../connectors/failure';
import { storeBlob } from '../../store/blobs';
import { desk, tracker } from '../domain/rules';
import { openHouse, operator, type House } from '../store/house';
import { RecordKeeper } from './record-keeper';
import { deskAndTracker, smallHouse, type SmallHouse } from './small-house';

let house: House;
let small: SmallHouse;
const rt = new RecordKeeper();
const redmine = new RecordKeeper();
const { attach, comment } = redmine.connector;
let ticket: { readonly id: number; readonly number: string };
let record: string;
beforeAll(async () => {
  house = await openHouse();
  small = smallHouse(house, deskAndTracker(rt, redmine));
});
afterAll(() => house.close());
beforeEach(async () => {
  Object.assign(redmine.connector, { attach, comment });
  ticket = await house.register();
  await small.settle(ticket.number);
  record = await small.recordOf(ticket.number, tracker.name);
});

/** A file of the front, whose bytes are its name, and a new title: both are to reach the records. */
const attachAndEdit = (filename = 'plan.dwg') =>
  house.tx(async (tx) => {
    const bytes = Buffer.from(filename);
    await storeBlob(tx, bytes);
    const sha256 = createHash('sha256').update(bytes).digest();
    const file = {
      filename,
      mediaType: 'text/plain',
      sha256,
      size: bytes.length,
      visibility: 'internal',
    } as const;
    await house.commands.attach(tx, ticket.id, file, operator);
    await house.commands.edit(tx, ticket.id, { title: 'Scanner' }, operator);
  });

const failing = (what: 'attach' | 'comment', failure: ConnectorFailure) =>
  Object.assign(redmine.connector, { [what]: () => Promise.reject(failure) });
const tooLarge = new ConnectorFailure('refused', 'answered', '413: too large', { status: 413 });
const broken = new ConnectorFailure('transient', 'answered', '500: out of luck', { status: 500 });
const unheard = new ConnectorFailure('transient', 'unknown', 'no answer');

const problems = () =>
  house.rows<{ id: number; kind: string; message: string }>(
    `select id, kind, message from problems where ticket_id = $1 and state = 'open'`,
    [ticket.id],
  );
const elevenMinutesAgo = () => Date.now() - 11 * 60_000;
const late = { scheduledTimestampMs: elevenMinutesAgo(), attempt: 20 };
/** Nothing of an earlier write can be carried out any more. */
const timeIsOver = () =>
  house.rows(
    `update intents set began_at = now() - interval '1 minute', ended_at = now() where state = 'open'`,
  );

it('a file that the system refuses is told to a person at once; a link stands in for it, and all else arrives', async () => {
  failing('attach', tooLarge);
  await attachAndEdit();
  await small.settle(ticket.number);
  expect(redmine.see(record).title).toBe('Scanner');
  expect(redmine.saidIn(record).at(-1)!.body).toContain('http://front.test/attachments/');
  expect(await problems()).toEqual([
    expect.objectContaining({ kind: 'file-refused', message: expect.stringContaining('413: too large') }),
  ]);
});

it('what takes neither the file nor a link goes without, and takes the rest', async () => {
  failing('attach', tooLarge);
  failing('comment', tooLarge);
  await attachAndEdit();
  await small.settle(ticket.number);
  expect(redmine.see(record).title).toBe('Scanner');
  expect((await problems()).map(({ kind }) => kind)).toEqual(['file-refused']);
});

it('a file that fails again and again does not keep the fields from arriving', async () => {
  failing('attach', broken);
  await attachAndEdit();
  await expect(small.push(ticket.number, tracker.name)).rejects.toThrow('out of luck');
  await expect(small.push(ticket.number, tracker.name, { attempt: 2 })).rejects.toThrow('out of luck');
  expect(redmine.see(record).title).toBe('Scanner');
});

it.each([broken, unheard])('after ten minutes it is given up alone (%p)', async (failure) => {
  failing('attach', failure);
  await attachAndEdit();
  await expect(small.push(ticket.number, tracker.name, late)).rejects.toThrow(failure.message);
  expect((await problems()).map(({ kind }) => kind)).toEqual(['file-refused']);
  await timeIsOver();
  await small.settle(ticket.number);
  expect(redmine.see(record).title).toBe('Scanner');
});

it('a file that was given up, and is found there after all, is no problem', async () => {
  await attachAndEdit();
  const arriveUnheard: typeof attach = (...what) => {
    redmine.loseNextAnswer();
    return attach(...what);
  };
  Object.assign(redmine.connector, { attach: arriveUnheard });
  await expect(small.push(ticket.number, tracker.name, late)).rejects.toThrow('the answer was lost');
  expect(await problems()).toHaveLength(1);
  await small.settle(ticket.number);
  expect(redmine.filesIn(record)).toEqual(['plan.dwg']);
  expect(await problems()).toEqual([]);
});

it('a description that the system takes in no way is told at once, and holds nothing else up', async () => {
  const say = rt.connector.comment;
  Object.assign(rt.connector, { comment: () => Promise.reject(tooLarge) });
  await house.tx((tx) =>
    house.commands.edit(tx, ticket.id, { title: 'Scanner', description: 'Fourth floor' }, operator),
  );
  await small.settle(ticket.number);
  const desk1 = await small.recordOf(ticket.number, desk.name);
  expect(rt.see(desk1).title).toBe('Scanner');
  const [problem] = await problems();
  expect(problem).toMatchObject({ kind: 'field-refused', message: expect.stringContaining('Fourth floor') });
  Object.assign(rt.connector, { comment: say });
  await house.tx((tx) => house.commands.retryProblem(tx, problem!.id, operator));
  await small.settle(ticket.number);
  expect(rt.saidIn(desk1).at(-1)!.body).toContain('Fourth floor');
  expect(await problems()).toEqual([]);
});

it('another try sends that file alone: no link is sent twice', async () => {
  failing('attach', tooLarge);
  await attachAndEdit('one.txt');
  await attachAndEdit('two.txt');
  await small.settle(ticket.number);
  Object.assign(redmine.connector, { attach });
  const [first, second] = await problems();
  await house.tx((tx) => house.commands.retryProblem(tx, first!.id, operator));
  await small.settle(ticket.number);
  expect(redmine.filesIn(record)).toEqual(['one.txt']);
  expect(redmine.saidIn(record)).toHaveLength(2);
  expect((await problems()).map(({ id }) => id)).toEqual([second!.id]);
});
