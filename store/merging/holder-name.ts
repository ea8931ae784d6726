import { first, type Queryable } from '../database';

/** A value that held, or holds: of which field, whose, since when. */
export interface Held {
  readonly ticketId: number;
  readonly field: string;
  /** 'front' or the system's name. */
  readonly system: string;
  /** At the source, in milliseconds since 1970. */
  readonly at: number;
}

/** Who made it hold, as far as it is known: by his edit, or by registering the ticket; else the system itself. */
export const holderName = async (tx: Queryable, { ticketId, field, system, at }: Held): Promise<string> => {
  const found = await tx.query<{ name: string | null }>(
    `select coalesce(
       (select actor->>'name' from changes
         where ticket_id = $1 and kind = 'field' and field = $2 and system = $3
           and abs(extract(epoch from source_at) * 1000 - $4) < 1 order by id desc limit 1),
       (select actor from timeline
         where ticket_id = $1 and what = 'registered' and origin = $3
           and abs(extract(epoch from at) * 1000 - $4) < 1 order by id limit 1)) as name`,
    [ticketId, field, system, at],
  );
  return first(found)?.name || system;
};
