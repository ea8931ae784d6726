import type { Candidate } from '../../domain/mail/route';
import { destinationOf } from '../../domain/mail/destination';
import { languageOf } from '../../domain/mail/language';
import { domainOf, type Address } from '../../domain/mail/address';
import { othersOf, shownName } from '../../domain/mail/sender';
import { titleOf } from '../../domain/mail/subject';
import { reason } from '../../domain/reason';
import type { FrontActor } from '../../store/front';
import { settleMail } from '../../store/mail/mails';
import { addParticipants, contactOf } from '../../store/mail/sender';
import { find } from '../../store/references';
import { register } from '../../store/registration';
import { tell } from '../../store/timeline-write';
import { bodyOf } from './body';
import { keepFiles } from './keep-files';
import type { Taking } from './taking';
import { noSubject } from './words';

/** More recipients than this are a circular, not people who take part. */
const mostParticipants = 20;

/** Registers a ticket with the mail's text and files, at the time at which the mail server got it. Answers its number. */
export const makeTicket = async (taking: Taking, follows?: Candidate): Promise<string> => {
  const { tx, deps, mailbox, row, parsed, sender, verdict } = taking;
  const senderId = await contactFor(taking, sender);
  const actor = actorOf(taking, senderId);
  const { body, whole } = bodyOf(parsed.text.trim(), mailbox.language);
  const ticket = await register(
    tx,
    {
      title: titleOf(parsed.head.subject, noSubject(mailbox.language)),
      description: body,
      channel: 'email',
      requesterId: senderId,
      mail: { id: row.id, answerable: verdict.kind === 'person' },
      ...(await whereTo(taking)),
    },
    actor,
    deps.rules,
  );
  await addOthers(taking, ticket.id, 'in copy of the first mail', true);
  await keepFiles(
    { ...taking, parsed: { ...parsed, files: [...parsed.files, ...(whole ? [whole] : [])] } },
    { ticketId: ticket.id, visibility: 'public' },
    actor,
  );
  if (follows) await tellOfBoth(taking, ticket, follows);
  await settleMail(tx, row.id, {
    state: 'ticket',
    ticketId: ticket.id,
    senderId,
    answerable: verdict.kind === 'person',
    ...(follows ? { because: reason('follows', { ticket: follows.number }) } : {}),
  });
  return ticket.number;
};

/** Contact of an address, in the language of the text. */
export const contactFor = ({ tx, mail, mailbox, parsed }: Taking, person: Address): Promise<number> => {
  const organisation = mail.rules.organisations[domainOf(person.address)];
  return contactOf(tx, {
    name: shownName(person),
    address: person.address,
    language: languageOf(`${parsed.head.subject} ${parsed.reply}`) ?? mailbox.language,
    ...(organisation === undefined ? {} : { organisation }),
  });
};

export const actorOf = ({ sender, row }: Taking, contactId: number): FrontActor => ({
  kind: 'mail',
  id: String(contactId),
  name: sender.name,
  contactId,
  at: row.receivedAt.getTime(),
});

/**
 * Those in copy take part, where the mailbox says so. `sees`: in the portal they see all that was said before; not on the word of a mail
 * whose sender is only believed.
 */
export const addOthers = async (
  taking: Taking,
  ticketId: number,
  because: string,
  sees: boolean,
): Promise<void> => {
  const { tx, mail, mailbox, parsed, sender, verdict } = taking;
  if (mailbox.copies === 'ignore' || verdict.kind !== 'person') return;
  const others = othersOf(parsed.head, sender, mail.rules).slice(0, mostParticipants);
  const ids: number[] = [];
  // In one order everywhere, so that two mails to the same people do not wait for each other.
  for (const other of [...others].sort((a, b) => (a.address < b.address ? -1 : 1)))
    ids.push(await contactFor(taking, other));
  if (ids.length > 0) await addParticipants(tx, ticketId, ids, because, sees);
};

const whereTo = async ({ tx, deps, mailbox, parsed }: Taking) => {
  const { service, priority = 'normal' } = destinationOf(parsed.head, mailbox);
  if (service === undefined) return { priority };
  const found = await find(tx, 'services', service);
  if (typeof found === 'object') return { priority, serviceId: found.id };
  deps.log.warn(
    { mailbox: mailbox.name, service },
    'the service that the configuration names does not exist',
  );
  return { priority };
};

const tellOfBoth = async (
  { tx, row, sender }: Taking,
  made: { readonly id: number; readonly number: string },
  follows: Candidate,
): Promise<void> => {
  const head = { at: row.receivedAt, origin: 'front', actor: sender.name };
  await tell(tx, made.id, { ...head, what: 'follows', detail: { ticket: follows.number } });
  await tell(tx, follows.id, { ...head, what: 'followed', detail: { ticket: made.number } });
};
