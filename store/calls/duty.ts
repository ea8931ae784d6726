import type { CallState } from '../../domain/call/call-of';
import type { CallRules } from '../../domain/call/rules';
import type { CallOrigin } from '../../domain/call/event';
import { first, transaction, type Database, type Queryable } from '../database';
import { takeCallEvent } from './take-event';
import { tellCall } from './tell-call';

/** What a call's workflow has to know. */
export interface CallDuty {
  readonly state: CallState | 'gone';
  /** When it has to be looked at again; absent: never. */
  readonly at?: number;
}

interface Row {
  readonly state: CallState;
  readonly dutyAt: Date | null;
  readonly isDue: boolean;
}

/** Does what is due for a call: ends one that has lost its end, and reminds of one that nobody has called back in time. */
export const lookAtCall = async (db: Database, id: number, rules: CallRules): Promise<CallDuty> => {
  const row = await dutyOf(db, id);
  if (!row?.isDue) return asDuty(row);
  await transaction(db, async (tx) => {
    const now = await dutyOf(tx, id, 'for update');
    if (!now?.isDue) return;
    if (now.state === 'ringing' || now.state === 'answered') {
      for (const leg of await openLegs(tx, id))
        await takeCallEvent(
          tx,
          { ...leg, kind: 'ended', key: 'limit', at: now.dutyAt!.getTime(), users: [], cause: 'limit' },
          rules,
        );
      return;
    }
    await tx.query('update calls set duty_at = null, version = version + 1 where id = $1', [id]);
    await tellCall(tx, id); // its deadline has passed: lists show it as late
  });
  return asDuty(await dutyOf(db, id));
};

const asDuty = (row: Row | undefined): CallDuty =>
  row ? { state: row.state, ...(row.dutyAt ? { at: row.dutyAt.getTime() } : {}) } : { state: 'gone' };

const dutyOf = async (db: Queryable, id: number, lock = ''): Promise<Row | undefined> =>
  first(
    await db.query<Row>(
      `select state, duty_at as "dutyAt", coalesce(duty_at <= now(), false) as "isDue" from calls where id = $1 ${lock}`,
      [id],
    ),
  );

const openLegs = async (
  tx: Queryable,
  id: number,
): Promise<readonly { readonly origin: CallOrigin; readonly legId: string }[]> =>
  (
    await tx.query<{ origin: CallOrigin; legId: string }>(
      `select origin, leg_id as "legId" from call_legs l where call_id = $1
          and exists (select 1 from call_events e where (e.origin, e.leg_id) = (l.origin, l.leg_id))
          and not exists (select 1 from call_events e
                           where (e.origin, e.leg_id) = (l.origin, l.leg_id) and e.kind = 'ended')`,
      [id],
    )
  ).rows;

/** Calls whose duty nobody did, since a wake was lost, or Temporal's data: with growing pauses. */
export const callsToWake = async (db: Queryable, limit: number): Promise<readonly number[]> =>
  (
    await db.query<{ id: number }>(
      `update calls set duty_tries = duty_tries + 1 where id in (
         select id from calls
          where duty_at < now() - make_interval(secs => least(600, 3 * 2 ^ least(duty_tries, 8)))
          order by duty_at limit $1 for update skip locked) returning id`,
      [limit],
    )
  ).rows.map(({ id }) => id);
