import type { ImapSession, Listed } from '../../channels/mail/imap-session';
import type { MailboxConfig } from '../../connectors/configuration-mail';
import type { Spooled } from '../../platform/spool';
import { transaction } from '../../store/database';
import { keepMail, knownUids, markMoved, unmovedArrivals } from '../../store/mail/arrivals';
import type { Deps } from '../deps';

/** Fetched at once. */
const batchMails = 50;
const batchBytes = 8 * 1024 * 1024;
/** Larger ones are streamed. */
const streamBytes = 4 * 1024 * 1024;

/** Keeps what is new in the inbox, as it came, batch by batch; `kept` is called after each. */
export const takeIn = async (
  deps: Deps,
  { name }: MailboxConfig,
  session: ImapSession,
  kept: () => void,
): Promise<void> => {
  const known = (uids: readonly number[]) => knownUids(deps.db, name, session.uidValidity, uids);
  for (let more = true; more;) {
    more = false;
    for (const batch of inBatches(await session.list(known)))
      if (await takeBatch(deps, name, session, batch)) {
        kept();
        more = true;
      }
  }
};

const inBatches = (mails: readonly Listed[]): readonly (readonly Listed[])[] => {
  const batches: Listed[][] = [];
  let bytes = Infinity;
  for (const mail of mails) {
    const batch = batches.at(-1);
    if (batch && batch.length < batchMails && bytes + mail.size <= batchBytes) batch.push(mail);
    else batches.push([mail]);
    bytes = mail.size + (batches.at(-1) === batch ? bytes : 0);
  }
  return batches;
};

const takeBatch = async (
  deps: Deps,
  mailbox: string,
  session: ImapSession,
  batch: readonly Listed[],
): Promise<boolean> => {
  const [first] = batch;
  if (first && batch.length === 1 && first.size > streamBytes) {
    const raw = await session.download(first.uid);
    if (raw) await keep(deps, mailbox, session, first, raw);
    return raw !== undefined;
  }
  const byUid = new Map(batch.map((mail) => [mail.uid, mail]));
  let any = false;
  for await (const { uid, raw } of session.fetch([...byUid.keys()])) {
    const mail = byUid.get(uid);
    if (!mail) continue;
    await keep(deps, mailbox, session, mail, raw);
    any = true;
  }
  return any;
};

const keep = async (
  { db }: Deps,
  mailbox: string,
  { uidValidity }: ImapSession,
  { uid, receivedAt }: Listed,
  raw: Spooled,
): Promise<void> => {
  try {
    await transaction(db, (tx) => keepMail(tx, { mailbox, uidValidity, uid }, raw, receivedAt));
  } finally {
    await raw.drop();
  }
};

/** Moves what is settled out of the inbox: housekeeping, never the record of truth. */
export const moveSettled = async (
  { db }: Deps,
  mailbox: MailboxConfig,
  session: ImapSession,
): Promise<void> => {
  const unmoved = await unmovedArrivals(db, mailbox.name, session.uidValidity);
  for (const to of ['processed', 'quarantine'] as const) {
    const uids = unmoved.filter((arrival) => arrival.to === to).map(({ uid }) => uid);
    if (uids.length === 0) continue;
    const done = await session.move(uids, mailbox.imap.folders[to]);
    await markMoved(db, mailbox.name, session.uidValidity, done);
  }
};
