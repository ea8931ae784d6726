import type { PoolClient } from 'pg';
import { callOf } from '../../domain/call/call-of';
import type { CallEvent } from '../../domain/call/event';
import type { CallRules } from '../../domain/call/rules';
import { together } from '../together';
import { callOfLegs } from './legs';
import { saveCall } from './save-call';

/** A call that something was heard of. */
export interface Taken {
  readonly id: number;
  /** False: nothing that was not known before. */
  readonly changed: boolean;
}

/** Keeps what was heard of a call, and makes the call what it now is. The same event again changes nothing. */
export const takeCallEvent = async (tx: PoolClient, event: CallEvent, rules: CallRules): Promise<Taken> =>
  (await takeCallEvents(tx, [event], rules))[0]!;

/**
 * The same of several events of different legs, with their statements side by side. Those that turn out to be of one call are kept
 * one after the other; where one of them joins two calls, others may fail: the caller then tries each by itself.
 */
export const takeCallEvents = async (
  tx: PoolClient,
  events: readonly CallEvent[],
  rules: CallRules,
): Promise<readonly Taken[]> => {
  const calls = await together(...events.map((event) => callOfLegs(tx, event)));
  const lasts = new Map<number, Promise<unknown>>();
  const keepings = events.map((event, n) => {
    const call = calls[n]!;
    const keeping = (lasts.get(call.id) ?? Promise.resolve()).then(() => keepOf(tx, call, event, rules));
    lasts.set(call.id, keeping);
    return keeping;
  });
  return together(...keepings);
};

const keepOf = async (
  tx: PoolClient,
  { id, joined }: { readonly id: number; readonly joined: boolean },
  event: CallEvent,
  rules: CallRules,
): Promise<Taken> => {
  const [, isNew, events] = await together(lockCall(tx, id), keepEvent(tx, event), eventsOf(tx, id));
  if (!isNew && !joined) return { id, changed: false };
  await saveCall(tx, id, callOf(events), rules);
  return { id, changed: true };
};

/** Whoever tells of another leg of it meanwhile waits, and then knows of this event too. */
const lockCall = (tx: PoolClient, id: number) =>
  tx.query('select 1 from calls where id = $1 for update', [id]);

const keepEvent = async (tx: PoolClient, event: CallEvent): Promise<boolean> => {
  const { origin, legId, kind, key, at, joins: _, ...data } = event;
  const { rows } = await tx.query<{ repeats: number }>(
    `insert into call_events (origin, leg_id, kind, key, at, data) values ($1, $2, $3, $4, $5, $6)
     on conflict (origin, leg_id, kind, key) do update set repeats = call_events.repeats + 1 returning repeats`,
    [origin, legId, kind, key, new Date(at), JSON.stringify(data)],
  );
  return rows[0]!.repeats === 0;
};

interface EventRow extends Pick<CallEvent, 'origin' | 'legId' | 'kind' | 'key'> {
  readonly at: Date;
  readonly data: Omit<CallEvent, 'origin' | 'legId' | 'kind' | 'key' | 'at'>;
}

const eventsOf = async (tx: PoolClient, id: number): Promise<readonly CallEvent[]> =>
  (
    await tx.query<EventRow>(
      `select e.origin, e.leg_id as "legId", e.kind, e.key, e.at, e.data
         from call_legs l join call_events e using (origin, leg_id) where l.call_id = $1`,
      [id],
    )
  ).rows.map(({ data, at, ...event }) => ({ ...data, ...event, at: at.getTime() }));
