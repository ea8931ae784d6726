import { openClocks } from '../../domain/sla/clock-view';
import { isDone } from '../../domain/status';
import { front } from '../../domain/ticket';
import type { Queryable } from '../database';
import type { TicketRow } from '../tickets';
import { changeTerms } from './change-terms';
import { clocksOf } from './clocks';
import { presentTerms } from './facts';
import { contractFor, keepTerms } from './terms';

/**
 * A contract or a calendar was edited: open tickets under it are looked at again soon. Call in the transaction of the edit;
 * the sweeper wakes them.
 */
export const termsEdited = async (
  tx: Queryable,
  edited: { readonly contractId: number } | { readonly calendarId: number },
): Promise<void> => {
  const isContract = 'contractId' in edited;
  await tx.query(
    `update tickets set sla_next_at = least(sla_next_at, now())
      where status not in ('closed', 'cancelled') and contract_id in (
        select id from contracts where ${isContract ? 'id' : 'calendar_id'} = $1)`,
    [isContract ? edited.contractId : edited.calendarId],
  );
};

/** An open ticket goes by its contract as that is now; whatever is judged stays so. */
export const refreshTerms = async (tx: Queryable, ticket: TicketRow): Promise<void> => {
  if (ticket.contractId === null || (isDone(ticket.status) && ticket.status !== 'resolved')) return;
  const stored = await contractFor(tx, ticket.contractId);
  const present = await presentTerms(tx, ticket.id);
  if (!stored || present?.termsId === (await keepTerms(tx, stored))) return;
  const at = Date.now();
  await changeTerms(
    tx,
    ticket.id,
    {
      ticketId: ticket.id,
      requesterId: ticket.requesterId,
      priority: ticket.priority,
      serviceId: ticket.serviceId,
      chosenId: ticket.contractId,
      at: ticket.createdAt.getTime(),
    },
    {
      key: `terms:edited:${stored.id}.${stored.version}`,
      at,
      origin: front,
      cause: { what: 'configuration' },
      clocks: openClocks((await clocksOf(tx, ticket.id))?.clocks ?? {}),
      picked: present?.picked ?? undefined,
    },
  );
};
