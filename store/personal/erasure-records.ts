import type { Queryable } from '../database';

/** A record from which a person is still to be taken. */
export interface ErasureRecord {
  readonly id: number;
  readonly linkId: number;
  /** How often it has failed. */
  readonly tries: number;
}

/** A user of another system who is still his, with the page where an administrator edits him. */
interface RemainingUser {
  readonly id: string;
  readonly page: string;
}

export const openRecords = async (
  db: Queryable,
  contactId: number,
  system: string,
  after: number,
  limit: number,
): Promise<readonly ErasureRecord[]> =>
  (
    await db.query<ErasureRecord>(
      `select id, link_id as "linkId", tries from erasure_records
        where contact_id = $1 and system = $2 and state = 'open' and id > $3 order by id limit $4`,
      [contactId, system, after, limit],
    )
  ).rows;

/** `hidden`: our account may not see it. `refused`: a person must help. */
export const settleRecord = async (
  db: Queryable,
  id: number,
  as: {
    readonly state: 'done' | 'gone' | 'hidden' | 'refused';
    readonly notes?: number;
    readonly because?: string;
  },
): Promise<void> => {
  await db.query(
    `update erasure_records set state = $2, notes = $3, because = $4, settled_at = now() where id = $1 and state = 'open'`,
    [id, as.state, as.notes ?? 0, as.because?.slice(0, 2000) ?? null],
  );
};

/** Stands there before the record lets go of him. */
export const noteUser = async (db: Queryable, id: number, user: RemainingUser): Promise<void> => {
  await db.query(
    `update erasure_records set users = users || $2::jsonb where id = $1 and not users @> $2::jsonb`,
    [id, JSON.stringify([{ id: user.id, page: user.page }])],
  );
};

export const noteTry = async (db: Queryable, id: number): Promise<void> => {
  await db.query('update erasure_records set tries = tries + 1 where id = $1', [id]);
};

/** How many records a system refuses, some of them by their ids there, and why one of them. */
export const refusedRecords = async (
  db: Queryable,
  contactId: number,
  system: string,
): Promise<{ readonly records: readonly string[]; readonly said: string }> => {
  const { rows } = await db.query<{ record: string | null; said: string | null }>(
    `select l.record_id as record, r.because as said from erasure_records r join links l on l.id = r.link_id
      where r.contact_id = $1 and r.system = $2 and r.state = 'refused' order by r.id`,
    [contactId, system],
  );
  return { records: rows.map(({ record }) => record ?? '?'), said: rows[0]?.said ?? '' };
};

/** How far it came in one system, and what stays there. */
export interface ErasureProgress {
  readonly system: string;
  readonly records: number;
  readonly open: number;
  readonly done: number;
  readonly gone: number;
  readonly hidden: number;
  readonly refused: number;
  readonly skipped: number;
  /** Texts of others that still name him. */
  readonly notes: number;
  /** Records of these texts, some of them. */
  readonly notesIn: readonly string[];
  readonly users: readonly RemainingUser[];
}

const count = (state: string): string => `count(*) filter (where r.state = '${state}')::int as ${state}`;

export const erasureProgress = async (
  db: Queryable,
  contactId: number,
): Promise<readonly ErasureProgress[]> =>
  (
    await db.query<ErasureProgress>(
      `select r.system, count(*)::int as records, ${['open', 'done', 'gone', 'hidden', 'refused', 'skipped'].map(count).join(', ')},
              sum(r.notes)::int as notes,
              coalesce((array_agg(l.record_id order by r.id) filter (where r.notes > 0))[1:50], '{}') as "notesIn",
              (select coalesce(jsonb_agg(distinct u), '[]') from erasure_records o, jsonb_array_elements(o.users) u
                where o.contact_id = $1 and o.system = r.system) as users
         from erasure_records r join links l on l.id = r.link_id
        where r.contact_id = $1 group by r.system order by r.system`,
      [contactId],
    )
  ).rows;
