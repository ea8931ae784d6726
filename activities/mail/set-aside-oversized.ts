import type { PoolClient } from 'pg';
import type { MailParser } from '../../channels/mail/parser';
import type { MailboxConfig } from '../../connectors/configuration-mail';
import { languageOf } from '../../domain/mail/language';
import type { ParsedMail } from '../../domain/mail/parsed';
import { verdictOf } from '../../domain/mail/robot';
import { authenticationOf, senderOf, shownName } from '../../domain/mail/sender';
import { titleOf } from '../../domain/mail/subject';
import { reason } from '../../domain/reason';
import { beginOfBlob } from '../../store/blobs';
import { transaction } from '../../store/database';
import { lockOpenMail, lockSameMail, saveEnvelope, settleMail, type MailRow } from '../../store/mail/mails';
import { announceOversized } from '../../store/notify/announce-oversized';
import type { Deps } from '../deps';
import type { MailDeps } from './deps';
import { noSubject } from './words';

/** Quarantines a mail that is too large to be read. Its head is read all the same: people see whose it is, and he is told. */
export const setAsideOversized = async (
  deps: Deps,
  mail: MailDeps,
  mailbox: MailboxConfig,
  parser: MailParser,
  row: MailRow,
): Promise<void> => {
  const reading = await parser.read(headIn(await beginOfBlob(deps.db, row.sha256)));
  await transaction(deps.db, async (tx) => {
    const parsed = reading.is === 'read' ? reading.mail : undefined;
    if (parsed?.head.messageId !== undefined) await lockSameMail(tx, parsed.head.messageId);
    if (!(await lockOpenMail(tx, row.id))) return;
    const size = megabytes(row.size);
    const limit = megabytes(mail.rules.limits.readBytes);
    const because = reason('oversized', { size, limit });
    if (parsed) await keepAndTell(tx, deps, mail, mailbox, row, parsed, { size, limit });
    await settleMail(tx, row.id, { state: 'quarantined', because });
  });
};

/** All of the head, without the first line of a text that may be cut anywhere. */
const headIn = (begin: Buffer): Buffer => {
  const ends = [begin.indexOf('\r\n\r\n'), begin.indexOf('\n\n')].filter((at) => at !== -1);
  return ends.length === 0
    ? begin
    : Buffer.concat([begin.subarray(0, Math.min(...ends)), Buffer.from('\r\n\r\n')]);
};

const keepAndTell = async (
  tx: PoolClient,
  deps: Deps,
  mail: MailDeps,
  mailbox: MailboxConfig,
  row: MailRow,
  { head, contentHash }: ParsedMail,
  sizes: { readonly size: string; readonly limit: string },
): Promise<void> => {
  const sender = senderOf(head, mailbox);
  await saveEnvelope(tx, row.id, {
    messageId: head.messageId ?? null,
    contentHash,
    fromName: sender?.name ?? '',
    fromAddress: sender?.address ?? null,
    subject: head.subject.slice(0, 1000),
    recipients: [...head.to, ...head.cc].map(({ address }) => address),
  });
  const { kind } = verdictOf(head, mail.signatures.isLoopMark);
  if (!sender || kind === 'own' || kind === 'bounce') return;
  const unanswerable = whyNot(mail, head, kind);
  const oversized = {
    id: row.id,
    mailbox: mailbox.name,
    ...(head.messageId === undefined ? {} : { messageId: head.messageId }),
    subject: titleOf(head.subject, noSubject(mailbox.language)),
    ...sizes,
    sender: {
      name: shownName(sender),
      address: sender.address,
      language: languageOf(head.subject) ?? mailbox.language,
    },
    ...(unanswerable === undefined ? {} : { unanswerable }),
  };
  await announceOversized(tx, oversized, deps.rules);
};

/** Programs are answered with silence (RFC 3834); so is a forged From: its owner never wrote to us. */
const whyNot = (mail: MailDeps, head: ParsedMail['head'], kind: string): string | undefined => {
  if (kind !== 'person') return reason('program');
  const isForged = authenticationOf(head, mail.rules.trustedAuthentication) === 'fail';
  return isForged ? reason('forged') : undefined;
};

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
