import fc from 'fast-check';
import { priorities, statuses } from '../../../domain/ticket';
import type { Deed, Setting, World } from './world';

/** What happens to a ticket: people do things, our side makes some of its steps in between, workers die. */
export type Event =
  | { readonly kind: 'deed'; readonly deed: Deed }
  | { readonly kind: 'steps'; readonly picks: readonly number[] }
  | { readonly kind: 'pause'; readonly ms: number }
  | { readonly kind: 'read'; readonly link: number }
  | { readonly kind: 'cut'; readonly pick: number };

const skew = fc.integer({ min: -90_000, max: 90_000 });

export const settings = (tasks: fc.Arbitrary<readonly number[]>): fc.Arbitrary<Setting> =>
  fc.record({ tasks, skews: fc.array(skew, { minLength: 3, maxLength: 3 }) });

const place = (places: number) => fc.nat(places);

/** Titles are all different, so that it can be seen whose was lost. */
let titles = 0;
const title = fc.constant(null).map(() => `T${(titles += 1)}`);

const edit = (places: number): fc.Arbitrary<Deed> =>
  fc
    .oneof(
      fc.tuple(fc.constant('status' as const), fc.constantFrom(...statuses)),
      fc.tuple(fc.constant('priority' as const), fc.constantFrom(...priorities)),
      fc.tuple(fc.constant('title' as const), title),
    )
    .chain(([field, value]) =>
      fc.record({
        kind: fc.constant('edit' as const),
        place: place(places),
        field: fc.constant(field),
        value: fc.constant(value),
        shares: fc.boolean(),
      }),
    );

const remark = (places: number): fc.Arbitrary<Deed> =>
  fc.record({
    kind: fc.constant('remark' as const),
    place: place(places),
    visibility: fc.constantFrom('public' as const, 'internal' as const),
  });

export const deeds = (places: number): fc.Arbitrary<Deed> =>
  fc.oneof({ weight: 4, arbitrary: edit(places) }, { weight: 1, arbitrary: remark(places) });

const event = (places: number): fc.Arbitrary<Event> =>
  fc.oneof(
    { weight: 4, arbitrary: deeds(places).map((deed) => ({ kind: 'deed' as const, deed })) },
    {
      weight: 4,
      arbitrary: fc
        .array(fc.nat(20), { minLength: 1, maxLength: 12 })
        .map((picks) => ({ kind: 'steps' as const, picks })),
    },
    {
      weight: 2,
      arbitrary: fc.integer({ min: 1, max: 30_000 }).map((ms) => ({ kind: 'pause' as const, ms })),
    },
    { weight: 1, arbitrary: fc.nat(places).map((link) => ({ kind: 'read' as const, link })) },
    { weight: 1, arbitrary: fc.nat(20).map((pick) => ({ kind: 'cut' as const, pick })) },
  );

export interface Life {
  readonly setting: Setting;
  readonly events: readonly Event[];
}

/** `tasks`: the tracker of each task, 0 or 1. */
export const lives = (tasks: fc.Arbitrary<readonly number[]>, maxLength = 14): fc.Arbitrary<Life> =>
  settings(tasks).chain((setting) =>
    fc.record({
      setting: fc.constant(setting),
      events: fc.array(event(setting.tasks.length + 1), { minLength: 1, maxLength }),
    }),
  );

export const happen = (world: World, one: Event): void => {
  world.clock.now += 20;
  switch (one.kind) {
    case 'deed':
      return world.do(one.deed);
    case 'pause':
      world.clock.now += one.ms;
      return;
    case 'read':
      return world.startReading(world.centre.links[one.link % world.centre.links.length]!);
    case 'cut':
      return world.cut(one.pick);
    case 'steps':
      for (const pick of one.picks) {
        const { possible } = world;
        if (possible.length > 0) possible[pick % possible.length]!();
        world.clock.now += 20;
      }
  }
};
