import fc from 'fast-check';
import { classifyAgainst } from '../../../domain/echo';
import type { Deed } from './world';
import { World } from './world';
import { deeds, happen, lives, settings, type Life } from './lives';

/** Runs a life, and lets everything come to rest. */
const live = ({ setting, events }: Life): World => {
  const world = new World(setting);
  for (const one of events) happen(world, one);
  world.rest();
  return world;
};

const deedsIn = ({ events }: Life): number => events.filter(({ kind }) => kind === 'deed').length;
const cutsIn = ({ events }: Life): number => events.filter(({ kind }) => kind === 'cut').length;

const oneTask = fc.constantFrom([0], [1]);
const severalTasks = fc.constantFrom([0, 0], [0, 1], [0, 0, 1]);
const anyTasks = fc.oneof(oneTask, severalTasks, fc.constant([]));
const runs = { numRuns: Number(process.env.MODEL_RUNS ?? 1500) };

jest.setTimeout(120_000);

describe('whatever people do, on clocks that differ by up to 90 seconds, and however our side is delayed or cut', () => {
  it('every record ends as it should be, after a bounded number of writes', () => {
    fc.assert(
      fc.property(lives(anyTasks), (life) => {
        const world = live(life);
        expect(world.differences).toEqual([]);
        const records = life.setting.tasks.length + 1;
        // A deed may be answered in every record by one write, by one that a side effect calls for, and by one more when cut.
        expect(world.writes).toBeLessThanOrEqual(3 * records * deedsIn(life) + cutsIn(life));
      }),
      runs,
    );
  });

  it('front, desk and task end equal when there is one task', () => {
    fc.assert(
      fc.property(lives(oneTask), (life) => {
        const { ticket } = live(life).centre;
        expect(ticket.tasks[0]!.status).toBe(ticket.fields.status);
      }),
      runs,
    );
  });

  it('no title that was given is lost: it stands, was seen and replaced by a person, or is in a conflict', () => {
    fc.assert(
      fc.property(lives(anyTasks), (life) => {
        const { made, centre } = live(life);
        const titles = made.filter(({ field }) => field === 'title');
        const replaced = new Set(titles.map(({ saw }) => saw));
        const kept = new Set(centre.conflicts.map(({ value }) => value));
        const lost = titles.filter(
          ({ value }) => value !== centre.ticket.fields.title && !replaced.has(value) && !kept.has(value),
        );
        expect(lost).toEqual([]);
      }),
      runs,
    );
  });

  it('every remark stands in every record exactly once', () => {
    fc.assert(
      fc.property(lives(anyTasks), (life) => {
        const { centre } = live(life);
        const bodies = centre.comments.map(({ body }) => body).sort();
        for (const { record } of centre.links) {
          const said = record.events.flatMap((event) => (event.kind === 'comment' ? [event.body] : []));
          expect(said.sort()).toEqual(bodies);
        }
      }),
      runs,
    );
  });

  it('everything that we wrote is known as our own when it is met again, and moves nothing', () => {
    fc.assert(
      fc.property(lives(anyTasks), (life) => {
        const world = live(life);
        const { version } = world.centre;
        const { writes } = world;
        for (const link of world.centre.links) {
          link.cursor = '0';
          world.startReading(link);
        }
        world.rest();
        expect([world.centre.version, world.writes]).toEqual([version, writes]);
      }),
      runs,
    );
  });

  it('at rest nothing is written, even when every record is looked at again', () => {
    fc.assert(
      fc.property(lives(anyTasks), (life) => {
        const world = live(life);
        const { writes } = world;
        world.centre.move();
        world.rest();
        expect([world.writes, world.differences]).toEqual([writes, []]);
      }),
      runs,
    );
  });
});

describe('an echo', () => {
  it('is known by itself, also to somebody who does not remember that he met it before', () => {
    fc.assert(
      fc.property(lives(oneTask), ({ setting, events }) => {
        const calm = events.filter(
          (one) => one.kind !== 'deed' || one.deed.kind !== 'edit' || !one.deed.shares,
        );
        const world = live({ setting, events: calm });
        for (const link of world.centre.links) {
          const written = link.intents.filter(({ state }) => state === 'written');
          const ours = link.record.events.filter(({ actor }) => actor.isOurAccount);
          expect(ours.map((event) => classifyAgainst(event, written))).toEqual(ours.map(() => 'echo'));
        }
      }),
      runs,
    );
  });
});

describe('people who take turns', () => {
  const turns = settings(anyTasks).chain((setting) =>
    fc.record({
      setting: fc.constant(setting),
      deeds: fc.array(deeds(setting.tasks.length + 1), { minLength: 1, maxLength: 8 }),
    }),
  );

  it('always have the last word, whatever their clocks say, and nobody is asked to choose', () => {
    fc.assert(
      fc.property(turns, ({ setting, deeds: all }) => {
        const world = new World(setting);
        for (const deed of all) {
          world.clock.now += 1000;
          world.do(deed);
          world.rest();
          expect(world.differences).toEqual([]);
          if (deed.kind === 'edit') expectLastWord(world, deed);
        }
        expect(world.centre.conflicts).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  /** Of a value that shares its word with others there, only the word can be asked for. */
  const expectLastWord = (world: World, { place, field, value }: Deed & { kind: 'edit' }): void => {
    const record = world.centre.links[place - 1]?.record;
    if (!record) return expect(world.centre.ticket.fields[field]).toBe(value);
    const { rules } = record.system;
    const native = record.read('0').fields[field];
    if (field === 'status') return expect(native).toBe(rules.status[value as keyof typeof rules.status]);
    if (field === 'priority')
      return expect(native).toBe(rules.priority[value as keyof typeof rules.priority]);
    expect([world.centre.ticket.fields[field], native]).toEqual([value, value]);
  };
});

describe('two statuses that share one word in the desk', () => {
  const life = (events: Life['events']): Life => ({ setting: { tasks: [0], skews: [0, 0, 0] }, events });
  const edit = (place: number, value: string): Life['events'][number] => ({
    kind: 'deed',
    deed: { kind: 'edit', place, field: 'status', value, shares: false },
  });
  const statusIn = (world: World, place: number) =>
    world.centre.links[place - 1]!.record.read('0').fields.status;

  it('do not swing to and fro: resolved becomes closed without the desk being written to', () => {
    const world = live(life([edit(2, 'resolved')]));
    expect([world.centre.ticket.fields.status, statusIn(world, 1)]).toEqual(['resolved', 'resolved']);
    const [before] = world.centre.links.map(({ record }) => record.writes);
    happen(world, edit(2, 'closed'));
    world.rest();
    expect(world.centre.ticket.fields.status).toBe('closed');
    expect([world.centre.links[0]!.record.writes, statusIn(world, 2)]).toEqual([before, 'Closed']);
  });

  it('are told apart by the front, and reopening in the desk reaches the task', () => {
    const world = live(life([edit(0, 'closed'), edit(1, 'in_progress')]));
    happen(world, edit(1, 'in_progress'));
    world.rest();
    expect([world.centre.ticket.fields.status, statusIn(world, 2)]).toEqual(['in_progress', 'In Progress']);
  });
});
