import type { ContractTerms, Target } from './contract';
import { isDay } from './day';
import type { Fault } from './fault';
import type { InternalClock } from './sla/condition';

/** What stands around the terms and is judged with them. */
export interface ContractDays {
  readonly startsOn: string;
  readonly endsOn: string;
}

/** Everything that is wrong with a contract whose references are resolved; empty when tickets can be judged by it. */
export const contractFaults = (days: ContractDays, terms: ContractTerms): readonly Fault[] => [
  ...dayFaults(days),
  ...repeated('services', terms.services, 'the service is named twice'),
  ...terms.targets.flatMap((target, i) => targetFaults(target, i, terms)),
  ...repeated('warnAt', terms.warnAt.map(String), 'the level is named twice'),
  ...repeated('noticeDays', (terms.noticeDays ?? []).map(String), 'the day is named twice'),
  ...terms.escalations.flatMap(({ at }, i) => atFaults(`escalations[${i}].at`, at, clockNames(terms))),
  ...(terms.internalClocks ?? []).flatMap((clock, i) => clockFaults(clock, `internalClocks[${i}]`)),
  ...repeated('internalClocks', clockNames(terms).slice(2), 'there is another clock of this name'),
  ...entitlementFaults(terms),
];

const dayFaults = ({ startsOn, endsOn }: ContractDays): readonly Fault[] => {
  const wrong = Object.entries({ startsOn, endsOn }).filter(([, day]) => !isDay(day));
  if (wrong.length > 0)
    return wrong.map(([field, day]) => ({
      field,
      message: `“${day}” is not a day; expected e.g. 2026-01-31`,
    }));
  return endsOn < startsOn
    ? [{ field: 'endsOn', message: `${endsOn} lies before the start, ${startsOn}` }]
    : [];
};

const targetFaults = (target: Target, i: number, { services, targets }: ContractTerms): readonly Fault[] => {
  const field = `targets[${i}]`;
  if (target.service !== undefined && !services.includes(target.service))
    return [{ field: `${field}.service`, message: 'the contract does not name this service' }];
  const same = (other: Target) => other.priority === target.priority && other.service === target.service;
  return [
    ...minutesFaults(`${field}.reactionMinutes`, target.reactionMinutes),
    ...minutesFaults(`${field}.resolutionMinutes`, target.resolutionMinutes),
    ...(targets.findIndex(same) < i
      ? [{ field, message: `there is another target for priority ${target.priority} of the same service` }]
      : []),
  ];
};

const atFaults = (field: string, at: string, clocks: readonly string[]): readonly Fault[] => {
  const [, clock] = /^([a-z-]+?)[+-]\d{1,6}[mhd]$/.exec(at) ?? [];
  if (clock === undefined)
    return [{ field, message: `“${at}” is not an instant; expected e.g. resolution-30m or reaction+2h` }];
  return clocks.includes(clock)
    ? []
    : [{ field, message: `there is no clock “${clock}”; expected ${clocks.join(' or ')}` }];
};

const clockNames = ({ internalClocks }: ContractTerms): readonly string[] => [
  'reaction',
  'resolution',
  ...(internalClocks ?? []).map(({ name }) => name),
];

const clockFaults = ({ name, minutes, starts }: InternalClock, field: string): readonly Fault[] => [
  ...(/^[a-z][a-z-]{0,39}$/.test(name) && name !== 'reaction' && name !== 'resolution'
    ? []
    : [
        {
          field: `${field}.name`,
          message: `“${name}” is not a name of its own in small letters and hyphens`,
        },
      ]),
  ...minutesFaults(`${field}.minutes`, minutes),
  ...(starts.length > 0 ? [] : [{ field: `${field}.starts`, message: 'the clock would never start' }]),
];

const minutesFaults = (field: string, minutes: number): readonly Fault[] =>
  Number.isInteger(minutes) && minutes >= 1
    ? []
    : [{ field, message: `${minutes} is not a time; expected whole minutes, at least one` }];

const entitlementFaults = ({ entitlement }: ContractTerms): readonly Fault[] =>
  entitlement && entitlement.tickets === undefined && entitlement.hours === undefined
    ? [{ field: 'entitlement', message: 'says neither tickets nor hours' }]
    : [];

const repeated = (field: string, values: readonly string[], message: string): readonly Fault[] =>
  values.flatMap((value, i) => (values.indexOf(value) < i ? [{ field: `${field}[${i}]`, message }] : []));
