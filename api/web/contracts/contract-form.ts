import type { Fault } from '../../../domain/fault';
import type { FormBody } from '../agreements/save-object';
import { minutesOf } from '../minutes-text';
import { escalationsOf } from './escalation-rows';
import { rowsOf, ticked } from './form-rows';

type Fields = Readonly<Record<string, string>>;

/** Reads the form of a contract. */
export const contractBody = (fields: Fields): FormBody => {
  const targets = targetsOf(fields);
  const escalations = escalationsOf(fields);
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
      entitlement: entitlement.entitlement,
      ...(reactionBy.length > 0 && { reactionBy }),
    },
    faults: [
      ...targets.faults,
      ...warnAt.faults,
      ...noticeDays.faults,
      ...escalations.faults,
      ...entitlement.faults,
    ],
    place: ({ field, message }) => ({ field: placeOf(field, targets.places, escalations.places), message }),
  };
};

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, (fields[name] ?? '').trim()]));

const targetsOf = (fields: Fields) => {
  const rows = rowsOf(fields, 'targets', (of) => of('reaction') !== '' || of('resolution') !== '');
  const faults: Fault[] = [];
  const minutes = (place: number, name: string, text: string): number => {
    const read = minutesOf(text);
    if (read === undefined)
      faults.push(
        text === ''
          ? { field: `targets[${place}].${name}`, message: 'must not be empty' }
          : {
              field: `targets[${place}].${name}`,
              message: `“${text.slice(0, 40)}” is not a time; expected minutes or 4 h`,
            },
      );
    if (read === 0)
      faults.push({
        field: `targets[${place}].${name}`,
        message: '0 is not a time; expected whole minutes, at least one',
      });
    return read || 1;
  };
  const targets = rows.map(({ place, of }) => ({
    priority: of('priority'),
    ...(of('service') && { service: of('service') }),
    reactionMinutes: minutes(place, 'reaction', of('reaction')),
    resolutionMinutes: minutes(place, 'resolution', of('resolution')),
  }));
  return { targets, faults, places: rows.map(({ place }) => place) };
};

const numbersOf = (fields: Fields, field: string, most: number) => {
  const words = (fields[field] ?? '').split(/[\s,;%]+/).filter((word) => word !== '');
  const wrong = words.filter((word) => !/^\d{1,4}$/.test(word) || Number(word) < 1 || Number(word) > most);
  return {
    numbers: words.filter((word) => !wrong.includes(word)).map(Number),
    faults: wrong.map((word): Fault => ({
      field,
      message: `“${word.slice(0, 40)}” is not a number`,
    })),
  };
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

const placeOf = (field: string, targets: readonly number[], escalations: readonly number[]): string => {
  const [, list, n, rest = ''] = /^(targets|escalations)\[(\d+)\](.*)$/.exec(field) ?? [];
  if (list === 'targets') return `targets[${targets[Number(n)]}]${shown[rest] ?? rest}`;
  if (list === 'escalations') return `escalations[${escalations[Number(n)]}].count`;
  const [, single] = /^(services|pauseOn|warnAt|reactionBy|noticeDays)\b/.exec(field) ?? [];
  return single ?? (field === 'entitlement' ? 'entitlement.tickets' : field);
};

const shown: Readonly<Record<string, string>> = {
  '': '.priority',
  '.reactionMinutes': '.reaction',
  '.resolutionMinutes': '.resolution',
};
