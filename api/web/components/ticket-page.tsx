import type { Fault } from '../../../domain/fault';
import type { CannedAnswer } from '../../../store/canned-answers';
import type { CommentView } from '../../../store/comment-list';
import type { ConflictView } from '../../../store/conflict-list';
import type { TicketMail } from '../../../store/mail/ticket-mails';
import type { NotificationView } from '../../../store/notify/notification-list';
import type { Page as ListPage } from '../../../store/page';
import type { Present } from '../../../store/presence';
import type { Participant } from '../../../store/participants';
import type { RelationView } from '../../../store/relations';
import type { Rating } from '../../../store/portal/ratings';
import type { ProblemView } from '../../../store/problem-list';
import type { Step } from '../../../store/ticket-story';
import type { SlaAccount } from '../../../store/sla/account';
import type { TicketView } from '../../../store/ticket-view';
import type { Turn, Wait } from '../../../store/ticket-waits';
import type { TimelineEntry } from '../../../store/timeline';
import type { AppOptions } from '../../options';
import { CameByMail } from '../mail/ticket-mail';
import { StaffRatingCard } from '../portal/rating-card';
import { SlaCard } from '../sla/sla-card';
import { asset } from '../assets';
import { ActionsBar } from '../ticket-work/actions-bar';
import { Presence } from '../ticket-work/presence-line';
import { ParticipantsCard } from '../ticket-work/participants-card';
import { RelationsCard } from '../ticket-work/relations-card';
import { StatusCard } from '../ticket-work/status-card';
import type { Visitor } from '../visitor';
import { visitorMay } from '../visitor-may';
import { CommentFeed, CommentForm, Files } from './comment-feed';
import { ConflictCard } from './conflict-card';
import { FieldsCard, type FieldChoices } from './fields-card';
import { Faults } from './form-parts';
import { NotificationsCard } from './notifications-card';
import { Page } from './page';
import { ProblemCard } from './problem-card';
import { StoryCard } from './story-card';
import { SystemsCard } from './systems-card';
import { TicketHead } from './ticket-head';
import { TimelineCard } from './timeline-card';
import { WaitsCard } from './waits-card';

/** What staff see of how the ticket stands; `engineer`: what only who may mend the synchronisation sees. */
export interface TicketStanding {
  /** Who else has the page open. */
  readonly others: readonly Present[];
  readonly relations: readonly RelationView[];
  readonly answers: readonly CannedAnswer[];
  /** Who reads along besides the requester. */
  readonly participants: readonly Participant[];
  readonly turn: Turn;
  readonly waits: readonly Wait[];
  /** Those that the ticket and its shown comments came by. */
  readonly mails: readonly TicketMail[];
  readonly notifications: readonly NotificationView[];
  readonly sla: SlaAccount;
  readonly rating: Rating | undefined;
  readonly engineer: {
    readonly problems: readonly ProblemView[];
    readonly conflicts: readonly ConflictView[];
    readonly story: { readonly steps: readonly Step[]; readonly isWhole: boolean };
  } | null;
}

interface Props {
  readonly visitor: Visitor;
  readonly ticket: TicketView;
  readonly comments: ListPage<CommentView>;
  readonly moreComments: string | null;
  readonly timeline: ListPage<TimelineEntry>;
  readonly choices: FieldChoices;
  readonly standing: TicketStanding | null;
  readonly options: AppOptions;
  readonly faults: readonly Fault[];
  /** What was sent, when it did not do. */
  readonly typed: Readonly<Record<string, string>>;
}

