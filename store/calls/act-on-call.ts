import type { PoolClient } from 'pg';
import type { Candidate } from '../../domain/call/candidate';
import { first, type Queryable } from '../database';
import { tellCall } from './tell-call';

/**
 * Joins the call with this id, of any of its legs, and a ticket that was registered from it. A call that nobody has told us
 * of yet finds the ticket when somebody does.
 */
export const linkTicket = async (
  tx: PoolClient,
  callId: string,
  ticket: { readonly id: number; readonly requesterId: number },
): Promise<void> => {
  const found = first(
    await tx.query<{ id: number }>(
      `select k.id from call_legs l join calls k on k.id = l.call_id where l.leg_id = $1 order by k.id desc limit 1`,
      [callId],
    ),
  );
  if (!found) return;
  await tx.query(
    `update calls set ticket_id = coalesce(ticket_id, $2), contact_id = case when contact_chosen then contact_id else $3 end,
       contact_chosen = true, draft = null, draft_by = null, draft_at = null, version = version + 1 where id = $1`,
    [found.id, ticket.id, ticket.requesterId],
  );
  await tellCall(tx, found.id);
};

/** A person says who calls. */
export const chooseCaller = async (tx: PoolClient, id: number, contactId: number): Promise<void> => {
  await tx.query(
    'update calls set contact_id = $2, contact_chosen = true, version = version + 1 where id = $1',
    [id, contactId],
  );
  await tellCall(tx, id);
};

/** The next call from it is known. E.164 stands with the contact itself (see updateContact); this is for the rest. */
export const learnNumber = async (tx: Queryable, number: string, contactId: number): Promise<void> => {
  await tx.query('insert into learned_numbers (number, contact_id) values ($1, $2) on conflict do nothing', [
    number,
    contactId,
  ]);
};

/** Calls under way from this number show who it is at once. */
export const refreshCandidates = async (
  tx: PoolClient,
  id: number,
  candidates: readonly Candidate[],
): Promise<void> => {
  await tx.query('update calls set candidates = $2 where id = $1', [id, JSON.stringify(candidates)]);
};

/** Somebody has called back, or says that nobody needs to. False: there was nothing to do. */
export const markCalledBack = async (tx: PoolClient, id: number, by: string): Promise<boolean> => {
  const { rowCount } = await tx.query(
    `update calls set called_back_at = now(), called_back_by = $2, duty_at = null, version = version + 1
      where id = $1 and state = 'missed' and called_back_at is null`,
    [id, by],
  );
  if (rowCount === 1) await tellCall(tx, id);
  return rowCount === 1;
};
