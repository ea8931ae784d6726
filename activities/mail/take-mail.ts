import type { PoolClient } from 'pg';
import type { MailboxConfig } from '../../connectors/configuration-mail';
import type { Address } from '../../domain/mail/address';
import type { ParsedMail } from '../../domain/mail/parsed';
import { verdictOf, type Verdict } from '../../domain/mail/robot';
import { routeOf, type Route } from '../../domain/mail/route';
import { senderOf, shownName } from '../../domain/mail/sender';
import { reason } from '../../domain/reason';
import { forgetBadAddress, saveContent } from '../../store/mail/contents';
import {
  lockOpenMail,
  lockSameMail,
  sameMail,
  saveEnvelope,
  settleMail,
  type MailRow,
} from '../../store/mail/mails';
import type { Deps } from '../deps';
import type { MailDeps } from './deps';
import { evidenceOf } from './evidence';
import { hold } from './hold';
import { keepPictures } from './keep-pictures';
import { makeTicket } from './make-ticket';
import { noteBounceOfNoTicket } from './note-bounce';
import { speakInTicket } from './speak-in-ticket';
import type { Taking } from './taking';
import { ignoredWords } from './words';

/** Decides about one mail and does it, all in one transaction. Answers the numbers of the tickets to be woken. */
export const takeMail = async (
  tx: PoolClient,
  deps: Deps,
  mail: MailDeps,
  mailbox: MailboxConfig,
  id: number,
  parsed: ParsedMail,
): Promise<readonly string[]> => {
  const { head } = parsed;
  if (head.messageId !== undefined) await lockSameMail(tx, head.messageId);
  const row = await lockOpenMail(tx, id);
  if (!row) return [];
  const verdict = verdictOf(head, mail.signatures.isLoopMark);
  const from = senderOf(head, mailbox) ?? (verdict.kind === 'bounce' ? nobody : undefined);
  await keepWhatItSays(tx, row, parsed, from, verdict);
  if (row.decision?.as === 'ignore')
    return settled(tx, row, 'ignored', reason('decided', { person: row.decision.by }), parsed);
  if (!from) return settled(tx, row, 'quarantined', reason('senderless'), parsed);
  if (await isRepeated(tx, row, parsed)) return [];
  const sender = { ...from, name: shownName(from) };
  const { evidence, token } = await evidenceOf(tx, mail, mailbox, row, parsed, sender, verdict.kind);
  const taking: Taking = {
    tx,
    deps,
    mail,
    mailbox,
    row,
    parsed,
    sender,
    verdict,
    ...(token ? { token } : {}),
  };
  if (verdict.kind === 'person') await forgetBadAddress(tx, sender.address);
  return follow(taking, routeOf(evidence));
};

/** A delivery report may come from nobody at all. */
const nobody: Address = { name: 'Mail server', address: 'mailer-daemon@localhost' };

const follow = async (taking: Taking, route: Route): Promise<readonly string[]> => {
  switch (route.to) {
    case 'ignored':
      if (route.because === 'bounceOfNothingKnown' && (await noteBounceOfNoTicket(taking))) return [];
      return settled(
        taking.tx,
        taking.row,
        'ignored',
        ignoredWords(route.because, taking.verdict),
        taking.parsed,
      );
    case 'held':
      await hold(taking, route);
      return [];
    case 'new':
      return [await makeTicket(taking, route.follows)];
    case 'comment':
      return [await speakInTicket(taking, route)];
  }
};

const settled = async (
  tx: PoolClient,
  { id }: MailRow,
  state: 'ignored' | 'quarantined',
  because: string,
  { files }: ParsedMail,
): Promise<readonly string[]> => {
  await keepPictures(tx, id, files);
  await settleMail(tx, id, { state, because });
  return [];
};

const keepWhatItSays = async (
  tx: PoolClient,
  { id }: MailRow,
  parsed: ParsedMail,
  from: Address | undefined,
  verdict: Verdict,
): Promise<void> => {
  const { head, text, reply, html, invite, protection, forwarded, notes } = parsed;
  await saveEnvelope(tx, id, {
    messageId: head.messageId ?? null,
    contentHash: parsed.contentHash,
    fromName: from?.name ?? '',
    fromAddress: from?.address ?? null,
    subject: head.subject.slice(0, 1000),
    recipients: [...head.to, ...head.cc].map(({ address }) => address),
  });
  await saveContent(tx, id, {
    text,
    reply,
    ...(html === undefined ? {} : { html }),
    detail: {
      verdict,
      ...(invite ? { invite } : {}),
      ...(protection ? { protection } : {}),
      ...(forwarded ? { forwarded } : {}),
      ...(notes.length > 0 ? { notes } : {}),
    },
  });
};

/** The same mail on two ways (through two mailboxes, or sent twice by a server) is taken in once. */
const isRepeated = async (
  tx: PoolClient,
  { id, decision }: MailRow,
  { head, contentHash }: ParsedMail,
): Promise<boolean> => {
  if (head.messageId === undefined || decision) return false;
  const same = await sameMail(tx, head.messageId, contentHash, id);
  if (!same?.sameContent) return false;
  await settleMail(tx, id, {
    state: 'ignored',
    because: reason('duplicate', { mailbox: same.mailbox }),
    sameAs: same.id,
    ...(same.ticketId === null ? {} : { ticketId: same.ticketId }),
  });
  return true;
};
