import { first, transaction, type Database, type Queryable } from '../database';
import { fixMessage } from './outbox';

/** How long until one more mail may leave, when so many may in any minute. Milliseconds; 0: now. */
export const untilTurn = async (db: Queryable, perMinute: number): Promise<number> =>
  Math.max(
    0,
    first(
      await db.query<{ ms: number }>(
        `select extract(epoch from (max(tried_at) + interval '1 minute' - now()))::float8 * 1000 as ms from notifications
          where channel = 'email' and tried_at > now() - interval '1 minute'
          group by message_id order by max(tried_at) desc offset $1 - 1 limit 1`,
        [perMinute],
      ),
    )?.ms ?? 0,
  );

/**
 * Fixes what a mail is known by and takes its turn among all that leave, of every process. Answers how long it has to wait
 * instead, in milliseconds; 0: it may leave.
 */
export const takeTurn = (
  db: Database,
  ids: readonly number[],
  message: { readonly messageId: string; readonly subject: string },
  perMinute: number | undefined,
): Promise<number> =>
  transaction(db, async (tx) => {
    if (perMinute !== undefined) {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('mail pace', 0))`);
      const wait = await untilTurn(tx, perMinute);
      if (wait > 0) return wait;
    }
    await fixMessage(tx, ids, message.messageId, message.subject);
    return 0;
  });
