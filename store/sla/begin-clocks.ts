import { front } from '../../domain/ticket';
import type { Queryable } from '../database';
import type { TicketRow } from '../tickets';
import { changeTerms } from './change-terms';
import { judgeTicket } from './judge-ticket';

/** How a ticket came to be. */
export interface Beginning {
  /** `front` or the system's name. */
  readonly origin: string;
  /** An operator answered the requester's call and registered what he said. */
  readonly callAnswered?: boolean;
}

/** A ticket was registered: finds the contract that covers it, and starts its clocks at the source's time. */
export const beginClocks = async (tx: Queryable, ticket: TicketRow, beginning: Beginning): Promise<void> => {
  const at = ticket.createdAt.getTime();
  const { origin, callAnswered = false } = beginning;
  const isChosen = ticket.contractId !== null;
  const contractId = await changeTerms(
    tx,
    ticket.id,
    {
      ticketId: ticket.id,
      requesterId: ticket.requesterId,
      priority: ticket.priority,
      serviceId: ticket.serviceId,
      chosenId: ticket.contractId ?? undefined,
      at,
    },
    { key: 'terms:registered', at, origin: front, cause: { what: 'contract' } },
    [
      {
        key: 'registered',
        at,
        origin,
        kind: 'registered',
        status: ticket.status,
        ...(callAnswered && { callAnswered }),
      },
    ],
  );
  if (contractId !== null && !isChosen)
    await tx.query('update tickets set contract_id = $2 where id = $1', [ticket.id, contractId]);
  await judgeTicket(tx, ticket.id, Date.now());
};
