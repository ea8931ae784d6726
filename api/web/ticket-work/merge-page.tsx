import type { Fault } from '../../../domain/fault';
import type { OpenTicket } from '../../../store/calls/caller';
import type { CommentView } from '../../../store/comment-list';
import type { TicketView } from '../../../store/ticket-view';
import { PriorityBadge, StatusBadge, VisibilityBadge } from '../components/badges';
import { Csrf, Faults, Input } from '../components/form-parts';
import { Moment } from '../components/moment';
import { Page } from '../components/page';
import { spoken } from '../spoken';
import type { Visitor } from '../visitor';

/** A ticket with the last that was said about it. */
export interface Side {
  readonly ticket: TicketView;
  readonly comments: readonly CommentView[];
}

interface Props {
  readonly visitor: Visitor;
  readonly from: Side;
  /** Null: none is named yet. */
  readonly into: Side | null;
  readonly typed: string;
  readonly alike: readonly OpenTicket[];
  readonly faults: readonly Fault[];
}

/** Both tickets side by side before one goes into the other: merging cannot be undone. */
export const MergePage = ({ visitor, from, into, typed, alike, faults }: Props) => {
  const { work } = visitor.texts;
  const { number } = from.ticket;
  const here = `/tickets/${number}/merge`;
  return (
    <Page visitor={visitor} title={work.mergeTitle(number)} here={here}>
      <h1>{work.mergeTitle(number)}</h1>
      <Faults visitor={visitor} faults={faults} />
      <form method="get" action={here} class="card filter">
        <Input name="into" label={work.mergeInto} value={typed} placeholder="SD-1042" required />
        <button>{work.mergeLook}</button>
        <a href={`/tickets/${number}`}>{work.back}</a>
      </form>
      {into ? <Both visitor={visitor} from={from} into={into} /> : <Alike {...{ visitor, here, alike }} />}
    </Page>
  );
};

const Both = ({ visitor, from, into }: { visitor: Visitor; from: Side; into: Side }) => {
  const { work } = visitor.texts;
  const [gone, stays] = [from.ticket.number, into.ticket.number];
  return (
    <>
      <div class="sides merge">
        <One visitor={visitor} side={from} label={work.mergeGoes} />
        <One visitor={visitor} side={into} label={work.mergeStays} />
      </div>
      <form method="post" action={`/tickets/${gone}/merge`} class="card">
        <Csrf visitor={visitor} />
        <input type="hidden" name="into" value={stays} />
        <p>{work.mergeHint}</p>
        <div class="buttons">
          <button class="primary">{work.mergeConfirm(gone, stays)}</button>
          <a href={`/tickets/${stays}/merge?into=${gone}`}>{work.mergeTurn}</a>
        </div>
      </form>
    </>
  );
};

const One = ({ visitor, side, label }: { visitor: Visitor; side: Side; label: string }) => {
  const { texts, language } = visitor;
  const { ticket, comments } = side;
  return (
    <section class="card" aria-label={ticket.number}>
      <p class="hint">{label}</p>
      <h2>
        <a href={`/tickets/${ticket.number}`}>{ticket.number}</a> {ticket.title}
      </h2>
      <p class="badges">
        <StatusBadge status={ticket.status} texts={texts} />
        <PriorityBadge priority={ticket.priority} texts={texts} />
        {ticket.service && <span class="badge">{ticket.service.name}</span>}
      </p>
      <p>
        {ticket.requester.name} · {texts.ticket.registered}{' '}
        <Moment at={ticket.createdAt} language={language} />
      </p>
      <p class="body">{ticket.description.slice(0, 600)}</p>
      {comments.slice(-3).map((comment) => (
        <p class={`comment ${comment.visibility}`}>
          <b>{comment.author.name}</b> <VisibilityBadge visibility={comment.visibility} texts={texts} />
          <br />
          {spoken(comment, language).slice(0, 200)}
        </p>
      ))}
    </section>
  );
};

const Alike = ({
  visitor,
  here,
  alike,
}: {
  visitor: Visitor;
  here: string;
  alike: readonly OpenTicket[];
}) => (
  <section class="card">
    <h2>{visitor.texts.work.alike}</h2>
    {alike.length === 0 && <p class="empty">{visitor.texts.phone.noTickets}</p>}
    <ul class="plain">
      {alike.map((ticket) => (
        <li>
          <a href={`${here}?into=${ticket.number}`}>
            <b>{ticket.number}</b> {ticket.title}
          </a>{' '}
          <StatusBadge status={ticket.status} texts={visitor.texts} /> <small>{ticket.requester}</small>
        </li>
      ))}
    </ul>
  </section>
);
