import type { Because } from './because';
import { usedAt, type Clock } from './clock';
import type { Fact } from './fact';
import { rankOf } from './fact';
import type { LedgerEntry, LedgerEvent } from './ledger';
import type { Moment } from './moments';
import { front } from '../ticket';

/** A clock, and what its last turns put into the ledger. */
export interface Account {
  readonly clock: Clock;
  readonly entries: readonly LedgerEntry[];
}

/** An entry that a fact caused, at the instant of the clock's mark. */
export const entered = (
  { clock, entries }: Account,
  event: LedgerEvent,
  because: Because,
  fact: Fact,
  level?: string,
): Account => {
  const prefix = `${rankOf(fact)}:${fact.key}:`;
  const n = entries.filter(({ order }) => order.startsWith(prefix)).length;
  const entry: LedgerEntry = {
    clock: clock.rule.name,
    event,
    ...(level === undefined ? {} : { level }),
    at: clock.mark,
    because,
    origin: fact.origin,
    usedMs: clock.usedMs,
    ...(clock.due === undefined ? {} : { due: clock.due }),
    order: prefix + n,
  };
  return { clock, entries: [...entries, entry] };
};

/** An entry for what came with time. Facts of the same instant stand before it. */
export const entryOf = (clock: Clock, moment: Moment): LedgerEntry => ({
  clock: clock.rule.name,
  event: moment.kind === 'breach' ? 'breached' : 'warned',
  ...(moment.kind === 'breach' ? {} : { level: moment.level }),
  at: moment.at,
  because: becauseOf(clock, moment),
  origin: front,
  usedMs: usedAt(clock, moment.at),
  ...(clock.due === undefined ? {} : { due: clock.due }),
  order: `9:${orderOf(moment)}`,
});

const becauseOf = ({ rule, hand }: Clock, moment: Moment): Because => {
  switch (moment.kind) {
    case 'warning':
      return { kind: 'share', percent: moment.level };
    case 'step':
      return { kind: 'escalation', level: moment.level };
    case 'breach':
      return hand ? { kind: 'hand-set-time-is-up' } : { kind: 'time-is-up', minutes: rule.minutes };
  }
};

const orderOf = (moment: Moment): string => {
  if (moment.kind === 'warning') return `0:${String(moment.level).padStart(3, '0')}`;
  if (moment.kind === 'breach') return '2';
  return `${moment.isBefore ? 1 : 3}:${moment.level}`;
};
