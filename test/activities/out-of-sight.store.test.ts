import { ConnectorFailure } from '../../connectors/failure';
import type { PresentComment } from '../../domain/record';
import { listComments } from '../../store/comment-list';
import { desk, tracker } from '../domain/rules';
import { openHouse, type House } from '../store/house';
import { RecordKeeper } from './record-keeper';
import { smallHouse, type SmallHouse } from './small-house';

let house: House;
let small: SmallHouse;
const redmine = new RecordKeeper({ tellsComments: true });
const { read } = redmine.connector;
let ticket: { readonly id: number; readonly number: string };
let record: string;
beforeAll(async () => {
  house = await openHouse();
  small = smallHouse(house, [
    {
      config: { name: desk.name, role: 'desk', requestTimeoutSeconds: 5 },
      connector: new RecordKeeper().connector,
    },
    {
      config: { name: tracker.name, role: 'tracker', requestTimeoutSeconds: 5 },
      connector: redmine.connector,
    },
  ]);
});
afterAll(() => house.close());
beforeEach(async () => {
  Object.assign(redmine.connector, { read, allComments: undefined });
  ticket = await house.register();
  await small.settle(ticket.number);
  record = await small.recordOf(ticket.number, tracker.name);
  redmine.say(record, { body: 'Ask the vendor', visibility: 'internal' });
  await small.hear(ticket.number);
  await small.settle(ticket.number);
});

/** From now on reads show no private notes; an account that sees everything is told this. */
const privateNotesVanish = (allComments: () => Promise<readonly PresentComment[] | undefined>) =>
  Object.assign(redmine.connector, {
    allComments,
    read: async (id: string, since: string) => ({
      ...((await read(id, since)) as object),
      presentComments: redmine.saidIn(id).filter(({ visibility }) => visibility === 'public'),
    }),
  });

const isHidden = async () =>
  (await listComments(house.db, ticket.id, {}, { limit: 10 })).items.find(
    ({ body }) => body === 'Ask the vendor',
  )!.hidden;

it.each<[string, () => Promise<readonly PresentComment[] | undefined>]>([
  ['is there for an account that may see it', async () => redmine.saidIn(record)],
  ['may be there, since our account may not see all of them', async () => undefined],
])('a private note that is missing, and %s, was not taken back', async (_, allComments) => {
  privateNotesVanish(allComments);
  await small.hear(ticket.number);
  await small.settle(ticket.number);
  expect(await isHidden()).toBe(false);
});

it('nor is it while our key is not taken', async () => {
  privateNotesVanish(() => Promise.reject(new ConnectorFailure('credentials', 'answered', '401')));
  await expect(small.hear(ticket.number)).rejects.toThrow('401');
  expect(await isHidden()).toBe(false);
});

it('a note that is missing for an account that sees everything was taken back', async () => {
  privateNotesVanish(async () => []);
  await small.hear(ticket.number);
  expect(await isHidden()).toBe(true);
});
