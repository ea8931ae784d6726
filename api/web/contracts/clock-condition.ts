import type { Fault } from '../../../domain/fault';
import { reactionKinds, type Condition, type InternalClock } from '../../../domain/sla/condition';
import { statuses } from '../../../domain/ticket';
import { rowsOf, ticked } from './form-rows';

type Fields = Readonly<Record<string, string>>;

/** What a condition does to its clock. */
export const conditionRoles = ['starts', 'stops', 'restarts', 'resumes'] as const;
/** As many as a clock may have, by the call (api/rest/contract-schema). */
export const mostConditions = 20 * conditionRoles.length;
export type ConditionRole = (typeof conditionRoles)[number];

/** What a condition may be about, in the order of a form. */
const conditionKinds = [
  'registered',
  'reaction',
  'status',
  'task-status',
  'assigned',
  'other-team',
] as const satisfies readonly Condition['on'][];

/** Nothing that is linked tells of teams yet: a form offers that only where a contract has it already. */
export const kindsOffered = (present: string | undefined): readonly Condition['on'][] =>
  conditionKinds.filter((kind) => kind !== 'other-team' || kind === present);

/** The conditions of one clock, a row each; one without a role is none. */
export const conditionsOf = (fields: Fields, list: string) => {
  const rows = rowsOf(fields, list, (of) => roleOf(of('role')) !== undefined, mostConditions);
  const faults: Fault[] = [];
  const conditions: Partial<Record<ConditionRole, unknown[]>> = {};
  for (const { place, of } of rows) {
    const role = roleOf(of('role'));
    if (!role) continue;
    const row = `${list}[${place}]`;
    const condition = conditionIn(fields, row, of);
    if (condition.named?.length === 0)
      faults.push({ field: `${row}.${condition.name}`, message: 'must not be empty' });
    (conditions[role] ??= []).push(condition.body);
  }
  return { conditions, faults };
};

const roleOf = (text: string): ConditionRole | undefined => conditionRoles.find((role) => role === text);

const conditionIn = (fields: Fields, row: string, of: (name: string) => string) => {
  const on = of('on');
  const system = of('system') === '' ? {} : { system: of('system') };
  const named = (name: 'by' | 'to', among: readonly string[]) =>
    among.filter((one) => ticked(fields, `${row}.${name}`).includes(one));
  if (on === 'reaction') {
    const by = named('by', reactionKinds);
    return { body: { on, by }, name: 'by', named: by };
  }
  if (on === 'status' || on === 'task-status') {
    const to = named('to', statuses);
    return { body: { on, to, ...(on === 'task-status' ? system : {}) }, name: 'to', named: to };
  }
  return { body: { on, ...(on === 'registered' ? {} : system) } };
};

/** The rows by which a form shows the conditions of a clock. */
export const conditionFields = (clock: InternalClock, list: string): Fields => {
  const rows = conditionRoles.flatMap((role) =>
    (clock[role] ?? []).map((condition) => ({ role, condition })),
  );
  return Object.fromEntries(
    rows.flatMap(({ role, condition }, i) => rowFields(`${list}[${i}]`, role, condition)),
  );
};

const rowFields = (
  row: string,
  role: ConditionRole,
  condition: Condition,
): readonly (readonly [string, string])[] => [
  [`${row}.role`, role],
  [`${row}.on`, condition.on],
  ...('system' in condition && condition.system ? [[`${row}.system`, condition.system] as const] : []),
  ...('to' in condition ? condition.to.map((one) => [`${row}.to.${one}`, 'on'] as const) : []),
  ...('by' in condition ? condition.by.map((one) => [`${row}.by.${one}`, 'on'] as const) : []),
];
