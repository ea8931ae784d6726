import { transaction, type Database } from '../../../store/database';
import { beginClocks } from '../../../store/sla/begin-clocks';
import { ticketById } from '../../../store/tickets';

interface AtOnce {
  readonly requesterId: number;
  readonly count: number;
  readonly at: Date;
}

/**
 * So many tickets, registered at the same instant, without records anywhere. The clocks of the first are begun; the others get to
 * know the same, and theirs begin when their workflows first look.
 */
export const registeredAtOnce = async (
  db: Database,
  { requesterId, count, at }: AtOnce,
): Promise<readonly string[]> => {
  const { rows } = await db.query<{ id: number; number: string }>(
    `insert into tickets (number, title, description, status, priority, channel, requester_id, winners, created_at)
     select 'SD-' || nextval('ticket_numbers'), 'At once ' || n, 'Third floor', 'new', 'normal', 'phone', $1, '{}', $3
       from generate_series(1, $2) n returning id, number`,
    [requesterId, count, at],
  );
  const { id } = rows[0]!;
  await transaction(db, async (tx) => beginClocks(tx, (await ticketById(tx, id))!, { origin: 'front' }));
  await db.query(
    `insert into sla_facts (ticket_id, key, at, origin, fact, terms_id)
     select t.id, f.key, f.at, f.origin, f.fact, f.terms_id from sla_facts f, tickets t
      where f.ticket_id = $1 and t.id <> $1 and t.requester_id = $2`,
    [id, requesterId],
  );
  await db.query(
    `update tickets set sla_next_at = now(), contract_id = (select contract_id from tickets where id = $1)
      where requester_id = $2 and id <> $1`,
    [id, requesterId],
  );
  return rows.map(({ number }) => number);
};
