import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Status } from '../../../domain/ticket';
import { contactById } from '../../../store/contacts';
import { listTickets, type TicketFilter } from '../../../store/ticket-list';
import { pageJson, pageRequest } from '../../cursor';
import type { AppOptions } from '../../options';
import { scopeOf } from '../../principal';
import { sendPage } from '../send-page';
import { visitorOf } from '../visitor';
import { PortalListPage } from './list-page';
import { portalAddress, portalQuery, type PortalQuery } from './list-query';
import { portalPersonOf, type PortalPerson } from './portal-guard';

const isOpen: readonly Status[] = ['new', 'in_progress', 'waiting_customer', 'waiting_supplier', 'resolved'];
const isDone: readonly Status[] = ['closed', 'cancelled'];

/** The list of a requester’s own tickets and those that he takes part in; of his organisation’s, where staff allow it. */
export const registerPortalList = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/portal', (request, reply) => show(request, reply, options));
};

const show = async (request: FastifyRequest, reply: FastifyReply, { db }: AppOptions): Promise<unknown> => {
  const person = await portalPersonOf(request, reply);
  if (!person) return reply;
  const contact = await contactById(db, person.contactId);
  const maySeeAll = contact?.seesOrganisation === true && contact.organisation !== null;
  const query = portalQuery(request.query);
  const [open, done] = await Promise.all([
    page(db, person, query, isOpen, 100, query.open),
    page(db, person, query, isDone, 20, query.done),
  ]);
  const more = (part: 'open' | 'done', next: string | null) =>
    next === null ? null : portalAddress({ ...query, [part]: next });
  return sendPage(
    reply,
    PortalListPage({
      visitor: visitorOf(request),
      query,
      me: person.contactId,
      maySeeAll,
      open: open.items,
      done: done.items,
      moreOpen: more('open', open.next),
      moreDone: more('done', done.next),
    }),
  );
};

const page = async (
  db: AppOptions['db'],
  person: PortalPerson,
  { q, whose }: PortalQuery,
  status: readonly Status[],
  limit: number,
  cursor: string,
) => {
  const filter: TicketFilter = {
    status,
    ...(q ? { q } : {}),
    ...(whose === 'mine' ? { concerning: person.contactId } : {}),
  };
  const found = await listTickets(db, filter, scopeOf(person), pageRequest({ limit, cursor }));
  return { items: found.items, next: pageJson(found, () => null).next };
};
