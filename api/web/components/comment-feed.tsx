import type { AttachmentView } from '../../../store/attachment-view';
import type { CommentView } from '../../../store/comment-list';
import type { CannedAnswer } from '../../../store/canned-answers';
import type { TicketView } from '../../../store/ticket-view';
import type { TicketMail } from '../../../store/mail/ticket-mails';
import { CannedPicker } from '../canned/picker';
import { CameByMail } from '../mail/ticket-mail';
import { sizeText } from '../../../domain/size-text';
import type { Visitor } from '../visitor';
import { VisibilityBadge } from './badges';
import { originName } from './field-name';
import { Csrf } from './form-parts';
import { Moment } from './moment';
import { spoken } from '../spoken';

/** What was said, oldest first, wherever it was said. */
export const CommentFeed = ({
  visitor,
  comments,
  mails = [],
  splitOf,
}: {
  visitor: Visitor;
  comments: readonly CommentView[];
  /** Those that comments came by; for staff only. */
  mails?: readonly TicketMail[];
  /** The ticket from which a comment may be made a ticket of its own; absent: from none. */
  splitOf?: string;
}) => (
  <section class="feed" id="comments" data-live>
    <h2>{visitor.texts.comments.title}</h2>
    {comments.length === 0 && <p class="empty">{visitor.texts.comments.none}</p>}
    {comments.map((comment) => (
      <Comment
        visitor={visitor}
        comment={comment}
        mail={mails.find(({ commentId }) => commentId === comment.id)}
        {...(splitOf && { splitOf })}
      />
    ))}
  </section>
);

const Comment = ({
  visitor,
  comment,
  mail,
  splitOf,
}: {
  visitor: Visitor;
  comment: CommentView;
  mail: TicketMail | undefined;
  splitOf?: string;
}) => {
  const { texts, language } = visitor;
  const { author } = comment;
  return (
    <article
      id={`comment-${comment.id}`}
      class={`comment ${comment.visibility}${comment.hidden ? ' hidden' : ''}`}
    >
      <header>
        <b>{author.name}</b>
        <span class="origin">{originName(author.origin, texts)}</span>
        <Moment at={comment.at} language={language} />
        <VisibilityBadge visibility={comment.visibility} texts={texts} />
        {comment.hidden && <span class="badge">{texts.comments.taken}</span>}
      </header>
      <p class="body">{spoken(comment, language)}</p>
      {mail && <CameByMail visitor={visitor} mail={mail} />}
      <Files files={comment.attachments} visitor={visitor} />
      {splitOf && !comment.hidden && (
        <a class="split" href={`/tickets/${splitOf}/split?comment=${comment.id}`}>
          {texts.work.split}
        </a>
      )}
    </article>
  );
};

/** Files to be saved. */
export const Files = ({ files, visitor }: { files: readonly AttachmentView[]; visitor: Visitor }) =>
  files.length === 0 ? null : (
    <ul class="files">
      {files.map((file) => (
        <li>
          <a href={`/attachments/${file.id}`} download>
            {file.filename}
          </a>{' '}
          <small>{sizeText(file.size, visitor.language)}</small>{' '}
          {file.visibility === 'internal' && <VisibilityBadge visibility="internal" texts={visitor.texts} />}
        </li>
      ))}
    </ul>
  );

interface FormProps {
  readonly visitor: Visitor;
  readonly ticket: TicketView;
  /** Who reads along besides the requester. */
  readonly participants: readonly string[];
  readonly answers: readonly CannedAnswer[];
  readonly draft: string;
}

/** Two buttons for staff, each naming who will read it; the first is the one for staff, so that nobody answers by mistake. */
export const CommentForm = ({ visitor, ticket, participants, answers, draft }: FormProps) => {
  const { comments, work } = visitor.texts;
  return (
    <form
      method="post"
      action={`/tickets/${ticket.number}/comments`}
      encType="multipart/form-data"
      class="card write"
      id="write"
      data-drop
    >
      <h2>{comments.write}</h2>
      <Csrf visitor={visitor} />
      <label>
        <span>{comments.text}</span>
        <textarea name="body" rows={5} data-key="c">
          {draft}
        </textarea>
      </label>
      <CannedPicker
        visitor={visitor}
        answers={answers}
        address={`/tickets/${ticket.number}/answers/`}
        into="body"
      />
      <label>
        <span>{work.files}</span>
        <input type="file" name="file" multiple />
        <small>{work.filesHint}</small>
      </label>
      <div class="buttons">
        <StaffButtons visitor={visitor} names={[ticket.requester.name, ...participants]} />
      </div>
    </form>
  );
};

/** Colour, mark, words, and the very names: three ways to see which is which. */
const StaffButtons = ({ visitor, names }: { visitor: Visitor; names: readonly string[] }) => {
  const { work } = visitor.texts;
  const people = names.length > 3 ? `${names.slice(0, 3).join(', ')} +${names.length - 3}` : names.join(', ');
  return (
    <>
      <button class="internal say" name="visibility" value="internal">
        <span aria-hidden="true">🔒 </span>
        <b>{work.note}</b>
        <small>
          {work.noteSeen}; {work.notSeen(people)}
        </small>
      </button>
      <button class="public say" name="visibility" value="public">
        <span aria-hidden="true">👁 </span>
        <b>{work.answer}</b>
        <small>{work.seen(people)}</small>
      </button>
    </>
  );
};
