import type { Route } from '../../domain/mail/route';
import { authenticationOf } from '../../domain/mail/sender';
import { reason } from '../../domain/reason';
import type { FrontActor } from '../../store/front';
import { editTicket } from '../../store/front-edits';
import { addComment } from '../../store/front-texts';
import { settleMail } from '../../store/mail/mails';
import { ticketById } from '../../store/tickets';
import { userById } from '../../store/users';
import { bodyOf } from './body';
import { keepFiles } from './keep-files';
import { actorOf, addOthers, contactFor } from './make-ticket';
import { noteBounce } from './note-bounce';
import type { Taking } from './taking';
import { bounceNote, thirdParty } from './words';

type Spoken = Extract<Route, { to: 'comment' }>;

/** Puts a reply, a third party's word, a program's note or a delivery report into its ticket. Answers the ticket's number. */
export const speakInTicket = async (taking: Taking, route: Spoken): Promise<string> => {
  const { tx, deps, row, parsed, verdict } = taking;
  const isParticipant = route.speaker === 'participant';
  const senderId = isParticipant ? await contactFor(taking, taking.sender) : undefined;
  const actor = senderId === undefined ? await speakerOf(taking, route) : actorOf(taking, senderId);
  const isRequester =
    senderId !== undefined && senderId === (await ticketById(tx, route.ticket.id))?.requesterId;
  const { body, whole } = bodyOf(saidBy(taking), taking.mailbox.language);
  const visibility = isParticipant ? 'public' : (route.visibility ?? 'internal');
  const comment = await addComment(
    tx,
    route.ticket.id,
    {
      body,
      visibility,
      commentAuthorIsRequester: isParticipant,
      ...(isParticipant || route.speaker === 'staff' ? {} : { automatic: true }),
      ...(senderId !== undefined && !isRequester ? { authorContactId: senderId } : {}),
      have: [...parsed.head.to, ...parsed.head.cc].map(({ address }) => address),
    },
    actor,
    deps.rules,
  );
  const files = [...parsed.files, ...(whole ? [whole] : [])];
  if (verdict.kind !== 'bounce')
    await keepFiles(
      { ...taking, parsed: { ...parsed, files } },
      { ticketId: route.ticket.id, commentId: comment.id, visibility },
      actor,
    );
  if (verdict.kind === 'bounce') await noteBounce(taking);
  if (isParticipant) await addOthers(taking, route.ticket.id, 'in copy of a reply', isProven(taking));
  if (route.reopens) await editTicket(tx, route.ticket.id, { status: 'in_progress' }, actor, deps.rules);
  await settleMail(tx, row.id, {
    state: 'comment',
    ticketId: route.ticket.id,
    commentId: comment.id,
    answerable: verdict.kind === 'person' && isParticipant,
    thirdParty: route.speaker === 'thirdParty',
    ...becauseOf(taking, route),
    ...(senderId === undefined ? {} : { senderId }),
  });
  return route.ticket.number;
};

/** It answers by what we signed for its ticket, or our own server found its sender to be true. */
const isProven = ({ token, parsed, mail }: Taking): boolean =>
  token !== undefined || authenticationOf(parsed.head, mail.rules.trustedAuthentication) === 'pass';

const becauseOf = ({ verdict, sender }: Taking, { speaker }: Spoken): { readonly because?: string } => {
  if (verdict.kind === 'bounce') return { because: reason('bounceOfOurs') };
  if (speaker === 'thirdParty') return { because: reason('thirdParty', { sender: sender.address }) };
  return speaker === 'program' ? { because: programWords(verdict) } : {};
};

const programWords = ({ kind, because: sign }: Taking['verdict']): string =>
  reason(kind === 'list' || kind === 'robot' ? kind : 'autoReply', { sign });

const saidBy = ({ parsed, verdict, mailbox }: Taking): string => {
  if (verdict.kind === 'bounce')
    return bounceNote(parsed.reports, mailbox.language, parsed.text.slice(0, 2_000));
  return parsed.reply.trim() || parsed.text.trim() || '—';
};

/** A member of staff speaks as himself. */
const speakerOf = async (taking: Taking, route: Spoken): Promise<FrontActor> => {
  const { tx, token, row } = taking;
  const user = route.speaker === 'staff' && token ? await userById(tx, token.id) : undefined;
  if (!user) return strangerOf(taking, route);
  return { kind: 'user', id: String(user.id), name: user.name, at: row.receivedAt.getTime() };
};

/** Somebody who takes no part is named with his address, as what he is. */
const strangerOf = ({ sender, row, mailbox }: Taking, { speaker }: Spoken): FrontActor => {
  const who = sender.name === sender.address ? sender.address : `${sender.name} <${sender.address}>`;
  return {
    kind: 'mail',
    id: sender.address,
    name: speaker === 'thirdParty' ? `${who} (${thirdParty(mailbox.language)})` : who,
    at: row.receivedAt.getTime(),
  };
};
