import type { MailContentView, MailFileView, MailView } from '../../../store/mail/mail-list';
import type { NotificationView } from '../../../store/notify/notification-list';
import { reasonText } from '../reason-text';
import { LetterCards } from '../mail/letter-cards';
import { detailOf } from '../mail/mail-detail';
import type { Visitor } from '../visitor';
import { Csrf, Input } from './form-parts';
import { MailBadge } from './mail-list-page';
import { Moment } from './moment';
import { NotificationsCard } from './notifications-card';
import { Page } from './page';

interface Props {
  readonly visitor: Visitor;
  readonly mail: MailView;
  /** Null: it could not be read. */
  readonly content: MailContentView | null;
  readonly files: readonly MailFileView[];
  /** Pictures from elsewhere are shown: somebody asked for them. */
  readonly withRemote: boolean;
  /** What went to its sender because of it. */
  readonly answers: readonly NotificationView[];
}

/** One mail: what it says, where it went and why, and what may be done about it. */
export const MailPage = ({ visitor, mail, content, files, withRemote, answers }: Props) => {
  const { mail: words } = visitor.texts;
  return (
    <Page visitor={visitor} title={mail.subject || words.title} here={`/mails/${mail.id}`}>
      <header class="head">
        <h1>{mail.subject || '—'}</h1>
        <p class="badges">
          <MailBadge mail={mail} visitor={visitor} />
          {mail.ticket && <a href={`/tickets/${mail.ticket}`}>{mail.ticket}</a>}
        </p>
        <p class="facts">
          <b>{mail.fromName}</b> {mail.fromAddress} → {mail.mailbox}
          <br />
          {words.received} <Moment at={mail.receivedAt} language={visitor.language} exact />
          {' · '}
          <a href={`/mails/${mail.id}/raw`}>{words.raw}</a> ({Math.ceil(mail.size / 1024)} KB)
        </p>
        {mail.because && <p class="notice">{reasonText(mail.because, visitor.language)}</p>}
      </header>
      {answers.length > 0 && <NotificationsCard visitor={visitor} notifications={answers} />}
      <Decision visitor={visitor} mail={mail} />
      {mail.state === 'ticket' && content && <Forwarded visitor={visitor} mail={mail} content={content} />}
      <LetterCards visitor={visitor} id={mail.id} content={content} files={files} withRemote={withRemote} />
    </Page>
  );
};

/** Who forwarded a mail of somebody else need not be the one who asks. */
const Forwarded = ({
  visitor,
  mail,
  content,
}: Pick<Props, 'visitor' | 'mail'> & { content: MailContentView }) => {
  const { mail: words } = visitor.texts;
  const { forwarded } = detailOf(content.detail);
  if (!forwarded) return null;
  return (
    <form method="post" action={`/mails/${mail.id}`} class="card filter">
      <Csrf visitor={visitor} />
      <p>{words.forwarded([forwarded.name, forwarded.address].filter(Boolean).join(' · '))}</p>
      <button name="as" value="original">
        {words.asOriginal}
      </button>
    </form>
  );
};

/** What is in a ticket stays there. */
const Decision = ({ visitor, mail }: Pick<Props, 'visitor' | 'mail'>) => {
  const { mail: words } = visitor.texts;
  if (mail.state === 'ticket' || mail.state === 'comment' || mail.state === 'open') return null;
  return (
    <form method="post" action={`/mails/${mail.id}`} class="card filter">
      <Csrf visitor={visitor} />
      <button name="as" value="" class="quiet">
        {words.again}
      </button>
      <button name="as" value="ticket">
        {words.asTicket}
      </button>
      <Input name="ticket" label={words.ticket} value={mail.ticket ?? ''} placeholder="SD-1042" />
      <button name="as" value="comment">
        {words.asComment}
      </button>
      {mail.state === 'held' && (
        <button name="as" value="ignore" class="quiet">
          {words.ignore}
        </button>
      )}
    </form>
  );
};
