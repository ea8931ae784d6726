import type { TicketView } from '../../../store/ticket-view';
import { Csrf } from '../components/form-parts';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly ticket: TicketView;
  /** Whether the page tells below what became of every change. */
  readonly hasStory: boolean;
}

/** What is done to the ticket as a whole, in one stroke each. */
export const ActionsBar = ({ visitor, ticket, hasStory }: Props) => {
  const { work } = visitor.texts;
  const { number, assignee } = ticket;
  const mine = assignee !== null && assignee.id === visitor.userId;
  return (
    <section class="actions" id="actions" aria-label={work.actions} data-live>
      {mine ? (
        <span class="badge">{work.yours}</span>
      ) : (
        <form method="post" action={`/tickets/${number}/assign`}>
          <Csrf visitor={visitor} />
          <button class="primary" data-key="a" aria-keyshortcuts="a">
            {work.take}
          </button>
        </form>
      )}
      <a class="button plain" href="#write">
        {work.write}
      </a>
      <a class="button plain" href={`/tickets/${number}/merge`} data-key="m" aria-keyshortcuts="m">
        {work.merge}
      </a>
      {hasStory && (
        <a class="button plain" href="#story">
          {work.story}
        </a>
      )}
    </section>
  );
};
