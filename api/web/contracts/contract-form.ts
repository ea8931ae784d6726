import type { Fault } from '../../../domain/fault';
import type { FormBody } from '../agreements/save-object';
import { clockPlace, clocksOf } from './clock-rows';
import { escalationsOf } from './escalation-rows';
import { rowsOf, ticked } from './form-rows';
import { minutesIn } from './minutes-in';
import { numbersOf } from './numbers-of';

type Fields = Readonly<Record<string, string>>;

/** Reads the form of a contract. */
export const contractBody = (fields: Fields): FormBody => {
  const targets = targetsOf(fields);
  const escalations = escalationsOf(fields);
  const internal = clocksOf(fields);
  const entitlement = entitlementOf(fields);
  const warnAt = numbersOf(fields, 'warnAt', 100);
  const noticeDays = numbersOf(fields, 'noticeDays', 3650);
  const reactionBy = ticked(fields, 'reactionBy');
  return {
    body: {
      ...pick(fields, ['number', 'organisation', 'startsOn', 'endsOn', 'calendar']),
      services: ticked(fields, 'services'),
      targets: targets.targets,
      pauseOn: ticked(fields, 'pauseOn'),
      warnAt: warnAt.numbers,
      ...(fields.noticeDays !== undefined && { noticeDays: noticeDays.numbers }),
      ...(fields.onChange && { onChange: fields.onChange }),
      escalations: escalations.levels,
      ...(internal.clocks && { internalClocks: internal.clocks }),
      entitlement: entitlement.entitlement,
      ...(reactionBy.length > 0 && { reactionBy }),
    },
    faults: [
      ...targets.faults,
      ...warnAt.faults,
      ...noticeDays.faults,
      ...escalations.faults,
      ...internal.faults,
      ...entitlement.faults,
    ],
    place: ({ field, message }) => ({
      field: placeOf(field, {
        targets: targets.places,
        escalations: escalations.places,
        internalClocks: internal.places,
      }),
      message,
    }),
  };
};

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, (fields[name] ?? '').trim()]));

const targetsOf = (fields: Fields) => {
  const rows = rowsOf(fields, 'targets', (of) => of('reaction') !== '' || of('resolution') !== '');
  const faults: Fault[] = [];
  const minutes = (place: number, name: string, text: string): number =>
    minutesIn(text, `targets[${place}].${name}`, faults);
  const targets = rows.map(({ place, of }) => ({
    priority: of('priority'),
    ...(of('service') && { service: of('service') }),
    reactionMinutes: minutes(place, 'reaction', of('reaction')),
    resolutionMinutes: minutes(place, 'resolution', of('resolution')),
  }));
  return { targets, faults, places: rows.map(({ place }) => place) };
};

/** Nothing in both fields: there is no entitlement. */
const entitlementOf = (fields: Fields) => {
  const faults: Fault[] = [];
  const amount = (name: string): number | undefined => {
    const text = (fields[`entitlement.${name}`] ?? '').trim().replace(',', '.');
    if (text === '') return undefined;
    if (!/^\d{1,12}(\.\d{1,4})?$/.test(text))
      faults.push({ field: `entitlement.${name}`, message: `“${text.slice(0, 40)}” is not a number` });
    return Number(text) || 0;
  };
  const [tickets, hours] = [amount('tickets'), amount('hours')];
  if (tickets === undefined && hours === undefined) return { entitlement: null, faults };
  const per = fields['entitlement.per'] || 'month';
  return {
    entitlement: { ...(tickets !== undefined && { tickets }), ...(hours !== undefined && { hours }), per },
    faults,
  };
};

type Places = { readonly [list in 'targets' | 'escalations' | 'internalClocks']: readonly number[] };

const placeOf = (field: string, places: Places): string => {
  const [, list, n, rest = ''] = /^(targets|escalations|internalClocks)\[(\d+)\](.*)$/.exec(field) ?? [];
  if (list === 'targets') return `targets[${places.targets[Number(n)]}]${shown[rest] ?? rest}`;
  if (list === 'escalations') return `escalations[${places.escalations[Number(n)]}].count`;
  if (list === 'internalClocks') return clockPlace(places.internalClocks[Number(n)], rest);
  const [, single] = /^(services|pauseOn|warnAt|reactionBy|noticeDays)\b/.exec(field) ?? [];
  return single ?? (field === 'entitlement' ? 'entitlement.tickets' : field);
};

const shown: Readonly<Record<string, string>> = {
  '': '.priority',
  '.reactionMinutes': '.reaction',
  '.resolutionMinutes': '.resolution',
};
