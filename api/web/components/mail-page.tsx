import type { MailContentView, MailFileView, MailView } from '../../../store/mail/mail-list';
import type { NotificationView } from '../../../store/notify/notification-list';
import { Decision } from '../mail/decision';
import { LetterCards } from '../mail/letter-cards';
import { detailOf } from '../mail/mail-detail';
import { MailWay } from '../mail/mail-way';
import { sizeText } from '../../../domain/size-text';
import type { Visitor } from '../visitor';
import { Csrf } from './form-parts';
import { MailBadge } from './mail-list-page';
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
  /** Of a delivery report: the mail to which our answer came back. */
  readonly answered: number | undefined;
}

/** One mail: what it says, where it went and why, and what may be done about it. */
export const MailPage = ({ visitor, mail, content, files, withRemote, answers, answered }: Props) => {
  const { mail: words } = visitor.texts;
  return (
    <Page visitor={visitor} title={mail.subject || words.title} here={`/mails/${mail.id}`}>
      <header class="head">
        <h1>{mail.subject || '—'}</h1>
        <p class="badges">
          <MailBadge mail={mail} visitor={visitor} />
          {mail.ticket && mail.state !== 'held' && <a href={`/tickets/${mail.ticket}`}>{mail.ticket}</a>}
        </p>
        <p class="facts">
          <b>{mail.fromName}</b> {mail.fromAddress} → {mail.mailbox}
          {mail.messageId && (
            <>
              <br />
              Message-ID: {mail.messageId}
            </>
          )}
          <br />
          <a href={`/mails/${mail.id}/raw`}>{words.raw}</a> ({sizeText(mail.size, visitor.language)})
        </p>
      </header>
      <MailWay visitor={visitor} mail={mail} answered={answered} />
      <Decision visitor={visitor} mail={mail} />
      {answers.length > 0 && <NotificationsCard visitor={visitor} notifications={answers} />}
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