export const TicketPage = (props: Props) => {
  const { visitor, ticket, standing, faults } = props;
  const works = visitorMay(visitor, 'tickets.work');
  return (
    <Page visitor={visitor} title={`${ticket.number} ${ticket.title}`} here={`/tickets/${ticket.number}`}>
      <Faults visitor={visitor} faults={faults} />
      <TicketHead visitor={visitor} ticket={ticket} />
      {standing && <Presence visitor={visitor} others={standing.others} />}
      {works && <ActionsBar visitor={visitor} ticket={ticket} hasStory={Boolean(standing?.engineer)} />}
      <div class="columns">
        <div>
          <Description {...props} />
          {standing && (
            <WaitsCard visitor={visitor} ticket={ticket} turn={standing.turn} waits={standing.waits} />
          )}
          {standing?.engineer && <Remedies {...props} {...standing.engineer} />}
          {standing && <SlaCard visitor={visitor} ticket={ticket} account={standing.sla} />}
          <Conversation {...props} works={works} />
        </div>
        <Beside {...props} works={works} />
      </div>
      {standing?.engineer && <StoryCard visitor={visitor} story={standing.engineer.story} />}
      <script src={asset('ticket.js')} defer />
      {works && <script src={asset('canned.js')} defer />}
    </Page>
  );
};

/** What was asked for, before everything that became of it. */
const Description = ({ visitor, ticket, standing }: Props) => (
  <section class="card" id="description" data-live>
    <h2>{visitor.texts.register.description}</h2>
    <p class="body">{ticket.description || <i>{visitor.texts.ticket.noDescription}</i>}</p>
    {standing?.mails
      .filter(({ commentId }) => commentId === null)
      .map((mail) => (
        <CameByMail visitor={visitor} mail={mail} />
      ))}
    <Files files={ticket.attachments} visitor={visitor} />
  </section>
);

interface PartProps extends Props {
  readonly works: boolean;
}

const Conversation = ({ visitor, ticket, comments, moreComments, standing, typed, works }: PartProps) => (
  <>
    <CommentFeed
      visitor={visitor}
      comments={comments.items}
      mails={standing?.mails ?? []}
      {...(works && !ticket.mergedInto && { splitOf: ticket.number })}
    />
    {moreComments && (
      <nav class="pages">
        <a href={moreComments}>{visitor.texts.comments.earlier}</a>
      </nav>
    )}
    <CommentForm
      visitor={visitor}
      ticket={ticket}
      participants={(standing?.participants ?? []).map(({ name }) => name)}
      answers={standing?.answers ?? []}
      draft={typed.body ?? ''}
    />
  </>
);

/** What is set of a ticket, and how it stands elsewhere. */
const Beside = ({ visitor, ticket, timeline, choices, standing, options, typed, works }: PartProps) => (
  <aside>
    {works && <StatusCard visitor={visitor} ticket={ticket} typed={typed} />}
    {works && <FieldsCard visitor={visitor} ticket={ticket} choices={choices} />}
    {standing && standing.participants.length > 0 && (
      <ParticipantsCard visitor={visitor} number={ticket.number} people={standing.participants} />
    )}
    {standing && (
      <RelationsCard visitor={visitor} number={ticket.number} links={standing.relations} typed={typed} />
    )}
    {works && <SystemsCard visitor={visitor} ticket={ticket} options={options} />}
    {standing && <StaffRatingCard visitor={visitor} rating={standing.rating} />}
    {standing && <NotificationsCard visitor={visitor} notifications={standing.notifications} />}
    <TimelineCard visitor={visitor} timeline={timeline} />
  </aside>
);

type RemediesProps = Props & Pick<NonNullable<TicketStanding['engineer']>, 'problems' | 'conflicts'>;

/** What a person may do about it, where he looks at it. */
const Remedies = ({ visitor, ticket, choices, problems, conflicts }: RemediesProps) => {
  const back = `/tickets/${ticket.number}`;
  return (
    <div id="remedies" data-live>
      {problems.map((problem) => (
        <ProblemCard visitor={visitor} problem={problem} staff={choices.staff} back={back} />
      ))}
      {conflicts.map((conflict) => (
        <ConflictCard visitor={visitor} conflict={conflict} back={back} />
      ))}
    </div>
  );
};
