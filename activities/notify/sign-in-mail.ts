import { htmlOf } from '../../domain/notify/html';
import { signInWords } from '../../domain/notify/sign-in-words';
import { reason } from '../../domain/reason';
import type { Outgoing } from '../../store/notify/outbox';
import { linkMinutes, makeLink } from '../../store/portal/sign-in-links';
import type { Deps } from '../deps';
import type { MailDeps, OutgoingDeps } from '../mail/deps';
import type { Composed } from './composed';

/** About no ticket. */
const nobodysTicket = 'SD-0';

/**
 * The mail with a one-time link. The link is made here, for every try anew: what it holds stands in the mail and nowhere
 * else. Who has waited longer than it would live asks again.
 */
export const composeSignIn = async (
  { db, publicUrl }: Deps,
  { rules, signatures }: MailDeps,
  { company }: OutgoingDeps,
  rows: readonly Outgoing[],
): Promise<Composed> => {
  const last = rows.at(-1)!;
  if (Date.now() - last.createdAt.getTime() > linkMinutes * 60_000)
    return { is: 'nothing', because: reason('nobodyWaits') };
  const from = rules.mailboxes[0]?.address;
  if (!from) return { is: 'nothing', because: reason('noMailbox') };
  const { contactId, recipient, detail } = last;
  const asked = { address: recipient, ...(detail.back ? { back: detail.back } : {}) };
  const token = contactId === null ? undefined : await makeLink(db, { contactId, ...asked });
  if (token === undefined) return { is: 'nothing', because: reason('otherAddress') };
  const words = signInWords[last.language];
  const text = words.text(`${publicUrl}/portal/enter/${token}`, linkMinutes);
  return {
    is: 'mail',
    takenBack: [],
    mail: {
      messageId: rows[0]!.messageId ?? signatures.messageId(from, nobodysTicket, rows[0]!.id),
      returnPath: signatures.bounceAddress(from, nobodysTicket, rows[0]!.id),
      from: { name: company, address: from },
      to: { name: last.name === recipient ? '' : last.name, address: recipient },
      replyTo: from,
      subject: words.subject(company),
      text: `${text}\n\n-- \n${company}\n`,
      html: htmlOf(text, company),
      references: [],
      automatic: 'auto-generated',
      loopMark: signatures.loopMark(),
      files: [],
    },
  };
};
