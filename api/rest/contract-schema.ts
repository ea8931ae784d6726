import { Type, type Static } from '@fastify/type-provider-typebox';
import { changePolicies } from '../../domain/contract';
import { reactionKinds } from '../../domain/sla/condition';
import { priorities, statuses } from '../../domain/ticket';
import { Reference, strict } from './schemas';

const minutes = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const Target = Type.Object(
  {
    priority: Type.Enum(priorities),
    service: Type.Optional(Reference),
    reactionMinutes: minutes,
    resolutionMinutes: minutes,
  },
  strict,
);
const Escalation = Type.Object(
  { at: Type.String(), do: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 50 }) },
  strict,
);
const Entitlement = Type.Object(
  {
    tickets: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
    hours: Type.Optional(Type.Number({ minimum: 0, maximum: 1_000_000_000 })),
    per: Type.Enum(['month', 'year']),
  },
  strict,
);

const Statuses = Type.Array(Type.Enum(statuses));
const inSystem = { system: Type.Optional(Type.String()) };
/** What starts, stops, resumes or restarts an internal clock (domain/sla/condition). */
const Condition = Type.Union([
  Type.Object({ on: Type.Literal('registered') }, strict),
  Type.Object({ on: Type.Literal('reaction'), by: Type.Array(Type.Enum(reactionKinds)) }, strict),
  Type.Object({ on: Type.Literal('status'), to: Statuses }, strict),
  Type.Object({ on: Type.Literal('task-status'), to: Statuses, ...inSystem }, strict),
  Type.Object({ on: Type.Literal('assigned'), ...inSystem }, strict),
  Type.Object({ on: Type.Literal('other-team'), ...inSystem }, strict),
]);
const Conditions = Type.Array(Condition, { maxItems: 20 });
const InternalClock = Type.Object(
  {
    name: Type.String(),
    minutes,
    starts: Conditions,
    stops: Conditions,
    restarts: Type.Optional(Conditions),
    resumes: Type.Optional(Conditions),
    pauseOn: Type.Optional(Statuses),
    runsIn: Type.Optional(Statuses),
    warnAt: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 100 }), { maxItems: 50 })),
  },
  strict,
);

const needed = {
  number: Type.String(),
  organisation: Reference,
  services: Type.Array(Reference, { maxItems: 1000 }),
  startsOn: Type.String(),
  endsOn: Type.String(),
  calendar: Reference,
  targets: Type.Array(Target, { maxItems: 1000 }),
};
const possible = {
  pauseOn: Type.Optional(Type.Array(Type.Enum(statuses))),
  warnAt: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 100 }), { maxItems: 50 })),
  escalations: Type.Optional(Type.Array(Escalation, { maxItems: 100 })),
  /** Null: none, also when there was one. */
  entitlement: Type.Optional(Type.Union([Entitlement, Type.Null()])),
  reactionBy: Type.Optional(Type.Array(Type.Enum(reactionKinds), { minItems: 1 })),
  internalClocks: Type.Optional(Type.Array(InternalClock, { maxItems: 20 })),
  onChange: Type.Optional(Type.Enum(changePolicies)),
  noticeDays: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 3650 }), { maxItems: 20 })),
};
export const NewContract = Type.Object({ ...needed, ...possible }, strict);
export const ContractChange = Type.Partial(Type.Object({ ...needed, ...possible }), strict);
export type ContractInput = Static<typeof ContractChange>;
