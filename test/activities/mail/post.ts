import { createMailParser, type MailParser } from '../../../channels/mail/parser';
import { createSignatures } from '../../../channels/mail/signatures';
import type { Deps } from '../../../activities/deps';
import type { MailDeps } from '../../../activities/mail/deps';
import { largeMails, readMails, smallMails } from '../../../activities/mail/read-mails';
import type { MailboxConfig, MailConfig } from '../../../connectors/configuration-mail';
import type { SyncRules } from '../../../domain/rules';
import { usualLimits } from '../../../domain/mail/mailbox';
import { spooledBytes } from '../../../platform/spool';
import { transaction } from '../../../store/database';
import { keepMail } from '../../../store/mail/arrivals';
import { mailKeys } from '../../../store/mail/keys';
import { openHouse, type House } from '../../store/house';

export interface SettledMail {
  readonly id: number;
  readonly state: string;
  readonly because: string | null;
  readonly ticket: string | null;
  readonly thirdParty: boolean;
  readonly answerable: boolean;
}

/** A database and the reading of mails on it, without any mail server. */
export interface Post {
  readonly house: House;
  readonly mail: MailDeps;
  readonly deps: Deps;
  readonly woken: string[];
  /** Keeps a mail and reads it; answers what became of it. */
  deliver(raw: Buffer, how?: { readonly mailbox?: string; readonly at?: Date }): Promise<SettledMail>;
  /** Keeps it only. */
  keep(
    raw: Buffer,
    how?: { readonly mailbox?: string; readonly at?: Date; readonly uidValidity?: string },
  ): Promise<{ id: number; isNew: boolean }>;
  /** Reads what waits. */
  read(): Promise<void>;
  settled(id: number): Promise<SettledMail>;
  close(): Promise<void>;
}

const mailbox = (name: string, more: Partial<MailboxConfig> = {}): MailboxConfig => ({
  name,
  address: `${name}@helpdesk.test`,
  aliases: [],
  addresses: [],
  closed: { reopenDays: 14 },
  copies: 'participants',
  replyToIsSender: false,
  language: 'ru',
  imap: {
    host: '127.0.0.1',
    port: 1,
    tls: 'none',
    user: name,
    folders: { inbox: 'INBOX', processed: 'Processed', quarantine: 'Quarantine' },
    sweepSeconds: 60,
    silenceSeconds: 60,
  },
  ...more,
});

export const openPost = async (
  more: Partial<MailConfig> = {},
  support: Partial<MailboxConfig> = {},
  parser: MailParser = createMailParser({ readSeconds: 20 }),
  how?: SyncRules,
): Promise<Post> => {
  const house = await openHouse(how);
  const mailboxes = [mailbox('support', support), mailbox('sales')];
  const rules: MailConfig = {
    mailboxes,
    organisations: {},
    staffReplies: 'public',
    limits: usualLimits,
    ...more,
  };
  const mail: MailDeps = {
    rules,
    mailboxes: new Map(mailboxes.map((one) => [one.name, one])),
    signatures: createSignatures(await mailKeys(house.db)),
    parser,
    slowParser: parser,
  };
  const woken: string[] = [];
  const quiet = () => undefined;
  const deps = {
    db: house.db,
    rules: house.rules,
    systems: new Map(),
    wake: (number: string) => woken.push(number),
    log: { info: quiet, warn: quiet, error: (fields: object) => console.error(fields) },
    mail,
  } as unknown as Deps;
  let uid = 0;
  const keep: Post['keep'] = (raw, { mailbox: name = 'support', at = new Date(), uidValidity = '1' } = {}) =>
    transaction(house.db, (tx) =>
      keepMail(tx, { mailbox: name, uidValidity, uid: (uid += 1) }, spooledBytes(raw), at),
    );
  const read = async () => {
    for (const one of mailboxes)
      for (const range of [smallMails, largeMails])
        await readMails(deps, mail, one, range, new AbortController().signal, quiet);
  };
  const settled = async (id: number) =>
    (
      await house.rows<SettledMail>(
        `select m.id, m.state, m.because, t.number as ticket, m.third_party as "thirdParty", m.answerable
           from mails m left join tickets t on t.id = m.ticket_id where m.id = $1`,
        [id],
      )
    )[0]!;
  return {
    house,
    mail,
    deps,
    woken,
    keep,
    read,
    settled,
    async deliver(raw, how) {
      const { id } = await keep(raw, how);
      await read();
      return settled(id);
    },
    async close() {
      await parser.close();
      await house.close();
    },
  };
};
