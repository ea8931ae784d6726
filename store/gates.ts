import { byUrgency } from './by-urgency';
import { first, type Queryable } from './database';
import { stoppingProblems } from './stopping-problems';

export interface Gate {
  readonly open: boolean;
  readonly generation: number;
  readonly because: string | null;
}

/** The gate's row, held against change until the transaction ends, so that a ticket that parks cannot miss its opening. */
export const holdGate = async (tx: Queryable, system: string): Promise<Gate> =>
  first(
    await tx.query<Gate>(`select open, generation, because from gates where system = $1 for share`, [system]),
  ) ?? {
    open: true,
    generation: 0,
    because: null,
  };

/**
 * Must this ticket wait? Behind a closed gate it is put on the list. Behind an open one it goes on waiting as long as it stands
 * there: whoever else wakes it in the meantime (a hook, the poll, another system's gate) must not bring it before its turn.
 */
export const waitsAtGate = async (tx: Queryable, system: string, ticketId: number): Promise<boolean> => {
  const gate = first(
    await tx.query<{ open: boolean; listed: boolean }>(
      `select open, exists (select 1 from gate_waiting w where w.system = $1 and w.ticket_id = $2) as listed
         from gates where system = $1 for share`,
      [system, ticketId],
    ),
  );
  if (gate?.open === false) await waitAtGate(tx, system, ticketId);
  return gate !== undefined && (gate.listed || !gate.open);
};

/** A ticket waits behind a closed gate: its turn comes when the gate opens. Call with the gate held. */
export const waitAtGate = async (tx: Queryable, system: string, ticketId: number): Promise<void> => {
  await tx.query(`insert into gate_waiting (system, ticket_id) values ($1, $2) on conflict do nothing`, [
    system,
    ticketId,
  ]);
};

/** Closes the gate; true when it was open before (the one that starts the gate workflow and the alarm). */
export const closeGate = async (tx: Queryable, system: string, because: string): Promise<boolean> => {
  const closed = await tx.query(
    `insert into gates (system, open, generation, because) values ($1, false, 1, $2)
     on conflict (system) do update set open = false, generation = gates.generation + 1, because = $2, since = now()
       where gates.open`,
    [system, because.slice(0, 500)],
  );
  return (closed.rowCount ?? 0) > 0;
};

/**
 * Opens the gate; of this generation only, where one is given: it may have been opened and closed again since somebody found the
 * system answering. Whoever waits is still in `gate_waiting`. Answers whether the gate is open now.
 */
export const openGate = async (tx: Queryable, system: string, generation?: number): Promise<boolean> => {
  const opened = await tx.query(
    `update gates set open = true, because = null, since = now()
      where system = $1 and not open and ($2::int is null or generation = $2)`,
    [system, generation ?? null],
  );
  return (opened.rowCount ?? 0) > 0 || (await holdGate(tx, system)).open;
};

/** Systems whose gate is closed, or at whose gate tickets still wait for their turn. */
export const gatesAtWork = async (db: Queryable): Promise<string[]> =>
  (
    await db.query<{ system: string }>(
      'select system from gates where not open union select system from gate_waiting order by system',
    )
  ).rows.map(({ system }) => system);

/** Takes the most urgent tickets that waited, at most `limit`, off the list. */
export const takeWaiting = async (tx: Queryable, system: string, limit: number): Promise<string[]> =>
  (
    await tx.query<{ number: string }>(
      `with taken as (
         select w.ticket_id from gate_waiting w join tickets t on t.id = w.ticket_id
          where w.system = $1 order by ${byUrgency} limit $2 for update of w skip locked),
       gone as (delete from gate_waiting w using taken where w.system = $1 and w.ticket_id = taken.ticket_id)
       select t.number from taken join tickets t on t.id = taken.ticket_id order by ${byUrgency}`,
      [system, limit],
    )
  ).rows.map((row) => row.number);

/** Those of these tickets whose record in the system does not show them as they are now, and could. */
export const behindIn = async (
  db: Queryable,
  system: string,
  numbers: readonly string[],
): Promise<string[]> =>
  (
    await db.query<{ number: string }>(
      `select distinct t.number from tickets t join links l on l.ticket_id = t.id
        where t.number = any($2) and l.system = $1 and l.state in ('creating', 'linked') and l.confirmed_version < t.version
          and not exists (select 1 from problems p where p.link_id = l.id and p.state = 'open' and p.kind = any($3))`,
      [system, numbers, stoppingProblems],
    )
  ).rows.map((row) => row.number);
