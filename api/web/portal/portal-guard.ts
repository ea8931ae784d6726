import type { FastifyReply, FastifyRequest } from 'fastify';
import { viewTicket, type TicketView } from '../../../store/ticket-view';
import type { AppOptions } from '../../options';
import { isPortal, scopeOf, type Principal } from '../../principal';
import { forbidden, notFound } from '../../problem';
import { isLocal, wayIn } from '../guard';
import { visitorOf } from '../visitor';

/** A requester who has signed in. */
export interface PortalPerson extends Principal {
  readonly contactId: number;
  readonly userId: number;
}

/** Him; undefined after sending a stranger to the portal’s sign-in page, and staff to pages of their own. Throws 403. */
export const portalPersonOf = async (
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PortalPerson | undefined> => {
  const { principal, userId, lacks } = visitorOf(request);
  if (!principal || userId === null) {
    const back = request.method === 'GET' ? request.url : '/portal';
    const entrance = lacks ? wayIn(lacks.what) : '/portal/sign-in';
    await reply.redirect(`${entrance}?back=${encodeURIComponent(back)}`, 303);
    return undefined;
  }
  if (!isPortal(principal)) {
    await reply.redirect(staffPage(request), 303);
    return undefined;
  }
  const { contactId } = principal;
  if (contactId === undefined) throw forbidden('This portal user has no contact.');
  return { ...principal, contactId, userId };
};

/** A link in a mail to a requester leads staff to the same ticket. */
const staffPage = ({ params }: FastifyRequest): string => {
  const { number } = params as { number?: string };
  return number === undefined ? '/tickets' : `/tickets/${encodeURIComponent(number)}`;
};

/** Where a person of the portal is led who opens a page for staff; undefined: he stays. */
export const portalPageOf = (principal: Principal, path: string): string | undefined =>
  isPortal(principal) ? `/portal${path}` : undefined;

/** A page of the portal to go back to; anything else is the list. */
export const portalPath = (text: unknown): string =>
  isLocal(text) &&
  /^\/(portal(?:[/?]|$)|attachments\/\d+$)/.test(text) &&
  !/^\/portal\/(?:sign-|enter)/.test(text)
    ? text
    : '/portal';

/** The ticket that the address names; 404 when there is none, or it is not for this person. */
export const portalTicket = async (
  request: FastifyRequest,
  { db }: AppOptions,
  person: PortalPerson,
): Promise<TicketView> => {
  const { number } = request.params as { number: string };
  const ticket = number.includes('\0') ? undefined : await viewTicket(db, number, scopeOf(person));
  if (!ticket) throw notFound('such ticket');
  return ticket;
};
