import { tally, type ClockResult, type Tally, type TicketResult } from '../../../domain/sla/compliance';
import type { Compliance, Period } from '../../../store/reports/compliance';

/** How both targets came out for some tickets. */
export interface Group {
  readonly label: string | null;
  readonly tickets: number;
  readonly reaction: Tally;
  readonly resolution: Tally;
}

export interface Breach {
  readonly ticket: string;
  readonly title: string;
  readonly clock: 'reaction' | 'resolution';
  readonly result: ClockResult;
}

const groupOf = (label: string | null, tickets: readonly TicketResult[]): Group => ({
  label,
  tickets: tickets.length,
  reaction: tally(tickets.map(({ reaction }) => reaction)),
  resolution: tally(tickets.map(({ resolution }) => resolution)),
});

export const allOf = (reports: readonly Compliance[]): Group =>
  groupOf(
    null,
    reports.flatMap(({ tickets }) => tickets),
  );

/** Tickets of all reports by what they have in common, in the order in which that first comes. */
export const groupsBy = (
  reports: readonly Compliance[],
  labelOf: (report: Compliance, ticket: TicketResult) => string | null,
): readonly Group[] => {
  const groups = new Map<string | null, TicketResult[]>();
  for (const report of reports)
    for (const ticket of report.tickets) {
      const label = labelOf(report, ticket);
      groups.set(label, [...(groups.get(label) ?? []), ticket]);
    }
  return [...groups].map(([label, tickets]) => groupOf(label, tickets));
};

/** By day up to a month, else by month; by the day of the registration in UTC. */
export const groupsByTime = (reports: readonly Compliance[], { from, to }: Period): readonly Group[] => {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  const length = days <= 31 ? 'YYYY-MM-DD'.length : 'YYYY-MM'.length;
  return [...groupsBy(reports, (_, { registeredAt }) => registeredAt.slice(0, length))].sort((a, b) =>
    (a.label ?? '') < (b.label ?? '') ? -1 : 1,
  );
};

/** Only the tickets of one service; its name, or all without one. */
export const ofService = (report: Compliance, service: string | undefined): Compliance =>
  service === undefined
    ? report
    : { ...report, tickets: report.tickets.filter((ticket) => ticket.service === service) };

/** Business minutes that did not count, by reason, the most first. */
export const excludedOf = (reports: readonly Compliance[], clock: Breach['clock']) => {
  const sums = new Map<string, number>();
  for (const { tickets } of reports)
    for (const ticket of tickets)
      for (const { because, minutes } of ticket[clock]?.excluded ?? [])
        sums.set(because, (sums.get(because) ?? 0) + minutes);
  return [...sums].map(([because, minutes]) => ({ because, minutes })).sort((a, b) => b.minutes - a.minutes);
};

export const breachesOf = (report: Compliance): readonly Breach[] =>
  report.tickets.flatMap(({ ticket, title, ...results }) =>
    (['reaction', 'resolution'] as const).flatMap((clock) => {
      const result = results[clock];
      return result?.result === 'breached' ? [{ ticket, title, clock, result }] : [];
    }),
  );
