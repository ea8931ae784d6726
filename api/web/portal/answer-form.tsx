import { Csrf } from '../components/form-parts';
import type { PortalTicketProps } from './ticket-props';

/** What he has to say, with files. A finished ticket is answered by nobody: a new question is a new ticket. */
export const AnswerForm = ({ visitor, ticket, draft }: PortalTicketProps) => {
  const words = visitor.texts.portal.ticket;
  const isOver = ticket.status === 'closed' || ticket.status === 'cancelled' || ticket.mergedInto !== null;
  return (
    <section id="answer" data-live>
      {isOver ? (
        <p class="hint">
          {words.closedHint} <a href="/portal/new">{visitor.texts.portal.nav.register}</a>
        </p>
      ) : (
        <form
          method="post"
          action={`/portal/tickets/${ticket.number}/comments`}
          encType="multipart/form-data"
          class="card write"
        >
          <h2>{words.write}</h2>
          <Csrf visitor={visitor} />
          <label>
            <span>{words.text}</span>
            <textarea name="body" rows={4}>
              {draft.body ?? ''}
            </textarea>
          </label>
          <label>
            <span>{words.files}</span>
            <input type="file" name="file" multiple />
          </label>
          <button class="primary wide">{words.send}</button>
        </form>
      )}
    </section>
  );
};
