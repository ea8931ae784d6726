import type { Connector } from '../../connectors/port';
import { readRecord } from '../../activities/read-record';
import { storeBlob } from '../../store/blobs';
import { desk, tracker } from '../domain/rules';
import { openHouse, operator, type House } from '../store/house';
import { RecordKeeper, type KeeperHabits } from './record-keeper';
import { smallHouse, type SmallHouse } from './small-house';

let house: House;
beforeEach(async () => (house = await openHouse()));
afterEach(() => house.close());

/** A tracker of these habits beside a desk. */
const with_ = (habits: KeeperHabits, more: (connector: Connector, small: () => SmallHouse) => Connector) => {
  const [rt, redmine] = [new RecordKeeper(), new RecordKeeper(habits)];
  const made: SmallHouse = smallHouse(house, [
    { config: { name: desk.name, role: 'desk', requestTimeoutSeconds: 5 }, connector: rt.connector },
    {
      config: { name: tracker.name, role: 'tracker', requestTimeoutSeconds: 5 },
      connector: more(redmine.connector, () => made),
    },
  ]);
  return { small: made, rt, redmine };
};

it('a copy of our comment that we hide there is no edit of anybody’s, whoever reads it first', async () => {
  const { small, rt } = with_({ tellsComments: true, publishes: true }, (connector, house_) => ({
    ...connector,
    hideComment: async (recordId, commentId) => {
      await connector.hideComment(recordId, commentId);
      await readRecord(house_().deps, tracker.name, recordId); // the hook is quick
    },
  }));
  const { id, number } = await house.register();
  await small.settle(number);
  const comment = {
    body: 'Not for the client',
    visibility: 'internal',
    commentAuthorIsRequester: false,
  } as const;
  await house.tx((tx) => house.commands.comment(tx, id, comment, operator));
  await small.settle(number);
  await small.hear(number);
  await small.settle(number);
  const record = await small.recordOf(number, desk.name);
  expect(rt.saidIn(record).map(({ body }) => body)).toEqual([expect.stringContaining('Not for the client')]);
  expect(await house.rows('select revision from comments where ticket_id = $1', [id])).toEqual([
    { revision: 1 },
  ]);
});

it('a file whose name the system changes comes back as ours, and not as one more file', async () => {
  const nameOf = (name: string) => name.replace(/[/?%*:|"'<>\n\r]+/g, '_'); // Redmine, Attachment#sanitize_filename
  const { small, rt, redmine } = with_({ nameOf }, (connector) => connector);
  const { id, number } = await house.register();
  await small.settle(number);
  const bytes = Buffer.from('scan');
  const { sha256, size } = await house.tx((tx) => storeBlob(tx, bytes));
  const filename = 'Акт "Ромашка" 12:30 100%.pdf';
  await house.tx((tx) =>
    house.commands.attach(
      tx,
      id,
      { filename, mediaType: 'application/pdf', sha256, size, visibility: 'public' },
      operator,
    ),
  );
  await small.settle(number);
  await small.hear(number);
  await small.settle(number);
  expect(await house.rows('select filename from attachments where ticket_id = $1', [id])).toEqual([
    { filename },
  ]);
  expect(rt.filesIn(await small.recordOf(number, desk.name))).toEqual([filename]);
  expect(redmine.filesIn(await small.recordOf(number, tracker.name))).toHaveLength(1);
});
