import type { AttachmentView } from '../../../store/attachment-view';
import type { CommentView } from '../../../store/comment-list';
import { isPortal } from '../../principal';
import type { Visitor } from '../visitor';
import { VisibilityBadge } from './badges';
import { originName } from './field-name';
import { Csrf } from './form-parts';
import { Moment } from './moment';

/** What was said, oldest first, wherever it was said. */
export const CommentFeed = ({
  visitor,
  comments,
}: {
  visitor: Visitor;
  comments: readonly CommentView[];
}) => (
  <section class="feed" id="comments" data-live>
    <h2>{visitor.texts.comments.title}</h2>
    {comments.length === 0 && <p class="empty">{visitor.texts.comments.none}</p>}
    {comments.map((comment) => (
      <Comment visitor={visitor} comment={comment} />
    ))}
  </section>
);

const Comment = ({ visitor, comment }: { visitor: Visitor; comment: CommentView }) => {
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
      <p class="body">{comment.body}</p>
      <Files files={comment.attachments} visitor={visitor} />
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
          <small>{sizeOf(file.size, visitor)}</small>{' '}
          {file.visibility === 'internal' && <VisibilityBadge visibility="internal" texts={visitor.texts} />}
        </li>
      ))}
    </ul>
  );

const sizeOf = (bytes: number, { language }: Visitor): string => {
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'kilobyte'] : [bytes / 1024 / 1024, 'megabyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
};

/** Two buttons for staff, so that nobody answers the requester by mistake. */
export const CommentForm = ({
  visitor,
  number,
  draft,
}: {
  visitor: Visitor;
  number: string;
  draft: string;
}) => {
  const { comments } = visitor.texts;
  const portal = visitor.principal !== null && isPortal(visitor.principal);
  return (
    <form
      method="post"
      action={`/tickets/${number}/comments`}
      encType="multipart/form-data"
      class="card write"
    >
      <h2>{comments.write}</h2>
      <Csrf visitor={visitor} />
      <label>
        <span>{comments.text}</span>
        <textarea name="body" rows={4}>
          {draft}
        </textarea>
      </label>
      <label>
        <span>{comments.file}</span>
        <input type="file" name="file" />
      </label>
      {!portal && <p class="hint">{comments.warning}</p>}
      <div class="buttons">
        {!portal && (
          <button class="internal" name="visibility" value="internal">
            🔒 {comments.sendInternal}
          </button>
        )}
        <button class={portal ? 'primary' : 'public'} name="visibility" value="public">
          {portal ? comments.send : `👁 ${comments.sendPublic}`}
        </button>
      </div>
    </form>
  );
};
