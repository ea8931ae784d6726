import fc from 'fast-check';
import type { ContractTerms } from '../../../domain/contract';
import type { Fact } from '../../../domain/sla/fact';
import { statuses } from '../../../domain/ticket';
import { always, at, day, rules } from './timeline';

/** One thing heard of a ticket, and when it was heard of. */
export interface Heard {
  readonly fact: Fact;
  readonly heardAt: number;
}

const minute = 60_000;

/** Escalation levels on both sides of the deadline, and a clock of our own. */
const more: Partial<ContractTerms> = {
  escalations: ['reaction+0m', 'resolution-30m', 'resolution+1h', 'executor+10m'].map((at) => ({
    at,
    do: ['x'],
  })),
  internalClocks: [
    {
      name: 'executor',
      minutes: 200,
      starts: [{ on: 'assigned', system: 'tracker' }],
      stops: [{ on: 'task-status', to: ['resolved', 'closed'] }],
      resumes: [{ on: 'task-status', to: ['in_progress'] }],
      restarts: [{ on: 'other-team' }],
    },
  ],
};
const start = at('09:00');
const by = fc.constantFrom('staff', 'requester', 'system') as fc.Arbitrary<'staff' | 'requester' | 'system'>;
const system = fc.constantFrom('front', 'helpdesk', 'tracker');

/** What may happen; the instant and the key come later. */
const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('status' as const), to: fc.constantFrom(...statuses), by }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('comment' as const),
      visibility: fc.constantFrom('public' as const, 'internal' as const),
      by,
      automatic: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('assigned' as const),
      system: fc.constant('tracker'),
      to: fc.constantFrom('ivan', 'olga', null),
      team: fc.constantFrom('network', 'printers'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('task-status' as const),
      system: fc.constant('tracker'),
      task: fc.constant('1'),
      to: fc.constantFrom(...statuses),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merged' as const), into: fc.constant('SD-7') }) },
);

/** Terms and dates that people change; without them a minute-by-minute count is simple. */
const change = fc.oneof(
  fc.record({
    kind: fc.constant('terms' as const),
    cause: fc.constant({ what: 'priority' as const, from: 'normal', to: 'high' }),
    rules: fc.option(
      fc
        .tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 900 }))
        .map(([reaction, resolution]) => rules(reaction, resolution, day, more)),
    ),
    restart: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('due-set' as const),
    clock: fc.constantFrom('reaction', 'resolution'),
    due: fc.option(fc.integer({ min: 0, max: 3 * 1440 }).map((minutes) => start + minutes * minute)),
  }),
);

const heard = (what: fc.Arbitrary<object>, span: number): fc.Arbitrary<readonly Heard[]> =>
  fc
    .array(fc.tuple(what, system, fc.integer({ min: 0, max: span }), fc.oneof(fc.constant(0), fc.nat(600))), {
      maxLength: 12,
    })
    .map((all) =>
      all.map(([rest, origin, minutes, delay], i) => {
        const when = start + minutes * minute;
        const fact = { ...rest, key: `${origin}:${i}`, at: when, origin } as Fact;
        return { fact, heardAt: when + delay * minute };
      }),
    );

const beginning = (
  reaction: number,
  resolution: number,
  isAlways: boolean,
  coveredAfter = 0,
): readonly Heard[] =>
  [
    { kind: 'registered' as const, status: 'new' as const, key: 'front:r', at: start, origin: 'front' },
    {
      kind: 'terms' as const,
      cause: { what: 'contract' as const },
      rules: rules(reaction, resolution, isAlways ? always : day, more),
      key: 'front:t',
      at: start + coveredAfter * minute,
      origin: 'front',
    },
  ].map((fact) => ({ fact, heardAt: fact.at }));

const targets = fc.tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 900 }));

/** Statuses, comments and merges under one contract. */
export const plainHistory = fc
  .tuple(targets, fc.boolean(), heard(happening, 3 * 1440))
  .map(([[reaction, resolution], isAlways, facts]) => ({
    reaction,
    resolution,
    calendar: isAlways ? always : day,
    facts: [...beginning(reaction, resolution, isAlways), ...facts],
  }));

/** The same, perhaps covered only later, with terms that change and dates that are set by hand. */
export const fullHistory = fc
  .tuple(
    targets,
    fc.oneof(fc.constant(0), fc.nat(1440)),
    heard(fc.oneof({ weight: 3, arbitrary: happening }, { weight: 1, arbitrary: change }), 3 * 1440),
  )
  .map(([[reaction, resolution], coveredAfter, facts]) => [
    ...beginning(reaction, resolution, false, coveredAfter),
    ...facts,
  ]);

export const endOfAll = start + 5 * 1440 * minute;
