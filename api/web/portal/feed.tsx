import type { CommentView } from '../../../store/comment-list';
import { Files } from '../components/comment-feed';
import { Moment } from '../components/moment';
import type { Visitor } from '../visitor';
import type { PortalTicketProps } from './ticket-props';

/** What was said in public, oldest first, in whatever system. */
export const Feed = ({ visitor, ticket, comments, moreComments, me }: PortalTicketProps) => {
  const words = visitor.texts.portal.ticket;
  return (
    <section class="feed" id="comments" data-live aria-live="polite">
      <h2>{words.feed}</h2>
      {comments.length === 0 && <p class="empty">{words.silent}</p>}
      {comments.map((comment) => (
        <Said visitor={visitor} comment={comment} me={me} requester={ticket.requester.id} />
      ))}
      {moreComments && (
        <nav class="pages">
          <a href={moreComments}>{words.later}</a>
        </nav>
      )}
    </section>
  );
};

interface SaidProps {
  readonly visitor: Visitor;
  readonly comment: CommentView;
  readonly me: number;
  /** Id of the contact who asks. */
  readonly requester: number;
}

const Said = ({ visitor, comment, me, requester }: SaidProps) => {
  const words = visitor.texts.portal.ticket;
  const { authorContact, author } = comment;
  const isHis = authorContact === me;
  const onHisSide = authorContact === requester ? words.requester : words.participant;
  const side = authorContact === null ? words.support : onHisSide;
  return (
    <article id={`comment-${comment.id}`} class={isHis ? 'said his' : 'said'}>
      <header>
        <b>{isHis ? words.you : author.name}</b>
        {!isHis && <span class="side">{side}</span>}
        <Moment at={comment.at} language={visitor.language} />
      </header>
      <p class="body">{comment.body}</p>
      <Files files={comment.attachments} visitor={visitor} />
    </article>
  );
};
