import type { TicketMail } from '../../../store/mail/ticket-mails';
import type { Visitor } from '../visitor';
import { detailOf } from './mail-detail';
import { MailFrame } from './mail-frame';
import { MailNotes } from './mail-notes';

/** The mail that a ticket's text or a comment came by: what kind it is, and all of it when somebody opens it. */
export const CameByMail = ({ visitor, mail }: { visitor: Visitor; mail: TicketMail }) => {
  const { letter } = visitor.texts;
  return (
    <div class="came-by-mail">
      <MailNotes visitor={visitor} detail={detailOf(mail.detail)} />
      <details id={`mail-${mail.id}`}>
        <summary>{letter.whole}</summary>
        <MailFrame visitor={visitor} id={mail.id} />
        <a href={`/mails/${mail.id}`}>{letter.page}</a>
      </details>
    </div>
  );
};
