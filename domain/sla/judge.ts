import type { Instant } from '../ticket';
import { idle, type Clock } from './clock';
import type { ClockRule } from './clock-rule';
import type { Account } from './entry';
import { inOrder, type Fact } from './fact';
import type { Turn } from './happened';
import { byTime, type LedgerEntry } from './ledger';
import { momentsOf } from './moments';
import type { NextSla } from './next';
import { passTime } from './pass-time';
import { after, beforeAll, type TicketState } from './ticket-state';
import { turnClock } from './turn-clock';
import { viewOf, type ClockView } from './clock-view';

export interface Timeline {
  /** In any order; repeated ones count once. */
  readonly facts: readonly Fact[];
  /** Now: what happens later is not looked at. */
  readonly asOf: Instant;
  /** Linked systems that have not been read to the present: until when (at the source) each has been. */
  readonly readUntil?: { readonly [system: string]: Instant };
}

export interface Judgement {
  /** By name, those that have started; a ticket that was never covered has none. */
  readonly clocks: { readonly [name: string]: ClockView };
  /** As it would stand if everything had been known in time. */
  readonly ledger: readonly LedgerEntry[];
  readonly next: NextSla;
}

/** The clocks of one ticket from its whole timeline. Pure: the same facts give the same answer, however they came. */
export const judge = (timeline: Timeline): Judgement => {
  const { asOf } = timeline;
  const turns = turnsOf(inOrder(timeline.facts).filter(({ at }) => at <= asOf));
  const accounts = firstRules(turns)
    .map(({ rule, since }) => accountOf(rule, since, turns, asOf))
    .filter(({ clock }) => clock.phase !== 'idle');
  const isKnown = (until: Instant) => Object.values(timeline.readUntil ?? {}).every((read) => read >= until);
  return {
    clocks: Object.fromEntries(accounts.map(({ clock }) => [clock.rule.name, viewOf(clock, asOf, isKnown)])),
    ledger: accounts
      .flatMap(({ entries }) => entries)
      .map((entry) => marked(entry, isKnown))
      .sort(byTime),
    next: nextOf(accounts.map(({ clock }) => clock)),
  };
};

const marked = (entry: LedgerEntry, isKnown: (until: Instant) => boolean): LedgerEntry =>
  entry.event === 'breached' && !isKnown(entry.at) ? { ...entry, unconfirmed: true } : entry;

const turnsOf = (facts: readonly Fact[]): readonly Turn[] => {
  let ticket: TicketState = beforeAll;
  return facts.map((fact) => {
    const turn = { fact, before: ticket, after: after(ticket, fact) };
    ticket = turn.after;
    return turn;
  });
};

interface FirstRule {
  readonly rule: ClockRule;
  readonly since: Instant;
}

/** A ticket that comes under a contract only later is judged from its registration on, but not warned of the past. */
const firstRules = (turns: readonly Turn[]): readonly FirstRule[] => {
  const first = new Map<string, FirstRule>();
  for (const { fact } of turns)
    if (fact.kind === 'terms')
      for (const rule of fact.rules ?? [])
        if (!first.has(rule.name)) first.set(rule.name, { rule, since: fact.at });
  return [...first.values()];
};

const accountOf = (rule: ClockRule, since: Instant, turns: readonly Turn[], asOf: Instant): Account => {
  const start: Account = { clock: idle(rule, since), entries: [] };
  const told = turns
    .filter((turn) => turn.fact.kind !== 'terms' || turn.fact.at >= since)
    .reduce((account, turn) => turnClock(passTime(account, turn.fact.at, false), turn), start);
  return passTime(told, asOf, true);
};

const nextOf = (clocks: readonly Clock[]): NextSla => {
  const moments = clocks.flatMap(momentsOf);
  const at = moments.map((moment) => moment.at);
  const due = moments.filter(({ kind }) => kind === 'breach').map((moment) => moment.at);
  return {
    ...(at.length > 0 ? { at: Math.min(...at) } : {}),
    ...(due.length > 0 ? { due: Math.min(...due) } : {}),
  };
};
