import type { Escalation } from '../../../domain/contract';
import { actionOf, type Action } from '../../../domain/sla/action';
import type { Fault } from '../../../domain/fault';
import { rowsOf } from './form-rows';

type Fields = Readonly<Record<string, string>>;

export const actionKinds = [
  'notify-manager',
  'notify-assignee',
  'notify',
  'raisePriority',
  'assign',
  'comment',
  'webhook',
  'other',
] as const;
type ActionKind = (typeof actionKinds)[number];

/** Whom a level may notify without naming an address. */
const roles: Readonly<Partial<Record<ActionKind, string>>> = {
  'notify-manager': 'manager',
  'notify-assignee': 'assignee',
};

/** An action as the form names it, with what else is to be said of it. */
export const namedAction = (action: Action): { readonly kind: ActionKind; readonly value: string | true } => {
  const [name, value] = Object.entries(action)[0] as [ActionKind, string | true];
  const role = actionKinds.find((kind) => name === 'notify' && roles[kind] === value);
  return role ? { kind: role, value: true } : { kind: name, value };
};

/** The escalation levels of a form: a row an action, rows of one instant together. */
export const escalationsOf = (fields: Fields) => {
  const rows = rowsOf(fields, 'escalations', (of) => of('count') !== '' || of('value') !== '');
  const levels: { at: string; do: unknown[] }[] = [];
  const places: number[] = [];
  const faults: Fault[] = [];
  for (const { place, of } of rows) {
    const at = `${of('clock') || 'resolution'}${of('sign') || '+'}${of('count')}${of('unit') || 'm'}`;
    const action = writtenAction(of('action'), of('value'));
    if (action === undefined)
      faults.push({ field: `escalations[${place}].value`, message: 'must not be empty' });
    const level = levels.find((one) => one.at === at);
    if (level) level.do.push(action);
    else places.push(levels.push({ at, do: [action] }) && place);
  }
  return { levels, places, faults };
};

const writtenAction = (kind: string, value: string): unknown => {
  const role = roles[kind as ActionKind];
  if (role !== undefined) return { notify: role };
  if (kind === 'raisePriority') return { raisePriority: value === '' ? true : value };
  if (kind === 'other') return parsed(value);
  return value === '' ? undefined : { [kind || 'notify']: value };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** The rows by which a form shows the levels of a contract. */
export const escalationFields = (escalations: readonly Escalation[]): Fields => {
  const rows = escalations.flatMap(({ at, do: actions }) => actions.map((action) => ({ at, action })));
  return Object.fromEntries(rows.flatMap(({ at, action }, i) => rowFields(i, at, action)));
};

const rowFields = (i: number, at: string, written: unknown): readonly (readonly [string, string])[] => {
  const [, clock = '', sign = '', count = '', unit = ''] =
    /^([a-z-]+?)([+-])(\d{1,6})([mhd])$/.exec(at) ?? [];
  const action = actionOf(written);
  const { kind, value } = action ? namedAction(action) : { kind: 'other', value: JSON.stringify(written) };
  const row = { clock, sign, count, unit, action: kind, value: value === true ? '' : String(value) };
  return Object.entries(row).map(([name, one]) => [`escalations[${i}].${name}`, one] as const);
};
