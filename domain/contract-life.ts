import { dateOf, dayNumber } from './calendar/days';
import { daysAsInstants } from './calendar/wall-days';
import type { Instant } from './ticket';

/** Days before its end on which a contract warns, where it does not say so itself. */
export const usualNoticeDays: readonly number[] = [60, 30, 7];

/** When a contract holds. */
export interface ContractTime {
  /** Days in the zone, both included. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly noticeDays: readonly number[];
  readonly timeZone: string;
}

export type ContractState = 'upcoming' | 'active' | 'ended';

/** Something that happens to a contract by itself. */
export interface ContractMoment {
  readonly what: 'active' | 'ending' | 'ended';
  readonly at: Instant;
  /** Of `active` the first day, else the last. */
  readonly term: string;
  /** Of `ending`: so many days before the end; else 0. */
  readonly days: number;
}

/** All of them, in order: a notice comes with the beginning of its day, and none before the contract holds. */
export const contractMoments = ({
  startsOn,
  endsOn,
  noticeDays,
  timeZone,
}: ContractTime): readonly ContractMoment[] => {
  const { from, to } = daysAsInstants(timeZone, startsOn, endsOn);
  const notices = [...new Set(noticeDays)].map((days): ContractMoment => {
    const day = dateOf(dayNumber(endsOn) - days);
    return { what: 'ending', at: daysAsInstants(timeZone, day, day).from, term: endsOn, days };
  });
  return [
    { what: 'active', at: from, term: startsOn, days: 0 },
    ...notices.filter(({ at }) => at > from).sort((a, b) => a.at - b.at),
    { what: 'ended', at: to, term: endsOn, days: 0 },
  ];
};

export const contractStateAt = (moments: readonly ContractMoment[], now: Instant): ContractState => {
  const past = moments.filter(({ at }) => at <= now);
  if (past.some(({ what }) => what === 'ended')) return 'ended';
  return past.length > 0 ? 'active' : 'upcoming';
};

/**
 * What has come and was not told yet. Of warnings that were missed only the last is told, and none when it is too late for
 * any, or a nearer one was told.
 */
export const momentsToTell = (
  moments: readonly ContractMoment[],
  told: readonly Pick<ContractMoment, 'what' | 'term' | 'days'>[],
  now: Instant,
): readonly ContractMoment[] => {
  const isOver = contractStateAt(moments, now) === 'ended';
  const past = moments.filter(({ at }) => at <= now);
  const last = past.findLast(({ what }) => what === 'ending');
  return past.filter((moment) => {
    const { what, term, days } = moment;
    if (what === 'ending' && (isOver || moment !== last)) return false;
    return !told.some(
      (one) => one.what === what && one.term === term && (what !== 'ending' || one.days <= days),
    );
  });
};

/** The next instant at which anything happens by itself; undefined once it has ended. */
export const nextContractMoment = (
  moments: readonly ContractMoment[],
  now: Instant,
): ContractMoment | undefined => moments.find(({ at }) => at > now);
