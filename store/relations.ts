import type { PoolClient } from 'pg';
import { keptAs, seenFrom, type KeptRelation, type Relation } from '../domain/relation';
import { front, type Status } from '../domain/ticket';
import { CommandRefused } from './command-refused';
import { first, type Queryable } from './database';
import type { FrontActor } from './front';
import { refuseIfMerged } from './front-edits';
import { appendLive } from './live';
import { ticketById, type TicketRow } from './tickets';
import { tell } from './timeline-write';

/** Another ticket, and how this one stands to it. */
export interface RelationView {
  readonly id: number;
  readonly relation: Relation;
  readonly number: string;
  readonly title: string;
  readonly status: Status;
}

/** All relations of a ticket, whichever end it is. */
export const relationsOf = async (db: Queryable, ticketId: number): Promise<readonly RelationView[]> => {
  const { rows } = await db.query<KeptRelation & Omit<RelationView, 'relation'>>(
    `select x.id, x.kind, x.from_id as "from", x.to_id as "to", t.number, t.title, t.status
       from ticket_relations x join tickets t on t.id = case when x.from_id = $1 then x.to_id else x.from_id end
      where $1 in (x.from_id, x.to_id) order by x.kind, x.id`,
    [ticketId],
  );
  return rows.map(({ kind, from, to, ...other }) => ({
    ...other,
    relation: seenFrom({ kind, from, to }, ticketId),
  }));
};

/** Says how one ticket stands to another; both tell of it. Throws CommandRefused. */
export const relate = async (
  tx: PoolClient,
  ticketId: number,
  otherId: number,
  relation: Relation,
  actor: FrontActor,
): Promise<void> => {
  if (ticketId === otherId) throw new CommandRefused('other', 'A ticket cannot be linked with itself.');
  // One at a time: two at once could close a circle that neither sees.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('ticket relations', 0))`);
  const here = (await ticketById(tx, ticketId))!;
  const there = (await ticketById(tx, otherId))!;
  refuseIfMerged(here);
  refuseIfMerged(there);
  const kept = keptAs(relation, ticketId, otherId);
  if (await isCircle(tx, kept))
    throw new CommandRefused('relation', `With this, ${here.number} would stand in a circle.`);
  const { rowCount } = await tx.query(
    `insert into ticket_relations (kind, from_id, to_id, made_by) values ($1, $2, $3, $4) on conflict do nothing`,
    [kept.kind, kept.from, kept.to, actor.name],
  );
  if (rowCount === 0) throw new CommandRefused('other', `${there.number} is linked in this way already.`);
  await tellBoth(tx, here, there, kept, 'linked', actor);
};

/** Takes a relation of the ticket away; false: it has no such one. */
export const unrelate = async (
  tx: PoolClient,
  ticketId: number,
  relationId: number,
  actor: FrontActor,
): Promise<boolean> => {
  const gone = first(
    await tx.query<KeptRelation>(
      `delete from ticket_relations where id = $1 and $2 in (from_id, to_id)
       returning kind, from_id as "from", to_id as "to"`,
      [relationId, ticketId],
    ),
  );
  if (!gone) return false;
  const here = (await ticketById(tx, ticketId))!;
  const there = (await ticketById(tx, gone.from === ticketId ? gone.to : gone.from))!;
  await tellBoth(tx, here, there, gone, 'unlinked', actor);
  return true;
};

/** Nothing blocks or causes itself, however long the way round. */
const isCircle = async (tx: Queryable, { kind, from, to }: KeptRelation): Promise<boolean> => {
  if (kind === 'related') return false;
  const { rowCount } = await tx.query(
    `with recursive beyond as (select $2::bigint as id
       union select x.to_id from ticket_relations x join beyond b on b.id = x.from_id where x.kind = $1)
     select 1 from beyond where id = $3`,
    [kind, to, from],
  );
  return rowCount !== 0;
};

const tellBoth = async (
  tx: PoolClient,
  a: TicketRow,
  b: TicketRow,
  kept: KeptRelation,
  what: 'linked' | 'unlinked',
  actor: FrontActor,
): Promise<void> => {
  for (const [here, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const detail = { relation: seenFrom(kept, here.id), other: other.number };
    await tell(tx, here.id, { at: new Date(), origin: front, actor: actor.name, what, detail });
    appendLive(tx, 'ticket', here.id, { number: here.number, version: here.version });
  }
};
