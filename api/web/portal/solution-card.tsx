import { mayConfirm, mayReject } from '../../../domain/solution';
import type { TicketView } from '../../../store/ticket-view';
import { Csrf } from '../components/form-parts';
import type { Visitor } from '../visitor';
import type { PortalTicketProps } from './ticket-props';

/** Did it help? The requester closes his ticket, or opens it again and says why. */
export const SolutionCard = ({ visitor, ticket, me, draft }: PortalTicketProps) => {
  const words = visitor.texts.portal.solution;
  const isHis = ticket.requester.id === me;
  const asked = ticket.mergedInto === null && mayReject(ticket, Date.now());
  const fresh = mayConfirm(ticket);
  return (
    <div id="solution" data-live>
      {asked && fresh && !isHis && <p class="hint">{words.notYours}</p>}
      {asked && isHis && (
        <section class={fresh ? 'card asks' : 'card'}>
          <h2>{fresh ? words.title : words.closedTitle}</h2>
          {fresh && <Confirm visitor={visitor} ticket={ticket} />}
          <details id="reject" open={draft.reason !== undefined}>
            <summary>{fresh ? words.reject : words.reopen}</summary>
            <Reject visitor={visitor} ticket={ticket} reason={draft.reason ?? ''} />
          </details>
        </section>
      )}
    </div>
  );
};

const Confirm = ({ visitor, ticket }: { visitor: Visitor; ticket: TicketView }) => {
  const words = visitor.texts.portal.solution;
  return (
    <form method="post" action={`/portal/tickets/${ticket.number}/solution`}>
      <Csrf visitor={visitor} />
      <button class="public wide" name="accepted" value="yes">
        {words.confirm}
      </button>
      <small>{words.confirmHint}</small>
    </form>
  );
};

const Reject = ({ visitor, ticket, reason }: { visitor: Visitor; ticket: TicketView; reason: string }) => {
  const words = visitor.texts.portal.solution;
  return (
    <form method="post" action={`/portal/tickets/${ticket.number}/solution`}>
      <Csrf visitor={visitor} />
      <label>
        <span>{words.rejectTitle}</span>
        <textarea name="reason" rows={3} required>
          {reason}
        </textarea>
      </label>
      <button class="wide" name="accepted" value="no">
        {words.reopen}
      </button>
      <small>{words.rejectHint}</small>
    </form>
  );
};
