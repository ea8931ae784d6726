import type { Database } from '../../../store/database';
import type { PlannedMail } from './planned-mails';

/** What a run of mails was found to have become. */
export interface Became {
  readonly accepted: number;
  readonly tickets: number;
  readonly comments: number;
  readonly quarantined: number;
  /** Mails of which nothing is there. */
  readonly lost: number;
  /** Mails that stand somewhere twice, and records that no mail explains. */
  readonly duplicates: number;
  /** In words, each of these, and each mail that became something else than it was meant to. */
  readonly faults: readonly string[];
}

interface Found {
  readonly messageId: string;
  readonly states: readonly string[];
  readonly tickets: number;
  readonly comments: number;
}

/** Looks every mail that the server accepted up by its Message-ID and its text: exactly one row, and exactly one thing that it made. */
export const whatBecame = async (db: Database, mails: readonly PlannedMail[]): Promise<Became> => {
  const found = new Map((await look(db, mails)).map((one) => [one.messageId, one]));
  const faults: string[] = [];
  let [lost, duplicates] = [0, 0];
  for (const mail of mails) {
    const { states, tickets, comments } = found.get(mail.messageId)!;
    const made = mail.becomes === 'quarantined' ? tickets + comments + 1 : tickets + comments;
    if (states.length === 0 || made === 0) lost += 1;
    else if (states.length > 1 || made > 1) duplicates += 1;
    const wanted = JSON.stringify(wantedOf(mail));
    const is = JSON.stringify({ states, tickets, comments });
    if (is !== wanted) faults.push(`${mail.messageId} is ${is}, wanted ${wanted}`);
  }
  const { strangers, ...sums } = await countAll(db, mails);
  if (strangers > 0) faults.push(`${strangers} tickets or comments that no mail explains`);
  return { accepted: mails.length, ...sums, lost, duplicates: duplicates + strangers, faults };
};

const wantedOf = ({ becomes }: PlannedMail): Omit<Found, 'messageId'> => ({
  states: [becomes],
  tickets: becomes === 'ticket' ? 1 : 0,
  comments: becomes === 'comment' ? 1 : 0,
});

const look = async (db: Database, mails: readonly PlannedMail[]): Promise<readonly Found[]> =>
  (
    await db.query<Found>(
      `select s.id as "messageId",
          array(select state from mails where message_id = s.id) as states,
          (select count(*)::int from tickets where trim(description) = s.text) as tickets,
          (select count(*)::int from comments where trim(body) = s.text) as comments
         from unnest($1::text[], $2::text[]) as s(id, text)`,
      [mails.map(({ messageId }) => messageId), mails.map(({ text }) => text)],
    )
  ).rows;

const countAll = async (db: Database, mails: readonly PlannedMail[]) =>
  (
    await db.query<Pick<Became, 'tickets' | 'comments' | 'quarantined'> & { readonly strangers: number }>(
      `select (select count(*)::int from tickets) as tickets, (select count(*)::int from comments) as comments,
          (select count(*)::int from mails where state = 'quarantined') as quarantined,
          (select count(*)::int from tickets where trim(description) <> all($1))
            + (select count(*)::int from comments where trim(body) <> all($1)) as strangers`,
      [mails.map(({ text }) => text)],
    )
  ).rows[0]!;
