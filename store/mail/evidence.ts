import type { Candidate } from '../../domain/mail/route';
import type { Status } from '../../domain/ticket';
import { first, type Queryable } from '../database';

interface Row {
  readonly id: number;
  readonly number: string;
  readonly status: Status;
  readonly closedAt: Date | null;
  readonly mergedInto: number | null;
  readonly takesPart: boolean;
}

const ticketWhere = (condition: string) => `
  select t.id, t.number, t.status, t.closed_at as "closedAt", t.merged_into as "mergedInto",
    exists (select 1 from contacts c where c.id = t.requester_id and lower(c.email) = $2)
    or exists (select 1 from ticket_participants p join contacts c on c.id = p.contact_id
                where p.ticket_id = t.id and lower(c.email) = $2) as "takesPart"
    from tickets t where ${condition}`;

/** A ticket as the routing of a mail sees it, with whether the sender takes part; a merged one leads to its target. */
const candidate = async (
  db: Queryable,
  row: Row | undefined,
  sender: string,
): Promise<Candidate | undefined> => {
  let [at, takesPart] = [row, row?.takesPart ?? false];
  for (let n = 0; at && at.mergedInto !== null && n < 20; n++) {
    at = first(await db.query<Row>(ticketWhere('t.id = $1'), [at.mergedInto, sender]));
    takesPart ||= at?.takesPart ?? false;
  }
  if (!at) return undefined;
  return {
    id: at.id,
    number: at.number,
    status: at.status,
    ...(at.closedAt === null ? {} : { closedAt: at.closedAt.getTime() }),
    senderTakesPart: takesPart,
  };
};

/** `sender` in small letters. */
export const candidateByNumber = async (
  db: Queryable,
  number: string | undefined,
  sender: string,
): Promise<Candidate | undefined> =>
  number === undefined
    ? undefined
    : candidate(db, first(await db.query<Row>(ticketWhere('t.number = $1'), [number, sender])), sender);

export const candidateById = async (
  db: Queryable,
  id: number,
  sender: string,
): Promise<Candidate | undefined> =>
  candidate(db, first(await db.query<Row>(ticketWhere('t.id = $1'), [id, sender])), sender);

/** The ticket of a mail that we received, by the Message-IDs that a reply refers to; the last one named counts most. */
export const candidateByReceived = async (
  db: Queryable,
  messageIds: readonly string[],
  sender: string,
): Promise<Candidate | undefined> => {
  if (messageIds.length === 0) return undefined;
  const found = first(
    await db.query<{ ticketId: number }>(
      `select m.ticket_id as "ticketId" from mails m where m.message_id = any($1::text[]) and m.ticket_id is not null
          and m.state in ('ticket', 'comment')
        order by array_position($1::text[], m.message_id) desc, m.id desc limit 1`,
      [messageIds],
    ),
  );
  return found && candidateById(db, found.ticketId, sender);
};

/** How many mails of this sender came in the minutes before this one, it included, and how many of them in an hour to one ticket. */
export const recentMails = async (
  db: Queryable,
  sender: string,
  mail: { readonly id: number; readonly receivedAt: Date },
  minutes: number,
): Promise<number> =>
  first(
    await db.query<{ n: number }>(
      `select count(*)::int as n from mails where from_address = $1 and id <= $2 and received_at <= $3::timestamptz
          and received_at > $3::timestamptz - make_interval(mins => $4)`,
      [sender, mail.id, mail.receivedAt, minutes],
    ),
  )?.n ?? 0;

export const recentToTicket = async (
  db: Queryable,
  sender: string,
  ticketId: number,
  receivedAt: Date,
): Promise<number> =>
  (first(
    await db.query<{ n: number }>(
      `select count(*)::int as n from mails where from_address = $1 and ticket_id = $2 and state in ('comment', 'ticket')
          and received_at > $3::timestamptz - interval '1 hour'`,
      [sender, ticketId, receivedAt],
    ),
  )?.n ?? 0) + 1;
