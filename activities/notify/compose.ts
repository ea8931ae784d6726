import { titleOf } from '../../domain/mail/subject';
import { htmlOf } from '../../domain/notify/html';
import { notifyWords } from '../../domain/notify/words';
import { reason } from '../../domain/reason';
import { threadOf, ticketText, type Thread, type TicketText } from '../../store/notify/message-facts';
import type { Outgoing } from '../../store/notify/outbox';
import { unsubscribeToken } from '../../store/notify/unsubscribe';
import { signInBundle } from '../../store/portal/sign-in-links';
import type { Deps } from '../deps';
import type { MailDeps, OutgoingDeps } from '../mail/deps';
import type { Composed } from './composed';
import { linkTo, partOf, type Part } from './part';
import { composeSignIn } from './sign-in-mail';
import { summaryOf } from './summary';

const nobodysTicket = 'SD-0';

export const compose = async (
  deps: Deps,
  mail: MailDeps,
  outgoing: OutgoingDeps,
  rows: readonly Outgoing[],
): Promise<Composed> => {
  const [head] = rows as [Outgoing, ...Outgoing[]];
  if (head.bundle === signInBundle) return composeSignIn(deps, mail, outgoing, rows);
  const parts: Part[] = [];
  for (const row of rows) parts.push(await partOf(deps, outgoing, row));
  const told = parts.filter(({ takenBack }) => takenBack === undefined);
  if (told.length === 0) return { is: 'nothing', because: parts[0]!.takenBack! };
  const takenBack = parts.flatMap(({ row, takenBack: why }) => (why === undefined ? [] : [row.id]));
  const isOne = new Set(told.map(({ row }) => row.ticketId)).size === 1;
  const ticket = head.ticketId === null ? undefined : await ticketText(deps.db, head.ticketId);
  const letter = await letterFor(deps, outgoing, head, told, isOne ? ticket : undefined);
  const from = senderOf(mail, isOne ? (ticket?.mailbox ?? head.detail.mailbox) : undefined);
  if (!from) return { is: 'nothing', because: reason('noMailbox') };
  const { signatures } = mail;
  const number = (isOne && ticket?.number) || nobodysTicket;
  const messageId = head.messageId ?? signatures.messageId(from, number, head.id);
  const { thread } = letter;
  const inReplyTo = thread.his ?? thread.references.at(-1);
  const author = isOne ? told.find(({ row }) => row.event === 'comment')?.author : undefined;
  return {
    is: 'mail',
    takenBack,
    mail: {
      messageId,
      returnPath: signatures.bounceAddress(from, number, head.id),
      from: { name: author ? `${author} (${outgoing.company})` : outgoing.company, address: from },
      to: { name: head.name === head.recipient ? '' : head.name, address: head.recipient },
      replyTo: replyTo(mail, from, number, rows),
      subject: head.subject ?? letter.subject,
      text: `${letter.text}\n\n-- \n${letter.footer}\n`,
      html: htmlOf(letter.text, letter.footer),
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
      references: thread.references,
      automatic: head.mailId !== null ? 'auto-replied' : 'auto-generated',
      loopMark: signatures.loopMark(),
      ...(await unsubscribeLink(deps, head)),
      files: told.flatMap(({ files }) => files),
    },
  };
};

/** For those who did not ask for anything themselves (RFC 8058). */
const unsubscribeLink = async ({ db, publicUrl }: Deps, { id, who }: Outgoing) =>
  who === 'participants' || who === 'assignee' || who === 'manager' || who === 'group'
    ? { unsubscribe: `${publicUrl}/unsubscribe/${await unsubscribeToken(db, id)}` }
    : {};

const nothingBefore: Thread = { his: null, subject: null, references: [] };

const letterFor = async (
  deps: Deps,
  { company }: OutgoingDeps,
  head: Outgoing,
  told: readonly Part[],
  ticket: TicketText | undefined,
) => {
  if (ticket) return letterOf(deps, head, told, ticket);
  if (head.mailId === null) return { ...summaryOf(told, head.language, company), thread: nothingBefore };
  const thread = await threadOf(deps.db, null, head.recipient, head.mailId);
  const text = told.map((part) => part.text).join('\n\n');
  return { thread, subject: `Re: ${titleOf(thread.subject ?? '', company)}`, text, footer: company };
};

/** What happened to one ticket. */
const letterOf = async (deps: Deps, head: Outgoing, told: readonly Part[], ticket: TicketText) => {
  const thread = await threadOf(deps.db, ticket.id, head.recipient, head.mailId);
  const words = notifyWords[head.language];
  return {
    thread,
    subject: subjectOf(ticket, thread),
    text: told.map(({ text }) => text).join('\n\n'),
    footer: `${ticket.number} · ${ticket.title}\n${words.page}: ${linkTo(deps, ticket.number, head.outside)}`,
  };
};

/** The thread keeps its subject: programs that sort by it would tear it apart. */
const subjectOf = ({ number, title }: TicketText, { subject, his }: Thread): string => {
  if (subject?.includes(`[${number}]`)) return subject;
  const topic = titleOf(subject ?? title, title);
  return his === null ? `[${number}] ${topic}` : `Re: ${topic} [${number}]`;
};

/** The mailbox that the ticket, or the mail that is answered, came into, else the first. */
const senderOf = ({ mailboxes, rules }: MailDeps, mailbox: string | null | undefined): string | undefined =>
  ((mailbox ? mailboxes.get(mailbox) : undefined) ?? rules.mailboxes[0])?.address;

/** Replies are known by their signature; a program's and a stranger's by what they refer to. */
const replyTo = (
  { signatures }: MailDeps,
  from: string,
  number: string,
  rows: readonly Outgoing[],
): string => {
  const { contactId, userId } = rows[0]!;
  if (number === nobodysTicket) return from;
  if (contactId !== null) return signatures.replyAddress(from, number, contactId);
  const about = rows.every(({ visibility }) => visibility === 'public') ? 'public' : 'internal';
  return userId === null ? from : signatures.staffAddress(from, number, userId, about);
};
