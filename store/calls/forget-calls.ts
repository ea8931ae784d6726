import type { PoolClient } from 'pg';

/** Calls that ended long ago go with everything that was heard of them; those that somebody still owes a call back stay. */
export const forgetCalls = async (tx: PoolClient, days: number | null): Promise<number> => {
  if (days === null) return 0;
  const { rows } = await tx.query<{ id: number }>(
    `select id from calls where state in ('ended', 'missed') and coalesce(ended_at, started_at) < now() - make_interval(days => $1)
        and (call_back_by is null or called_back_at is not null or call_back_by < now() - make_interval(days => $1)) and duty_at is null
      order by id limit 5000 for update skip locked`,
    [days],
  );
  const ids = rows.map(({ id }) => id);
  await tx.query(
    `delete from call_events e using call_legs l where l.call_id = any($1) and e.origin = l.origin and e.leg_id = l.leg_id`,
    [ids],
  );
  await tx.query('delete from call_legs where call_id = any($1)', [ids]);
  await tx.query('delete from calls where id = any($1)', [ids]);
  return ids.length;
};
