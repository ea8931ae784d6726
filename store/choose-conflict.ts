import type { PoolClient } from 'pg';
import type { Side } from '../domain/merge';
import type { SyncRules } from '../domain/rules';
import type { TicketField } from '../domain/ticket';
import { applyChanges } from './apply-changes';
import { insertChange } from './changes';
import { frontChange } from './front-edits';
import { CommandRefused } from './command-refused';
import { first } from './database';
import type { FrontActor } from './front';
import { fieldsOf, lockTicket } from './tickets';

interface ConflictRow {
  readonly ticketId: number;
  readonly field: TicketField;
  readonly winner: Side;
  readonly loser: Side;
  readonly state: string;
}

/** Makes one of a conflict's two values hold everywhere, as an edit of whoever chose it. */
export const chooseConflict = async (
  tx: PoolClient,
  conflictId: number,
  system: string,
  actor: FrontActor,
  rules: SyncRules,
): Promise<{ ticketId: number }> => {
  const conflict = await lockConflict(tx, conflictId);
  if (conflict.state !== 'open') throw new CommandRefused('id', `Conflict ${conflictId} was decided before.`);
  const side = [conflict.winner, conflict.loser].find((candidate) => candidate.system === system);
  if (!side)
    throw new CommandRefused(
      'system',
      `Conflict ${conflictId} is between ${conflict.winner.system} and ${conflict.loser.system}.`,
    );
  await edit(tx, conflict, side, actor, rules);
  await tx.query(`update conflicts set state = 'chosen', chosen = $2, settled_at = now() where id = $1`, [
    conflictId,
    system,
  ]);
  await supersedeOthers(tx, conflict);
  return { ticketId: conflict.ticketId };
};

/** The ticket first, as everybody else does: two who decide two conflicts of one field at once wait for each other. */
const lockConflict = async (tx: PoolClient, conflictId: number): Promise<ConflictRow> => {
  const { rows } = await tx.query<{ ticketId: number }>(
    `select ticket_id as "ticketId" from conflicts where id = $1`,
    [conflictId],
  );
  if (rows[0]) await lockTicket(tx, rows[0].ticketId);
  const conflict = first(
    await tx.query<ConflictRow>(
      `select ticket_id as "ticketId", field, winner, loser, state from conflicts where id = $1 for update`,
      [conflictId],
    ),
  );
  if (!conflict) throw new CommandRefused('id', `There is no conflict ${conflictId}.`);
  return conflict;
};

/** A person has said what the field is to be: what else was open about it is no question any more. */
const supersedeOthers = async (tx: PoolClient, { ticketId, field }: ConflictRow): Promise<void> => {
  await tx.query(
    `update conflicts set state = 'superseded', settled_at = now() where ticket_id = $1 and field = $2 and state = 'open'`,
    [ticketId, field],
  );
};

const edit = async (
  tx: PoolClient,
  conflict: ConflictRow,
  side: Side,
  actor: FrontActor,
  rules: SyncRules,
): Promise<void> => {
  const ticket = await lockTicket(tx, conflict.ticketId);
  const before = fieldsOf(ticket)[conflict.field];
  if (before === side.value) return;
  await insertChange(tx, {
    ...frontChange(ticket.id, ticket.number, 'field', actor),
    field: conflict.field,
    entry: String(ticket.version + 1),
    old: before,
    new: side.value,
  });
  await applyChanges(tx, ticket.id, rules);
};
