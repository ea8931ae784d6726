import type { Side } from '../domain/merge';
import type { Queryable } from './database';

export interface NewConflict {
  readonly ticketId: number;
  readonly linkId: number | null;
  readonly field: string;
  readonly winner: Side & { readonly actor: string };
  readonly loser: Side & { readonly actor: string };
}

/** Keeps the value that lost without having been known. An older open conflict of the same field stays: nothing is thrown away. */
export const insertConflict = async (tx: Queryable, conflict: NewConflict): Promise<void> => {
  await tx.query(
    `insert into conflicts (ticket_id, link_id, field, winner, loser) values ($1, $2, $3, $4, $5)`,
    [conflict.ticketId, conflict.linkId, conflict.field, conflict.winner, conflict.loser],
  );
};
