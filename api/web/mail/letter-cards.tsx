import type { MailContentView, MailFileView } from '../../../store/mail/mail-list';
import type { Visitor } from '../visitor';
import { sizeText } from '../../../domain/size-text';
import { detailOf } from './mail-detail';
import { MailFrame } from './mail-frame';
import { MailNotes } from './mail-notes';

interface Props {
  readonly visitor: Visitor;
  readonly id: number;
  /** Null: it could not be read. */
  readonly content: MailContentView | null;
  readonly files: readonly MailFileView[];
  readonly withRemote: boolean;
}

/** What a mail says: what is new in it, all of it, as its sender made it, and what hangs on it. */
export const LetterCards = (props: Props) => {
  const { visitor, content, files } = props;
  const { mail, letter } = visitor.texts;
  if (!content)
    return (
      <section class="card">
        <h2>{mail.text}</h2>
        <p class="body">
          <i>{mail.unread}</i>
        </p>
      </section>
    );
  return (
    <>
      <section class="card" id="letter">
        <h2>{mail.text}</h2>
        <MailNotes visitor={visitor} detail={detailOf(content.detail)} />
        <p class="body">{content.reply}</p>
        {content.reply.trim() !== content.text.trim() && (
          <details id="whole">
            <summary>{letter.whole}</summary>
            <p class="body">{content.text}</p>
          </details>
        )}
        <MailFiles visitor={visitor} files={files} />
      </section>
      {content.html !== null && <AsSent {...props} html={content.html} />}
    </>
  );
};

const AsSent = ({ visitor, id, html, files, withRemote }: Props & { html: string }) => {
  const { letter } = visitor.texts;
  const hasRemote = html.includes(' data-remote="');
  const lacksOwn =
    html.includes(' data-cid="') && !files.some(({ cid, sha256 }) => cid !== null && sha256 !== null);
  return (
    <section class="card" id="as-sent">
      <h2>{letter.asSent}</h2>
      {hasRemote && withRemote && (
        <p class="notice">
          {letter.remoteShown} <a href={`/mails/${id}`}>{letter.hideRemote}</a>
        </p>
      )}
      {hasRemote && !withRemote && (
        <p class="notice">
          {letter.remoteHidden} <a href={`/mails/${id}?images=1#as-sent`}>{letter.showRemote}</a>
        </p>
      )}
      {lacksOwn && <p class="hint">{letter.ownLater}</p>}
      <MailFrame visitor={visitor} id={id} withRemote={withRemote} />
    </section>
  );
};

const MailFiles = ({ visitor, files }: Pick<Props, 'visitor' | 'files'>) =>
  files.length === 0 ? null : (
    <ul class="files">
      {files.map(({ attachmentId, filename, size }) => (
        <li>
          {attachmentId === null ? (
            filename
          ) : (
            <a href={`/attachments/${attachmentId}`} download>
              {filename}
            </a>
          )}{' '}
          <small>{sizeText(size, visitor.language)}</small>{' '}
          {attachmentId === null && <small>{visitor.texts.letter.onlyRaw}</small>}
        </li>
      ))}
    </ul>
  );
