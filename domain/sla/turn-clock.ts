import { businessMsBetween } from '../calendar/arithmetic';
import { isDone } from '../status';
import type { Because } from './because';
import { withDue, type Clock } from './clock';
import { runsAlike, type ClockRule } from './clock-rule';
import { entered, type Account } from './entry';
import type { Fact } from './fact';
import { cameTo, happened, type Turn } from './happened';
import { stillTold } from './moments';

/** What one fact does to one clock that has counted until its instant. */
export const turnClock = (account: Account, turn: Turn): Account => {
  const ruled = turn.fact.kind === 'terms' ? underTerms(account, turn.fact) : account;
  const dated = turn.fact.kind === 'due-set' ? dateSet(ruled, turn.fact) : ruled;
  return move(dated, turn);
};

const move = (account: Account, turn: Turn): Account => {
  const { rule, phase } = account.clock;
  if (phase === 'idle') {
    const starts = happened(rule.starts, turn);
    return starts ? move(start(account, starts, turn), turn) : account;
  }
  if (phase === 'stopped') {
    const again = turn.after.mergedInto === undefined && happened(rule.resumes, turn);
    return again ? hold(goOn(account, again, turn), turn) : account;
  }
  const stops = happened(rule.stops, turn);
  if (stops) return stop(account, stops, turn);
  const restarts = happened(rule.restarts, turn);
  return hold(restarts ? restart(account, restarts, turn.fact) : account, turn);
};

const start = ({ clock, entries }: Account, because: Because, { fact }: Turn): Account =>
  entered(
    { clock: withDue({ ...clock, phase: 'running', startedAt: fact.at, mark: fact.at }), entries },
    'started',
    because,
    fact,
  );

/** Met, or, if it was breached before, only stopped. */
const stop = ({ clock, entries }: Account, because: Because, { fact }: Turn): Account => {
  const stopped: Clock = { ...clock, phase: 'stopped', because };
  return clock.breached
    ? entered({ clock: stopped, entries }, 'paused', because, fact)
    : entered({ clock: { ...stopped, metAt: fact.at }, entries }, 'met', because, fact);
};

/** Goes on with its elapsed time, under the terms that came meanwhile unless it was breached. */
const goOn = ({ clock, entries }: Account, because: Because, { fact }: Turn): Account => {
  const { metAt: _, because: __, later, ...rest } = clock;
  const rule = later && !clock.breached ? later : clock.rule;
  const running = stillTold(withDue({ ...rest, rule, phase: 'running' }));
  return entered({ clock: running, entries }, 'resumed', because, fact);
};

/** Pauses and resumes as the ticket's status and cover say. */
const hold = (account: Account, turn: Turn): Account => {
  const { clock, entries } = account;
  const because = holding(clock, turn);
  if (because && !(clock.phase === 'paused' && isSame(clock.because, because)))
    return entered({ clock: { ...clock, phase: 'paused', because }, entries }, 'paused', because, turn.fact);
  if (because || clock.phase === 'running') return account;
  const { because: _, ...rest } = clock;
  const running = withDue({ ...rest, phase: 'running' });
  return entered({ clock: running, entries }, 'resumed', resumedBecause(turn), turn.fact);
};

/** Why the clock is to stand still now. */
const holding = (clock: Clock, turn: Turn): Because | undefined => {
  const { status, mergedInto } = turn.after;
  if (mergedInto !== undefined) return { kind: 'merged', into: mergedInto };
  if (clock.uncovered) return { kind: 'uncovered', why: clock.uncovered };
  const { pauseOn, runsIn } = clock.rule;
  if (!isDone(status) && !pauseOn.includes(status) && (runsIn?.includes(status) ?? true)) return undefined;
  return { kind: 'status', status, by: turn.fact.kind === 'status' ? turn.fact.by : 'system' };
};

const isSame = (a: Because | undefined, b: Because): boolean =>
  a?.kind === b.kind && (a.kind !== 'status' || b.kind !== 'status' || a.status === b.status);

const resumedBecause = (turn: Turn): Because => {
  if (turn.fact.kind === 'terms') return { kind: 'terms', cause: turn.fact.cause };
  return cameTo(turn) ?? { kind: 'status', status: turn.after.status, by: 'system' };
};

/** A running clock goes on under the new terms; a judged one keeps its verdict and takes them when it is reopened. */
const underTerms = (account: Account, fact: Extract<Fact, { kind: 'terms' }>): Account => {
  const { clock, entries } = account;
  if (fact.clocks && clock.phase !== 'idle' && !fact.clocks.includes(clock.rule.name)) return account;
  const rule = fact.rules?.find(({ name }) => name === clock.rule.name);
  if (!rule) return { clock: { ...clock, uncovered: fact.why ?? { kind: 'no-contract' } }, entries };
  const { uncovered: _, ...covered } = clock;
  if (clock.phase === 'idle') return { clock: { ...covered, rule }, entries };
  if (clock.phase === 'stopped' || clock.breached) return { clock: { ...covered, later: rule }, entries };
  return startsAnew(covered, rule, fact)
    ? restart({ clock: { ...covered, rule }, entries }, restarted(fact), fact)
    : recomputed({ clock: covered, entries }, rule, fact);
};

/** A date set by hand wins, and what changes nothing for the clock gives nobody new time. */
const startsAnew = (clock: Clock, rule: ClockRule, { restart }: Extract<Fact, { kind: 'terms' }>): boolean =>
  restart === true && !clock.hand && !runsAlike(clock.rule, rule);

const termsChanged = ({ cause }: Extract<Fact, { kind: 'terms' }>): Because => ({ kind: 'terms', cause });

const restarted = ({ cause }: Extract<Fact, { kind: 'terms' }>): Because => ({
  kind: 'terms',
  cause,
  restarted: true,
});

const recomputed = (
  { clock, entries }: Account,
  rule: ClockRule,
  fact: Extract<Fact, { kind: 'terms' }>,
): Account => {
  const changed = stillTold(withDue({ ...clock, rule }));
  return runsAlike(clock.rule, rule)
    ? { clock: { ...clock, rule }, entries }
    : entered({ clock: changed, entries }, 'recomputed', termsChanged(fact), fact);
};

/** From nought, for whoever has it now; a breach before it stays in the ledger. */
const restart = ({ clock, entries }: Account, because: Because, fact: Fact): Account => {
  const { breached: _, hand: __, ...rest } = clock;
  const fresh = withDue({ ...rest, usedMs: 0, startedAt: fact.at, told: [] });
  return entered({ clock: fresh, entries }, 'recomputed', because, fact, 'restart');
};

/** A date set by hand holds from now on, for a clock that is not judged yet. */
const dateSet = (account: Account, fact: Extract<Fact, { kind: 'due-set' }>): Account => {
  const { clock, entries } = account;
  const isOpen = clock.phase === 'running' || clock.phase === 'paused';
  if (fact.clock !== clock.rule.name || !isOpen || clock.breached) return account;
  const { hand: _, ...rest } = clock;
  const dated = stillTold(withDue(fact.due === null ? rest : { ...rest, hand: handSet(clock, fact.due) }));
  return entered({ clock: dated, entries }, 'recomputed', { kind: 'due-set', due: fact.due }, fact);
};

const handSet = ({ rule, usedMs, mark }: Clock, due: number) => ({
  due,
  targetMs: usedMs + Math.max(0, businessMsBetween(rule.calendar, mark, due)),
});
