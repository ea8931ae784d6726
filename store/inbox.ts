import type { Instant } from '../domain/ticket';
import { currentTraceparent } from '../platform/tracing';
import type { Queryable } from './database';
import { raiseProblem } from './problems';

/** The Postgres channel that nudges the reader of a system; the payload is the system's name. */
export const inboxChannel = 'inbox';

export interface Delivery {
  readonly system: string;
  readonly deliveryId: string;
  readonly body: Buffer;
  /** Records to be read; empty when the body could not be understood. */
  readonly recordIds: readonly string[];
  /** The newest history entry that it tells of, where it says. */
  readonly entry?: string;
  readonly silent: boolean;
  readonly signedAt?: Instant;
}

/** Stores what came, before anything else happens to it, and nudges the reader. A repeated delivery is only counted. */
export const receive = async (tx: Queryable, delivery: Delivery): Promise<'new' | 'repeated'> => {
  const result = await tx.query<{ repeats: number }>(
    `with stored as (
       insert into inbox (system, delivery_id, body, record_ids, silent, signed_at, entry, traceparent)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (system, delivery_id) do update set repeats = inbox.repeats + 1 returning system, record_ids, repeats)
     select repeats, case when repeats = 0 and record_ids <> '{}' then pg_notify($9, system) end from stored`,
    [
      delivery.system,
      delivery.deliveryId,
      delivery.body,
      delivery.recordIds,
      delivery.silent,
      delivery.signedAt === undefined ? null : new Date(delivery.signedAt),
      delivery.entry ?? null,
      currentTraceparent(),
      inboxChannel,
    ],
  );
  if (result.rows[0]?.repeats !== 0) return 'repeated';
  if (delivery.recordIds.length === 0) await raiseNotUnderstood(tx, delivery);
  return 'new';
};

/** Its row stays open, so that the accounting shows it until a person has looked. */
const raiseNotUnderstood = (tx: Queryable, { system, deliveryId }: Delivery): Promise<void> =>
  raiseProblem(tx, {
    system,
    kind: 'hook-not-understood',
    value: deliveryId,
    values: { delivery: deliveryId },
  });
