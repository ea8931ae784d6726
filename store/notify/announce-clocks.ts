import type { PoolClient } from 'pg';
import type { NewEntry } from '../../domain/sla/correct';
import type { Happening } from '../../domain/notify/event';
import type { SyncRules } from '../../domain/rules';
import type { Judged } from '../sla/judge-ticket';
import { announce } from './announce';

/** Tells of warnings and breaches that were written just now; what takes the place of an earlier one was told. */
export const announceClocks = async (
  tx: PoolClient,
  ticketId: number,
  judged: Judged | undefined,
  rules: SyncRules,
): Promise<void> => {
  if (!rules.notify) return;
  for (const entry of judged?.entries ?? []) {
    const event = eventOf(entry);
    if (event) await announce(tx, ticketId, happened(event, entry), rules);
  }
};

/** A breach that may yet turn out otherwise is told when it is confirmed. Levels that are no percentages act by themselves. */
const eventOf = (entry: NewEntry): 'warning' | 'breach' | undefined => {
  if (entry.instead !== undefined) return undefined;
  if (entry.event === 'warned') return percentOf(entry) === undefined ? undefined : 'warning';
  if (entry.event === 'breached') return entry.unconfirmed ? undefined : 'breach';
  const isConfirmed =
    entry.event === 'corrected' && entry.level === 'confirmed' && entry.because.kind === 'confirmed';
  return isConfirmed ? 'breach' : undefined;
};

const percentOf = ({ level }: NewEntry): number | undefined => {
  const percent = Number(level);
  return level !== undefined && Number.isFinite(percent) ? percent : undefined;
};

const happened = (event: 'warning' | 'breach', entry: NewEntry): Happening => {
  const share = percentOf(entry);
  return {
    event,
    at: entry.at,
    doer: { name: 'SLA' },
    visibility: 'internal',
    detail: {
      clock: entry.clock,
      ...(event === 'warning' ? { level: `${entry.level}%` } : {}),
      ...(entry.due === undefined ? {} : { due: new Date(entry.due).toISOString() }),
    },
    ...(share === undefined ? {} : { share }),
  };
};

/** An escalation level asks that somebody be told. */
export const announceEscalation = (
  tx: PoolClient,
  ticketId: number,
  { target, level, clock }: { readonly target: string; readonly level: string; readonly clock: string },
  rules: SyncRules,
): Promise<void> =>
  announce(
    tx,
    ticketId,
    {
      event: 'escalation',
      at: Date.now(),
      doer: { name: 'SLA' },
      visibility: 'internal',
      detail: { level, clock },
      target,
    },
    rules,
  );
