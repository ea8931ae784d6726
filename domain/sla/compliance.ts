import type { BusinessCalendar } from '../calendar/business-calendar';
import { minuteMs } from '../calendar/days';
import type { Instant, Priority } from '../ticket';
import type { Because } from './because';
import type { ClockView } from './clock-view';
import { holding, type WrittenEntry } from './correct';
import { inWords } from './in-words';
import { stretchesOf } from './ledger';

/** How one target of one ticket came out. */
export interface ClockResult {
  readonly result: 'met' | 'breached' | 'open';
  readonly usedMinutes: number;
  readonly targetMinutes: number;
  /** Business minutes that did not count, by what they were excluded for. */
  readonly excluded: readonly { readonly because: string; readonly minutes: number }[];
  /** Missed, as far as the systems out of reach allow to say. */
  readonly unconfirmed?: true;
  /** Why it was missed, as a person said. */
  readonly reason?: string;
}

export interface TicketResult {
  readonly ticket: string;
  readonly title: string;
  readonly service: string | null;
  readonly priority: Priority;
  readonly registeredAt: string;
  readonly reaction?: ClockResult;
  readonly resolution?: ClockResult;
}

/** Met and missed of one target; `share` is met of those that are judged, in percent with one decimal, null when none is. */
export interface Tally {
  readonly met: number;
  readonly breached: number;
  readonly open: number;
  readonly share: number | null;
}

const hundredths = (minutes: number): number => Math.round(minutes * 100) / 100;

export const clockResult = (
  view: ClockView,
  entries: readonly WrittenEntry[],
  clock: string,
  calendar: BusinessCalendar,
  asOf: Instant,
): ClockResult => ({
  result: view.state === 'met' || view.state === 'breached' ? view.state : 'open',
  usedMinutes: hundredths(view.businessMinutesUsed),
  targetMinutes: hundredths(view.businessMinutesTarget),
  excluded: excludedOf(entries, clock, calendar, view.metAt ?? asOf),
  ...(view.unconfirmed && { unconfirmed: true as const }),
});

const excludedOf = (
  entries: readonly WrittenEntry[],
  clock: string,
  calendar: BusinessCalendar,
  until: Instant,
): ClockResult['excluded'] => {
  const sums = new Map<string, number>();
  for (const { runs, openMs, because } of stretchesOf(holding(entries), clock, calendar, until))
    if (!runs && openMs > 0) sums.set(words(because), (sums.get(words(because)) ?? 0) + openMs);
  return [...sums].map(([because, ms]) => ({ because, minutes: hundredths(ms / minuteMs) }));
};

/** Whoever set the status: the time is excluded for the status. */
const words = (because: Because): string =>
  because.kind === 'status' ? `status ${because.status}` : inWords(because);

export const tally = (results: readonly (ClockResult | undefined)[]): Tally => {
  const count = (wanted: ClockResult['result']) => results.filter((one) => one?.result === wanted).length;
  const [met, breached] = [count('met'), count('breached')];
  const judged = met + breached;
  return {
    met,
    breached,
    open: count('open'),
    share: judged === 0 ? null : Math.round((met / judged) * 1000) / 10,
  };
};

/** The tallies of both targets, in all and by service. */
export const tallies = (tickets: readonly TicketResult[]) => {
  const both = (some: readonly TicketResult[]) => ({
    reaction: tally(some.map(({ reaction }) => reaction)),
    resolution: tally(some.map(({ resolution }) => resolution)),
  });
  const services = [...new Set(tickets.map(({ service }) => service))].sort((a, b) =>
    (a ?? '') < (b ?? '') ? -1 : 1,
  );
  return {
    ...both(tickets),
    byService: services.map((service) => ({
      service,
      ...both(tickets.filter((ticket) => ticket.service === service)),
    })),
  };
};
