import type { MailParser } from '../../channels/mail/parser';
import type { MailboxConfig } from '../../connectors/configuration-mail';
import { reason } from '../../domain/reason';
import { readBlob } from '../../store/blobs';
import { transaction } from '../../store/database';
import { beginAttempt, openMails, settleMail, type MailRow } from '../../store/mail/mails';
import type { Deps } from '../deps';
import type { MailDeps } from './deps';
import { setAsideOversized } from './set-aside-oversized';
import { takeMail } from './take-mail';

/** Larger mails are read beside the others, so that nobody waits for them. Bytes. */
export const largeBytes = 128 * 1024;
const batch = 50;
/** A mail that ended the process, or broke a rule of the database, so often is for a person. */
const mostAttempts = 5;

export interface Range {
  readonly atLeast: number;
  readonly below: number;
}
export const smallMails: Range = { atLeast: 0, below: largeBytes };
export const largeMails: Range = { atLeast: largeBytes, below: Number.MAX_SAFE_INTEGER };

/** Reads what waits, one mail after the other; `settled` is called after each batch. */
export const readMails = async (
  deps: Deps,
  mail: MailDeps,
  mailbox: MailboxConfig,
  range: Range,
  signal: AbortSignal,
  settled: () => void,
): Promise<void> => {
  const parser = range === largeMails ? mail.slowParser : mail.parser;
  for (;;) {
    const waiting = await openMails(deps.db, mailbox.name, range, batch);
    for (const row of waiting) {
      if (signal.aborted) return;
      await readOne(deps, mail, mailbox, parser, row);
    }
    if (waiting.length > 0) settled();
    if (waiting.length < batch) return;
  }
};

const readOne = async (
  deps: Deps,
  mail: MailDeps,
  mailbox: MailboxConfig,
  parser: MailParser,
  row: MailRow,
): Promise<void> => {
  const attempts = await beginAttempt(deps.db, row.id);
  if (attempts === 0) return; // somebody else was quicker
  if (attempts > mostAttempts) return quarantine(deps, row.id, reason('brokenOff'));
  try {
    await takeWhole(deps, mail, mailbox, parser, row);
  } catch (err) {
    deps.log.error(
      { err, mail: row.id, mailbox: mailbox.name },
      'a mail could not be taken in; it is tried again',
    );
    if (attempts === mostAttempts)
      await quarantine(deps, row.id, reason('notTakenIn', { said: reasonOf(err) }));
  }
};

const takeWhole = async (
  deps: Deps,
  mail: MailDeps,
  mailbox: MailboxConfig,
  parser: MailParser,
  row: MailRow,
): Promise<void> => {
  if (row.size > mail.rules.limits.readBytes) return setAsideOversized(deps, mail, mailbox, parser, row);
  const reading = await parser.read(await readBlob(deps.db, row.sha256));
  if (reading.is === 'unreadable')
    return quarantine(deps, row.id, reason('unreadable', { why: reading.because }));
  const woken = await transaction(deps.db, (tx) => takeMail(tx, deps, mail, mailbox, row.id, reading.mail));
  for (const number of woken) deps.wake(number);
};

/** Kept as it came, shown, and read again when a person asks for it. */
const quarantine = ({ db }: Deps, id: number, because: string): Promise<void> =>
  settleMail(db, id, { state: 'quarantined', because });

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 300);
