import type { Queryable } from './database';

/** A change that came to the ticket, and what became of it. */
export interface ChangeStep {
  readonly step: 'change';
  readonly id: number;
  /** At the source. */
  readonly at: Date;
  /** When it came to us. */
  readonly receivedAt: Date;
  /** 'front' or the system's name. */
  readonly system: string;
  readonly recordId: string;
  readonly actor: string;
  readonly kind: string;
  readonly field: string;
  /** In the words of where it was made. */
  readonly old: string | null;
  readonly new: string | null;
  readonly state: 'open' | 'applied' | 'ignored';
  /** Why it was ignored. */
  readonly because: string | null;
  /** The ticket's version that shows it. */
  readonly version: number | null;
  /** How often it was delivered again. */
  readonly repeats: number;
  /** A conflict record keeps it, or what it won against. */
  readonly conflict: 'open' | 'chosen' | 'superseded' | null;
}

/** A write of ours into a system, and what became of it. */
export interface WriteStep {
  readonly step: 'write';
  readonly id: number;
  readonly at: Date;
  readonly system: string;
  readonly recordId: string | null;
  /** create, fields, comment, attachment, addendum */
  readonly kind: string;
  /** What was written, in the system's own words; never a body. */
  readonly fields: Readonly<Record<string, string>>;
  readonly state: 'open' | 'written' | 'not-written' | 'abandoned';
  readonly tookMs: number | null;
  readonly version: number;
}

export type Step = ChangeStep | WriteStep;

/** Most of either that are shown; the newest. */
const most = 300;

/** All that was said of the ticket and all that we wrote because of it, by the time at the source. */
export const storyOf = async (
  db: Queryable,
  ticketId: number,
): Promise<{ readonly steps: readonly Step[]; readonly isWhole: boolean }> => {
  const changes = await changesOf(db, ticketId);
  const writes = await writesOf(db, ticketId);
  return {
    // Within one millisecond: as they came, and what we wrote because of it last.
    steps: [...changes.toReversed(), ...writes.toReversed()].sort((a, b) => a.at.getTime() - b.at.getTime()),
    isWhole: changes.length < most && writes.length < most,
  };
};

const conflict = `
  (select k.state from conflicts k where k.ticket_id = c.ticket_id and k.field = c.field and exists (
     select 1 from (values (k.winner), (k.loser)) as side (of)
      where side.of->>'system' = c.system and (side.of->>'at')::float8 = floor(extract(epoch from c.source_at) * 1000))
   order by k.id desc limit 1)`;

const changesOf = async (db: Queryable, ticketId: number): Promise<readonly ChangeStep[]> =>
  (
    await db.query<ChangeStep>(
      `select 'change' as step, c.id, c.source_at as at, c.received_at as "receivedAt", c.system,
         c.record_id as "recordId", coalesce(nullif(c.actor->>'name', ''), c.system) as actor, c.kind, c.field,
         left(c.old_value, 200) as old, left(c.new_value, 200) as new, c.state, c.because, c.version, c.repeats,
         case when c.kind = 'field' then ${conflict} end as conflict
       from changes c where c.ticket_id = $1 order by c.id desc limit ${most}`,
      [ticketId],
    )
  ).rows;

const writesOf = async (db: Queryable, ticketId: number): Promise<readonly WriteStep[]> =>
  (
    await db.query<WriteStep>(
      `select 'write' as step, i.id, i.began_at as at, l.system, l.record_id as "recordId", i.kind,
         coalesce((select jsonb_object_agg(key, left(value, 200)) from jsonb_each_text(i.content->'fields')), '{}') as fields,
         i.state, (extract(epoch from i.settled_at - i.began_at) * 1000)::float8 as "tookMs", i.version
       from intents i join links l on l.id = i.link_id where l.ticket_id = $1 order by i.id desc limit ${most}`,
      [ticketId],
    )
  ).rows;
