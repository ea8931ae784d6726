import type { TicketView } from '../../../store/ticket-view';
import type { Visitor } from '../visitor';
import { visitorMay } from '../visitor-may';
import { PriorityBadge, StatusBadge, SyncBadge } from './badges';
import { Csrf } from './form-parts';
import { Moment } from './moment';

/** Number, title, how it stands, who asks; and for a minute the way back. */
export const TicketHead = ({ visitor, ticket }: { visitor: Visitor; ticket: TicketView }) => {
  const { texts, language } = visitor;
  const { requester } = ticket;
  const undoable = ticket.undoUntil !== null && ticket.undoUntil.getTime() > Date.now();
  return (
    <header class="head" id="head" data-live data-ticket={ticket.number}>
      <h1>
        <span class="number">{ticket.number}</span> {ticket.title}
      </h1>
      <p class="badges">
        <StatusBadge status={ticket.status} texts={texts} />
        <PriorityBadge priority={ticket.priority} texts={texts} />
        <SyncBadge state={ticket.sync} texts={texts} />
        {ticket.service && <span class="badge">{ticket.service.name}</span>}
      </p>
      <p class="facts">
        <b>{requester.name}</b> {[requester.email, requester.phone].filter(Boolean).join(' · ')}
        <br />
        {texts.ticket.registered} <Moment at={ticket.createdAt} language={language} /> (
        {texts.channel[ticket.channel]}), {texts.ticket.updated}{' '}
        <Moment at={ticket.updatedAt} language={language} />
        {ticket.closedAt && (
          <>
            , {texts.ticket.closed} <Moment at={ticket.closedAt} language={language} />
          </>
        )}
      </p>
      {ticket.mergedInto && (
        <p class="notice">
          {texts.ticket.mergedInto} <a href={`/tickets/${ticket.mergedInto}`}>{ticket.mergedInto}</a>
        </p>
      )}
      {undoable && visitorMay(visitor, 'tickets.work') && (
        <form
          method="post"
          action={`/tickets/${ticket.number}/undo`}
          class="notice undo"
          data-until={ticket.undoUntil!.toISOString()}
        >
          <Csrf visitor={visitor} />
          <button class="primary">{texts.ticket.undo}</button>{' '}
          <b data-left={texts.work.undoLeft('{}')}>
            {texts.work.undoLeft(String(Math.ceil((ticket.undoUntil!.getTime() - Date.now()) / 1000)))}
          </b>{' '}
          <small>{texts.ticket.undoHint}</small>
        </form>
      )}
    </header>
  );
};
