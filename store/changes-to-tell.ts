import { first, type Queryable } from './database';

export interface ToTell {
  readonly ids: readonly number[];
  /** The trace of the newest. */
  readonly traceparent: string | null;
}

/** More of them would make a line of the log unreadable; the newest are named. */
const most = 20;

/** The ticket's changes, from elsewhere, that came since the record was last known to show it. */
export const changesToTell = async (db: Queryable, ticketId: number, linkId: number): Promise<ToTell> =>
  first(
    await db.query<ToTell>(
      `select coalesce(jsonb_agg(id order by id), '[]') as ids,
         (array_agg(traceparent order by id desc) filter (where traceparent is not null))[1] as traceparent from (
         select c.id, c.traceparent from changes c join links l on l.id = $2
          where c.ticket_id = $1 and c.state = 'applied' and c.link_id is distinct from $2
            and (l.record_id is null or c.version > l.confirmed_version)
          order by c.id desc limit $3) newest`,
      [ticketId, linkId, most],
    ),
  ) ?? { ids: [], traceparent: null };
