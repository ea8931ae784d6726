import { first, type Queryable } from './database';
import { liveChannel } from './live';

/** A page tells of itself every 15 seconds; who has not done so for so long is gone. */
const seconds = 40;

export interface Present {
  readonly name: string;
  readonly writing: boolean;
}

/** Notes that somebody has the ticket's page open; who else has it open is told when that is news. */
export const notePresence = async (
  db: Queryable,
  ticket: { readonly id: number; readonly number: string },
  userId: number,
  writing: boolean,
): Promise<void> => {
  await forgetPresence(db);
  const before = first(
    await db.query<{ writing: boolean }>(
      `select writing from presence where ticket_id = $1 and user_id = $2
          and seen_at > now() - make_interval(secs => ${seconds})`,
      [ticket.id, userId],
    ),
  );
  await db.query(
    `insert into presence (ticket_id, user_id, writing) values ($1, $2, $3)
     on conflict (ticket_id, user_id) do update set writing = excluded.writing, seen_at = now()`,
    [ticket.id, userId, writing],
  );
  if (before?.writing !== writing) await tellPresence(db, ticket.number);
};

/** Removes who has long been gone. */
export const forgetPresence = async (db: Queryable): Promise<void> => {
  await db.query(`delete from presence where seen_at < now() - interval '10 minutes'`);
};

export const endPresence = async (
  db: Queryable,
  ticket: { readonly id: number; readonly number: string },
  userId: number,
): Promise<void> => {
  const { rowCount } = await db.query('delete from presence where ticket_id = $1 and user_id = $2', [
    ticket.id,
    userId,
  ]);
  if (rowCount) await tellPresence(db, ticket.number);
};

/** Not kept in the live stream: whoever missed it looks again by himself. */
const tellPresence = (db: Queryable, number: string) =>
  db.query('select pg_notify($1, $2)', [liveChannel, `presence ${number}`]);

/** Who else is on the ticket's page. */
export const othersPresent = async (
  db: Queryable,
  ticketId: number,
  userId: number,
): Promise<readonly Present[]> =>
  (
    await db.query<Present>(
      `select u.name, p.writing from presence p join users u on u.id = p.user_id
        where p.ticket_id = $1 and p.user_id <> $2 and p.seen_at > now() - make_interval(secs => ${seconds})
        order by u.name`,
      [ticketId, userId],
    )
  ).rows;
