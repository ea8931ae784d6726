import type { Queryable } from '../database';

/** How a mailbox fares: refused is a matter of its settings, away comes back by itself. */
export type MailboxState = 'connecting' | 'watching' | 'refused' | 'away';

export interface MailboxView {
  readonly mailbox: string;
  readonly address: string;
  readonly state: MailboxState;
  readonly error: string | null;
  /** What to do next. */
  readonly advice: string | null;
  readonly since: Date;
  /** When the server last answered. */
  readonly seenAt: Date | null;
  readonly lastMailAt: Date | null;
  /** Mails by what became of them. */
  readonly open: number;
  readonly held: number;
  readonly quarantined: number;
  /** Settled, but still in the inbox since they cannot be moved. */
  readonly unmoved: number;
}

export const saveMailboxState = async (
  db: Queryable,
  mailbox: { readonly name: string; readonly address: string },
  now: {
    readonly state: MailboxState;
    readonly error?: string;
    readonly advice?: string;
    readonly uidValidity?: string;
    readonly seen?: boolean;
  },
): Promise<void> => {
  await db.query(
    `insert into mailbox_states as s (mailbox, address, state, error, advice, uid_validity, seen_at)
     values ($1, $2, $3, $4, $5, $6, case when $7 then now() end)
     on conflict (mailbox) do update set address = $2, state = $3, error = $4, advice = $5,
       uid_validity = coalesce($6, s.uid_validity), seen_at = case when $7 then now() else s.seen_at end,
       since = case when s.state = $3 then s.since else now() end`,
    [
      mailbox.name,
      mailbox.address,
      now.state,
      now.error ?? null,
      now.advice ?? null,
      now.uidValidity ?? null,
      now.seen ?? false,
    ],
  );
};

/** Every mailbox that was ever watched, for the pages. */
export const mailboxStates = async (db: Queryable): Promise<readonly MailboxView[]> =>
  (
    await db.query<MailboxView>(
      `select s.mailbox, s.address, s.state, s.error, s.advice, s.since, s.seen_at as "seenAt",
         (select max(received_at) from mails m where m.mailbox = s.mailbox) as "lastMailAt",
         (select count(*)::int from mails m where m.mailbox = s.mailbox and m.state = 'open') as open,
         (select count(*)::int from mails m where m.mailbox = s.mailbox and m.state = 'held') as held,
         (select count(*)::int from mails m where m.mailbox = s.mailbox and m.state = 'quarantined') as quarantined,
         (select count(*)::int from mail_arrivals a join mails m on m.id = a.mail_id
           where a.mailbox = s.mailbox and a.uid_validity = s.uid_validity and a.moved_at is null and m.state <> 'open') as unmoved
       from mailbox_states s order by s.mailbox`,
    )
  ).rows;
