import type { PoolClient } from 'pg';
import type { CallEvent } from '../../domain/call/event';

/** The call of this leg; a new one when nothing was heard of it yet. `joined`: two that were apart are one now. */
export const callOfLegs = async (
  tx: PoolClient,
  event: CallEvent,
): Promise<{ readonly id: number; readonly joined: boolean }> => {
  const { origin, legId, joins = legId } = event;
  const [own, first] = [await callOfLeg(tx, origin, legId), await callOfLeg(tx, origin, joins)];
  if (own !== undefined && first !== undefined && own !== first) {
    await joinCalls(tx, first, own);
    return { id: first, joined: true };
  }
  const id = first ?? own ?? (await insertCall(tx, event, joins));
  await addLeg(tx, origin, legId, id);
  if (joins !== legId) await addLeg(tx, origin, joins, id);
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

/** What it is, is said right after. */
const insertCall = async (tx: PoolClient, { origin, at }: CallEvent, callId: string): Promise<number> =>
  (
    await tx.query<{ id: number }>(
      `insert into calls (origin, call_id, direction, caller, callee, state, started_at)
       values ($1, $2, 'in', '', '', 'ringing', $3) returning id`,
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
