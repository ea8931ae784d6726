import type { Queryable } from './database';

export interface Entry {
  readonly at: Date;
  readonly origin: string;
  readonly actor: string;
  readonly what: string;
  /** Field, old and new value, system, visibility: never a body. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Tells the ticket's story, one event a row, by its time at the source. */
export const tell = async (tx: Queryable, ticketId: number, entry: Entry): Promise<void> => {
  await tx.query(
    `insert into timeline (ticket_id, at, origin, actor, what, detail) values ($1, $2, $3, $4, $5, $6)`,
    [ticketId, entry.at, entry.origin, entry.actor, entry.what, entry.detail ?? {}],
  );
};
