import type { PoolClient } from 'pg';
import { beforeCommit, first, type Queryable } from './database';
import { whoSee } from './scope';

/** The Postgres channel that tells listeners of a new event; its payload is the event's id. */
export const liveChannel = 'live';

export interface LiveEvent {
  readonly id: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Contacts who see the event's ticket in the portal, as of when the event was read. */
  readonly seenBy: readonly number[];
}

/**
 * Adds an event to the live stream, at the very end of the `transaction` that is under way: the counter's row stays locked
 * until the commit, which is what makes ids follow commit order, and what everybody else who commits an event waits for.
 * `data.visibility: 'internal'` keeps an event from portal users.
 */
export const appendLive = (
  tx: PoolClient,
  type: string,
  ticketId: number | null,
  data: Readonly<Record<string, unknown>>,
): void =>
  beforeCommit(tx, () =>
    tx.query(
      `with counted as (update live_sequence set last = last + 1 returning last),
            added as (insert into live_events (id, type, ticket_id, data) select last, $2, $3, $4 from counted returning id)
       select pg_notify($1, id::text) from added`,
      [liveChannel, type, ticketId, JSON.stringify(data)],
    ),
  );

/** Events after an id, oldest first. */
export const liveSince = async (db: Queryable, after: number, limit: number): Promise<readonly LiveEvent[]> =>
  (
    await db.query<LiveEvent>(
      `select e.id, e.type, e.data, ${whoSee('e.ticket_id')} as "seenBy"
       from live_events e where e.id > $1 order by e.id limit $2`,
      [after, limit],
    )
  ).rows;

/** Types of events that concern a requester too. */
const portalTypes = ['ticket', 'comment', 'attachment'];

/** A portal user sees what concerns the tickets that he may see and is not internal. */
export const isFor = (event: LiveEvent, contactId: number): boolean =>
  event.seenBy.includes(contactId) &&
  portalTypes.includes(event.type) &&
  event.data.visibility !== 'internal';

/** Id of the newest event; 0 before any. */
export const lastLiveId = async (db: Queryable): Promise<number> =>
  first(await db.query<{ last: number }>('select last from live_sequence'))?.last ?? 0;
