import { noNames } from '../../../store/sla/account';
import type { TicketView } from '../../../store/ticket-view';
import { Files } from '../components/comment-feed';
import { Moment } from '../components/moment';
import { Zoned } from '../sla/zoned';
import type { Visitor } from '../visitor';
import { AnswerForm } from './answer-form';
import { deadlinesOf, type DeadlineLine } from './deadline';
import { Feed } from './feed';
import { PortalFaults } from './portal-faults';
import { PortalPage } from './portal-frame';
import { RatingCard } from './rating-card';
import { SolutionCard } from './solution-card';
import type { PortalTicketProps } from './ticket-props';

export const PortalTicketPage = (props: PortalTicketProps) => {
  const { visitor, ticket, faults } = props;
  return (
    <PortalPage
      visitor={visitor}
      title={`${ticket.number} ${ticket.title}`}
      here={`/portal/tickets/${ticket.number}`}
    >
      <PortalFaults visitor={visitor} faults={faults} />
      <Head {...props} />
      <SolutionCard {...props} />
      <RatingCard {...props} />
      <Description visitor={visitor} ticket={ticket} />
      <Feed {...props} />
      <AnswerForm {...props} />
    </PortalPage>
  );
};

const Head = ({ visitor, ticket, mergedInto }: PortalTicketProps) => {
  const { portal } = visitor.texts;
  const words = portal.ticket;
  return (
    <header class="head card" id="head" data-live data-ticket={ticket.number}>
      <h1>{ticket.title}</h1>
      <p class="badges">
        <span class={`badge big status-${ticket.status}`}>{portal.status[ticket.status]}</span>
        <span class="number">{ticket.number}</span>
      </p>
      {ticket.mergedInto ? (
        <Merged visitor={visitor} into={mergedInto} />
      ) : (
        <p class="next">{portal.next[ticket.status]}</p>
      )}
      <Deadlines visitor={visitor} ticket={ticket} />
      <p class="facts">
        {words.registered} <Moment at={ticket.createdAt} language={visitor.language} />{' '}
        {words.by[ticket.channel]}, {ticket.requester.name}
        {ticket.service && ` · ${words.service}: ${ticket.service.name}`}
      </p>
    </header>
  );
};

const Merged = ({ visitor, into }: { visitor: Visitor; into: string | undefined }) => {
  const words = visitor.texts.portal.ticket;
  return (
    <p class="next">
      {into ? (
        <>
          {words.mergedInto} <a href={`/portal/tickets/${into}`}>{into}</a>.
        </>
      ) : (
        words.mergedElsewhere
      )}
    </p>
  );
};

/** By the clocks of the contract’s zone, and beside it by his own. */
const Deadlines = ({ visitor, ticket }: { visitor: Visitor; ticket: TicketView }) => {
  const words = visitor.texts.portal.deadline;
  const lines = deadlinesOf(ticket, words);
  if (lines.length === 0 || !ticket.sla) return null;
  const { timeZone } = ticket.sla;
  return (
    <ul class="deadlines" aria-label={words.title}>
      {lines.map((line) => (
        <Deadline visitor={visitor} line={line} timeZone={timeZone} />
      ))}
    </ul>
  );
};

const Deadline = ({
  visitor,
  line,
  timeZone,
}: {
  visitor: Visitor;
  line: DeadlineLine;
  timeZone: string;
}) => {
  const telling = { visitor, timeZone, names: noNames };
  return (
    <li class={line.late ? 'late' : ''}>
      {line.words} {line.at !== undefined && <Zoned at={line.at} telling={telling} />}
    </li>
  );
};

const Description = ({ visitor, ticket }: { visitor: Visitor; ticket: TicketView }) => {
  const words = visitor.texts.portal.ticket;
  return (
    <section class="card" id="description" data-live>
      <h2>{words.description}</h2>
      <p class="body">{ticket.description || <i>{words.noDescription}</i>}</p>
      <Files files={ticket.attachments} visitor={visitor} />
    </section>
  );
};
