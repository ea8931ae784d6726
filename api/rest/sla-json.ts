import type { WrittenEntry } from '../../domain/sla/correct';
import type { ClockView } from '../../domain/sla/clock-view';
import { inWords } from '../../domain/sla/in-words';
import { pickedInWords } from '../../domain/sla/pick-contract';
import type { Standing } from '../../store/sla/standing';
import { plain } from '../plain';

const iso = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

/** Hundredths of a business minute are enough for people and programs. */
const minutes = (exact: number): number => Math.round(exact * 100) / 100;

/** `sla` of a Ticket of the wire contract, with the internal clocks beside. */
export const slaJson = ({ contract, picked, clocks }: Standing) => ({
  contract,
  ...(picked && { because: pickedInWords(picked) }),
  ...Object.fromEntries(Object.entries(clocks).map(([name, clock]) => [name, clockJson(clock)])),
});

/** Clock of the wire contract. */
const clockJson = (clock: ClockView) =>
  plain({
    due: iso(clock.due),
    state: clock.state,
    pausedBecause: clock.pausedBecause && inWords(clock.pausedBecause),
    businessMinutesUsed: minutes(clock.businessMinutesUsed),
    businessMinutesTarget: minutes(clock.businessMinutesTarget),
    startedAt: iso(clock.startedAt),
    metAt: iso(clock.metAt),
    breachedAt: iso(clock.breachedAt),
    unconfirmed: clock.unconfirmed,
    dueSetByHand: clock.isHandSet,
  });

/** One line of the account. */
export const ledgerJson = (entry: WrittenEntry) =>
  plain({
    clock: entry.clock,
    event: entry.event,
    level: entry.level,
    at: iso(entry.at),
    because: inWords(entry.because),
    origin: entry.origin,
    businessMinutes: minutes(entry.usedMs / 60_000),
    due: iso(entry.due),
    unconfirmed: entry.unconfirmed,
    late: (entry as { readonly isLate?: true }).isLate,
  });
