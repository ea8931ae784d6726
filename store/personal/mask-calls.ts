import type { PoolClient } from 'pg';
import { maskDeep, maskOf, type KnownBy } from '../../domain/mask';

/** His calls stay as calls of somebody hidden; so do the events that they are computed from. */
export const maskCalls = async (tx: PoolClient, contactId: number, person: KnownBy): Promise<void> => {
  const { rows } = await tx.query<{ id: number }>(
    `select id from calls where contact_id = $1 or caller = any($2) or callee = any($2) or caller_numbers && $2
      order by id for update`,
    [contactId, person.phones],
  );
  const ids = rows.map(({ id }) => id);
  await tx.query(
    `update calls set caller = case when direction = 'in' then '' else caller end,
       callee = case when direction = 'out' then '' else callee end,
       caller_numbers = case when direction = 'in' then '{}' else caller_numbers end,
       caller_name = null, candidates = '[]', draft = null, version = version + 1 where id = any($1)`,
    [ids],
  );
  const mask = maskOf(person, '');
  const { rows: events } = await tx.query<{ id: number; data: unknown }>(
    `select e.id, e.data from call_events e join call_legs l using (origin, leg_id) where l.call_id = any($1)`,
    [ids],
  );
  for (const { id, data } of events)
    await tx.query('update call_events set data = $2 where id = $1', [
      id,
      JSON.stringify(maskDeep(data, mask)),
    ]);
};
