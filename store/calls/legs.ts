import type { PoolClient } from 'pg';
import type { CallEvent } from '../../domain/call/event';
import { together } from '../together';

/** Two events of one call at once: one after the other. Sorted, so that nobody waits for whom he keeps waiting. */
const lockLegs = async (tx: PoolClient, { origin, legId, joins }: CallEvent): Promise<void> => {
  const legs = [...new Set([legId, joins ?? legId])].sort();
  await together(
    ...legs.map((leg) =>
      tx.query(`select pg_advisory_xact_lock(hashtextextended('call ' || $1 || ' ' || $2, 0))`, [
        origin,
        leg,
      ]),
    ),
  );
};

/**
 * The call of this leg, locked for this transaction; a new one when nothing was heard of it yet. `joined`: two that were apart
 * are one now.
 */
export const callOfLegs = async (
  tx: PoolClient,
  event: CallEvent,
): Promise<{ readonly id: number; readonly joined: boolean }> => {
  const { origin, legId, joins = legId } = event;
  const [, own, first] = await together(
    lockLegs(tx, event),
    callOfLeg(tx, origin, legId),
    joins === legId ? Promise.resolve(undefined) : callOfLeg(tx, origin, joins),
  );
  if (own !== undefined && first !== undefined && own !== first) {
    await joinCalls(tx, first, own);
    return { id: first, joined: true };
  }
  const known = first ?? own;
  const id = known ?? (await insertCall(tx, event, joins));
  const missing = [
    ...(own === undefined && (known !== undefined || joins !== legId) ? [legId] : []),
    ...(joins !== legId && first === undefined && known !== undefined ? [joins] : []),
  ];
  await together(...missing.map((leg) => addLeg(tx, origin, leg, id)));
  return { id, joined: false };
};

const callOfLeg = async (tx: PoolClient, origin: string, leg: string): Promise<number | undefined> =>
  (
    await tx.query<{ id: number }>('select call_id as id from call_legs where origin = $1 and leg_id = $2', [
      origin,
      leg,
    ])
  ).rows[0]?.id;

const addLeg = (tx: PoolClient, origin: string, leg: string, id: number) =>
  tx.query('insert into call_legs (origin, leg_id, call_id) values ($1, $2, $3) on conflict do nothing', [
    origin,
    leg,
    id,
  ]);

/** With its first leg. What it is, is said right after. */
const insertCall = async (tx: PoolClient, { origin, at }: CallEvent, callId: string): Promise<number> =>
  (
    await tx.query<{ id: number }>(
      `with made as (
         insert into calls (origin, call_id, direction, caller, callee, state, started_at)
         values ($1, $2, 'in', '', '', 'ringing', $3) returning id)
       insert into call_legs (origin, leg_id, call_id) select $1, $2, id from made returning call_id as id`,
      [origin, callId, new Date(at)],
    )
  ).rows[0]!.id;

/** What people did with the later one goes along: its ticket, its draft, its caller. */
const joinCalls = async (tx: PoolClient, into: number, from: number): Promise<void> => {
  await tx.query('select 1 from calls where id in ($1, $2) order by id for update', [into, from]);
  await tx.query('update call_legs set call_id = $1 where call_id = $2', [into, from]);
  await tx.query(
    `update calls c set ticket_id = coalesce(c.ticket_id, f.ticket_id), draft = coalesce(c.draft, f.draft),
       draft_by = coalesce(c.draft_by, f.draft_by), draft_at = coalesce(c.draft_at, f.draft_at),
       contact_id = case when c.contact_chosen then c.contact_id else coalesce(f.contact_id, c.contact_id) end,
       contact_chosen = c.contact_chosen or f.contact_chosen
     from calls f where c.id = $1 and f.id = $2`,
    [into, from],
  );
  await tx.query('delete from calls where id = $1', [from]);
};
