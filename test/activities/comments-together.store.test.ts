import { ConnectorFailure } from '../../connectors/failure';
import type { OutgoingComment } from '../../connectors/port';
import type { Visibility } from '../../domain/ticket';
import { desk, tracker } from '../domain/rules';
import { openHouse, operator, type House } from '../store/house';
import { RecordKeeper, type KeeperHabits } from './record-keeper';
import { smallHouse, type SmallHouse } from './small-house';

let house: House;
let small: SmallHouse;
let rt: RecordKeeper;
let ticket: { readonly id: number; readonly number: string };
let record: string;
const begin = async (habits: KeeperHabits = {}) => {
  house = await openHouse();
  rt = new RecordKeeper({ tellsComments: true, ...habits });
  small = smallHouse(house, [
    { config: { name: desk.name, role: 'desk', requestTimeoutSeconds: 5 }, connector: rt.connector },
    { config: { name: tracker.name, role: 'tracker' }, connector: new RecordKeeper().connector },
  ]);
  ticket = await house.register();
  await small.settle(ticket.number);
  record = await small.recordOf(ticket.number, desk.name);
};
beforeEach(() => begin());
afterEach(() => house.close());

const say = (body: string, visibility: Visibility = 'internal') =>
  house.tx((tx) =>
    house.commands.comment(tx, ticket.id, { body, visibility, commentAuthorIsRequester: false }, operator),
  );

const said = () => rt.saidIn(record).map(({ body }) => body.split('\n\n')[1]);

/** Does this before each comment that we send; what it throws is the system's answer. */
const beforeComment = (before: (body: string) => void) => {
  const { comment } = rt.connector;
  Object.assign(rt.connector, {
    comment: async (id: string, outgoing: OutgoingComment) => {
      before(outgoing.body);
      await comment(id, outgoing);
    },
  });
};

/** How often the record is read by what is done here. */
const readsIn = async (work: () => Promise<unknown>): Promise<number> => {
  const { read } = rt.connector;
  let reads = 0;
  Object.assign(rt.connector, {
    read: (...call: Parameters<typeof read>) => {
      reads += 1;
      return read(...call);
    },
  });
  await work();
  return reads;
};

it('reads the record once after comments that have gathered, not after each', async () => {
  for (const n of [1, 2, 3]) await say(`Remark ${n}`);
  expect(await readsIn(() => small.settle(ticket.number))).toBe(2); // before and after
  expect(said()).toEqual(['Remark 1', 'Remark 2', 'Remark 3']);
  await small.hear(ticket.number);
  expect(await house.rows(`select 1 from changes where kind = 'comment' and state = 'open'`)).toEqual([]);
});

it('tells comments of the same words apart: each is found again where it stands', async () => {
  for (let n = 0; n < 3; n += 1) await say('Any news?');
  await small.settle(ticket.number);
  const links = await house.rows<{ remote: string }>(
    `select k.remote_id as remote from comment_links k join links l on l.id = k.link_id where l.system = $1 order by k.comment_id`,
    [desk.name],
  );
  expect(links.map(({ remote }) => remote)).toEqual(rt.saidIn(record).map(({ id }) => id));
});

it('sends only those that did not arrive when the answer to one of them was lost', async () => {
  for (const n of [1, 2, 3]) await say(`Remark ${n}`);
  beforeComment((body) => {
    if (body.includes('Remark 2') && said().length === 1) rt.loseNextAnswer();
  });
  await expect(small.push(ticket.number, desk.name)).rejects.toThrow('the answer was lost');
  expect(said()).toEqual(['Remark 1', 'Remark 2']);
  await expect(small.push(ticket.number, desk.name)).rejects.toThrow('may still be carried out'); // the third, for all we know
  await house.rows(`update intents set began_at = began_at - interval '1 minute' where state = 'open'`);
  await small.settle(ticket.number);
  expect(said()).toEqual(['Remark 1', 'Remark 2', 'Remark 3']);
});

it('keeps what was taken when the system is away for the next one', async () => {
  for (const n of [1, 2, 3]) await say(`Remark ${n}`);
  let isAway = true;
  beforeComment((body) => {
    if (body.includes('Remark 3') && isAway) throw new ConnectorFailure('transient', 'not-sent', 'away');
  });
  await expect(small.push(ticket.number, desk.name)).rejects.toThrow('away');
  isAway = false;
  await small.settle(ticket.number);
  expect(said()).toEqual(['Remark 1', 'Remark 2', 'Remark 3']);
});

it.each([1, 2, 3])(
  'tells a person of the one that is refused, and sends the others (the %d. of three)',
  async (n) => {
    for (const each of [1, 2, 3]) await say(`Remark ${each}`);
    beforeComment((body) => {
      if (body.includes(`Remark ${n}`)) throw new ConnectorFailure('refused', 'answered', 'not that one');
    });
    await small.settle(ticket.number);
    expect(said()).toEqual([1, 2, 3].filter((each) => each !== n).map((each) => `Remark ${each}`));
    const problems = await house.rows<{ kind: string; message: string }>(
      'select kind, message from problems',
    );
    expect(problems).toEqual([{ kind: 'comment-refused', message: expect.stringContaining('not that one') }]);
  },
);

it('hides every internal one of them that can be read as public after all', async () => {
  await house.close();
  await begin({ publishes: true });
  await say('For us 1');
  await say('For all', 'public');
  await say('For us 2');
  await small.settle(ticket.number);
  expect(rt.saidIn(record).map(({ visibility }) => visibility)).toEqual(['internal', 'public', 'internal']);
});
