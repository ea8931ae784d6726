import { readReason } from '../../../domain/reason';
import type { MailView } from '../../../store/mail/mail-list';
import { Moment } from '../components/moment';
import { reasonText } from '../reason-text';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly mail: MailView;
  /** Of a delivery report: the mail to which our answer came back. */
  readonly answered: number | undefined;
}

/** Where a mail went and why, step by step: when it came, when it was kept, what became of it, and what a person may do now. */
export const MailWay = ({ visitor, mail, answered }: Props) => {
  const { mailWay: words } = visitor.texts;
  return (
    <section class="card" id="way">
      <h2>{words.title}</h2>
      <ol class="systems">
        <Step visitor={visitor} at={mail.receivedAt}>
          {words.came} <b>{mail.mailbox}</b>
        </Step>
        <Step visitor={visitor} at={mail.storedAt}>
          {words.kept}
        </Step>
        <Step visitor={visitor} at={mail.settledAt}>
          <Outcome visitor={visitor} mail={mail} answered={answered} />
        </Step>
      </ol>
    </section>
  );
};

const Step = ({
  visitor,
  at,
  children,
}: {
  visitor: Visitor;
  at: Date | null;
  children: preact.ComponentChildren;
}) => (
  <li>
    <div>{children}</div>
    {at && (
      <small>
        <Moment at={at} language={visitor.language} exact />
      </small>
    )}
  </li>
);

const Outcome = ({ visitor, mail, answered }: Props) => {
  const { mailWay: words } = visitor.texts;
  const { because, state, ticket, commentId, sameAs, thirdParty } = mail;
  const kind = because === null ? undefined : readReason(because)?.kind;
  const advice = state === 'held' || state === 'quarantined' ? kind && words.advice[kind] : undefined;
  return (
    <>
      <b>{words.outcome[state]}</b> {ticket && state === 'held' && `${visitor.texts.mail.claims} `}
      {ticket && (
        <a href={`/tickets/${ticket}${commentId === null ? '' : `#comment-${commentId}`}`}>{ticket}</a>
      )}
      {because !== null && (
        <div>
          {words.because} {reasonText(because, visitor.language)}.
        </div>
      )}
      {thirdParty && <div>{words.thirdParty}</div>}
      {sameAs !== null && <OtherMail words={words.same} id={sameAs} />}
      {answered !== undefined && <OtherMail words={words.answered} id={answered} />}
      {advice && <p class="notice">{advice}</p>}
    </>
  );
};

const OtherMail = ({ words, id }: { words: string; id: number }) => (
  <div>
    <a href={`/mails/${id}`}>
      {words} {id}
    </a>
  </div>
);
