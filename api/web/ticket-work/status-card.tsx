import { asksReason } from '../../../domain/status-reason';
import { statuses, type Status } from '../../../domain/ticket';
import type { TicketView } from '../../../store/ticket-view';
import { Csrf, Select } from '../components/form-parts';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly ticket: TicketView;
  /** What was typed, when it did not do. */
  readonly typed: Readonly<Record<string, string>>;
}

/** What most often comes next, chosen beforehand: a button pressed in haste does no harm. */
const usualNext: { readonly [status in Status]: Status } = {
  new: 'in_progress',
  in_progress: 'resolved',
  waiting_customer: 'in_progress',
  waiting_supplier: 'in_progress',
  resolved: 'closed',
  closed: 'in_progress',
  cancelled: 'in_progress',
};

/** The status, with its reason where that matters; a reason is for staff unless the other button says otherwise. */
export const StatusCard = ({ visitor, ticket, typed }: Props) => {
  const { work, status } = visitor.texts;
  const others = statuses.filter((one) => one !== ticket.status);
  const mark = (value: Status): string =>
    asksReason(ticket.status, value) ? `${status[value]} *` : status[value];
  return (
    <form
      method="post"
      action={`/tickets/${ticket.number}/status`}
      class="card status-card"
      id="status"
      data-live
    >
      <h2>
        {work.statusTitle}: {status[ticket.status]}
      </h2>
      <Csrf visitor={visitor} />
      <Select
        name="status"
        label={work.statusTo}
        value={typed.status ?? usualNext[ticket.status]}
        choices={others.map((value) => ({ value, label: mark(value) }))}
      />
      <label>
        <span>{work.reason}</span>
        <textarea name="reason" rows={2} aria-describedby="reason-hint">
          {typed.reason ?? ''}
        </textarea>
      </label>
      <p class="hint" id="reason-hint">
        * {work.reasonHint}
      </p>
      <div class="buttons">
        <button class="internal" name="visibility" value="internal">
          <span aria-hidden="true">🔒 </span>
          {work.statusNote}
        </button>
        <button class="public" name="visibility" value="public">
          <span aria-hidden="true">👁 </span>
          {work.statusTell(ticket.requester.name)}
        </button>
      </div>
    </form>
  );
};
