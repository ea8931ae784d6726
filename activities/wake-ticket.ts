import { applyChangesOf } from '../store/apply-changes';
import { ticketById } from '../store/tickets';
import type { Deps } from './deps';

/** Wakes a ticket; of one that was merged into another also that one, to which the news are passed on first. */
export const wakeTicket = async (deps: Deps, ticketId: number): Promise<void> => {
  const ticket = await ticketById(deps.db, ticketId);
  if (!ticket) return;
  if (ticket.mergedInto !== null) await applyChangesOf(deps.db, ticketId, deps.rules);
  deps.wake(ticket.number);
  if (ticket.mergedInto !== null) await wakeTicket(deps, ticket.mergedInto);
};
