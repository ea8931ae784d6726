import { compareEntries } from './record';
import type { SyncRules } from './rules';
import type { Instant, TicketField } from './ticket';

/** Whose value of a field holds, since when. */
export interface Winner {
  readonly at: Instant;
  readonly system: string;
  readonly entry: string;
  /** The link whose record it was; absent for the front, and for a ticket as it was first met. */
  readonly linkId?: number;
  /** The ticket's version since which it holds; absent for a ticket as it was registered. */
  readonly version?: number;
}

export interface Verdict {
  readonly wins: boolean;
  /** One of the two was made in knowledge of the other: then there is nothing for a person to decide. */
  readonly informed: boolean;
}

interface Contender {
  readonly field: TicketField;
  readonly system: string;
  readonly at: Instant;
  readonly entry: string;
  readonly linkId?: number;
}

/**
 * Does this change beat the value that holds? Cause beats clock: a change made on top of the holding value wins whatever
 * the clocks say. Within one system its own order decides; between changes that did not know each other the time at the
 * source, then the configured order of systems.
 */
export const decide = (
  change: Contender,
  winner: Winner | undefined,
  knewWinner: boolean,
  rules: SyncRules,
): Verdict => {
  const owner = rules.owners?.[change.field];
  if (owner !== undefined && owner !== change.system && winner?.system === owner)
    return { wins: false, informed: false };
  if (!winner || knewWinner) return { wins: true, informed: true };
  if (owner === change.system && winner.system !== owner) return { wins: true, informed: false };
  if (winner.system === change.system)
    return { wins: compareEntries(change.entry, winner.entry) >= 0, informed: isSameRecord(change, winner) };
  const [mine, theirs] = [wholeSeconds(change.at), wholeSeconds(winner.at)];
  if (mine !== theirs) return { wins: mine > theirs, informed: false };
  return { wins: rank(change.system, rules) < rank(winner.system, rules), informed: false };
};

/** Two records of one system have one order, but whoever changes the one does not see the other. */
const isSameRecord = (change: Contender, winner: Winner): boolean =>
  winner.linkId === undefined || winner.linkId === change.linkId;

/** Systems tell whole seconds; a finer clock of our own must not always be the later one. */
const wholeSeconds = (at: Instant): number => Math.floor(at / 1000);

const rank = (system: string, rules: SyncRules): number => {
  const index = rules.tieOrder.indexOf(system);
  return index === -1 ? rules.tieOrder.length : index;
};
