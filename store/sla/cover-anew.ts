import { randomUUID } from 'node:crypto';
import { front } from '../../domain/ticket';
import type { Queryable } from '../database';
import { lockTicket } from '../tickets';
import { changeTerms } from './change-terms';

/** The organisation that a requester left, and the one that he is of now; null: none. */
interface Move {
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * A requester is of another organisation: his open tickets come under the contract that the stated rule picks there, as if their
 * requester were another, unless a person chose their contract. Call in the transaction of the edit; the clocks are judged when the sweeper
 * has woken them.
 */
export const coverAnew = async (tx: Queryable, contactId: number, move: Move): Promise<void> => {
  const { rows } = await tx.query<{ id: number }>(
    `select id from tickets where requester_id = $1 and status not in ('closed', 'cancelled') and merged_into is null
        and (contract_id is null or not winners ? 'contract') order by id`,
    [contactId],
  );
  for (const { id } of rows) await coverOne(tx, id, move);
};

const coverOne = async (tx: Queryable, ticketId: number, { from, to }: Move): Promise<void> => {
  const ticket = await lockTicket(tx, ticketId);
  const contractId = await changeTerms(
    tx,
    ticketId,
    {
      ticketId,
      requesterId: ticket.requesterId,
      priority: ticket.priority,
      serviceId: ticket.serviceId,
      at: ticket.createdAt.getTime(),
    },
    {
      key: `terms:organisation:${randomUUID()}`,
      at: Date.now(),
      origin: front,
      cause: {
        what: 'organisation',
        ...(from !== null && { from: String(from) }),
        ...(to !== null && { to: String(to) }),
      },
    },
  );
  await tx.query('update tickets set contract_id = $2 where id = $1', [ticketId, contractId]);
};
