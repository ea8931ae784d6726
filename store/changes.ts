import type { IgnoredBecause } from '../domain/ignored';
import type { Actor } from '../domain/record';
import type { Remark } from '../domain/remark';
import type { Instant, Visibility } from '../domain/ticket';
import { currentTraceparent } from '../platform/tracing';
import { first, type Queryable } from './database';

export type ChangeKind =
  | 'field'
  | 'comment'
  | 'comment-edited'
  | 'attachment'
  | 'assigned'
  | 'created'
  | 'gone'
  | 'merged'
  | 'other';

/** A file that came with a change: its bytes are in the store already. */
export interface StoredFile {
  readonly remoteId: string;
  readonly filename: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly visibility: Visibility;
}

/** A file that came with a change and is not kept here. */
export interface LeftOutFile {
  readonly remoteId: string;
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  /** It is larger than this; absent: the system did not give it to us. */
  readonly limit?: number;
  /** Why the system did not give it. */
  readonly said?: string;
  /** Page of the record where it still is. */
  readonly page: string;
}

/** What a change carries besides its values; bodies leave it once they are merged. */
export interface ChangeData {
  readonly commentId?: string;
  readonly body?: string;
  readonly visibility?: Visibility;
  readonly hidden?: boolean;
  readonly hash?: string;
  readonly byRequester?: boolean;
  /** The contact who wrote it, where that is not the requester himself. */
  readonly authorContact?: number;
  /** Made by a machine, or only copied here: nobody's answer. */
  readonly automatic?: boolean;
  /** By a merge: the first of all copies of this comment. */
  readonly copiedFrom?: number;
  /** By a merge: the ticket whose text it is. */
  readonly textOf?: number;
  /** Addresses, in small letters, that got the mail which says it. */
  readonly have?: readonly string[];
  readonly file?: StoredFile;
  readonly files?: readonly StoredFile[];
  readonly leftOut?: readonly LeftOutFile[];
  /** The front's comment that a file hangs on. */
  readonly onComment?: number;
  readonly what?: string;
  /** Whom a system calls the requester now; leaves it once it is merged. */
  readonly requester?: { readonly name: string; readonly email: string };
  /** Words of our own, of which `body` is the English. */
  readonly remark?: Remark;
}

/** Who made a change. Of people in the front: the contact or the member of staff who he is. */
export interface ChangeActor extends Pick<Actor, 'id' | 'name'> {
  readonly email?: string;
  readonly isSystem?: boolean;
  readonly contactId?: number;
  readonly userId?: number;
}

export interface NewChange {
  readonly ticketId: number | null;
  readonly linkId: number | null;
  readonly system: string;
  readonly recordId: string;
  readonly kind: ChangeKind;
  readonly field?: string;
  readonly changeId: string;
  readonly entry: string;
  readonly old?: string | null;
  readonly new?: string | null;
  readonly data?: ChangeData;
  readonly at: Instant;
  readonly actor: ChangeActor;
  /** Ignored already when it arrives, and why. */
  readonly ignored?: string;
  readonly applied?: boolean;
}

export interface Change {
  readonly id: number;
  readonly linkId: number | null;
  readonly system: string;
  readonly recordId: string;
  readonly kind: ChangeKind;
  readonly field: string;
  readonly changeId: string;
  readonly entry: string;
  readonly old: string | null;
  readonly new: string | null;
  readonly data: ChangeData;
  readonly at: Date;
  readonly actor: ChangeActor;
}

/** Stores a change once: unique on (system, record, kind with field, change id). Undefined when it was here before. */
export const insertChange = async (tx: Queryable, change: NewChange): Promise<number | undefined> => {
  const state = change.ignored ? 'ignored' : change.applied ? 'applied' : 'open';
  return first(
    await tx.query<{ id: number }>(
      `insert into changes (ticket_id, link_id, system, record_id, kind, field, change_id, entry, old_value, new_value,
         data, source_at, actor, state, because, settled_at, traceparent)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, least($12::timestamptz, clock_timestamp()), $13, $14, $15,
         case when $14 = 'open' then null else now() end, $16)
       on conflict do nothing returning id`,
      [
        change.ticketId,
        change.linkId,
        change.system,
        change.recordId,
        change.kind,
        change.field ?? '',
        change.changeId,
        change.entry,
        change.old ?? null,
        change.new ?? null,
        change.data ?? {},
        new Date(change.at),
        change.actor,
        state,
        change.ignored ?? null,
        currentTraceparent(),
      ],
    ),
  )?.id;
};

/** Of these history entries, by record, those that are not stored yet; a record all of whose entries are is left out. */
export const entriesNotStored = async (
  db: Queryable,
  system: string,
  entries: Readonly<Record<string, readonly string[]>>,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const pairs = Object.entries(entries).flatMap(([record, ids]) => ids.map((entry) => ({ record, entry })));
  const { rows } = await db.query<{ record: string; entries: string[] }>(
    `select record, array_agg(entry) as entries from jsonb_to_recordset($2::jsonb) as told (record text, entry text)
      where not exists (select 1 from changes c where c.system = $1 and c.record_id = record and c.entry = told.entry)
      group by record`,
    [system, JSON.stringify(pairs)],
  );
  return new Map(rows.map(({ record, entries: missing }) => [record, missing]));
};

const columns = `id, link_id as "linkId", system, record_id as "recordId", kind, field, change_id as "changeId", entry,
  old_value as old, new_value as new, data, source_at as at, actor`;

/** The open changes of a ticket in order; those of a record with an open intent wait until that settles. */
export const openChanges = async (tx: Queryable, ticketId: number): Promise<Change[]> =>
  (
    await tx.query<Change>(
      `select ${columns} from changes c
        where ticket_id = $1 and state = 'open'
          and not exists (select 1 from intents i where i.link_id = c.link_id and i.state = 'open')
        order by id`,
      [ticketId],
    )
  ).rows;

/** Settles a change, with the ticket's version that shows it; the bodies it carried live on in the comments. */
export const settleChange = async (
  tx: Queryable,
  id: number,
  how: { readonly because?: IgnoredBecause | undefined; readonly version?: number | undefined },
): Promise<void> => {
  await tx.query(
    `update changes set state = $2, because = $3, version = $4, settled_at = now(), data = data - '{body,requester}'::text[]
      where id = $1 and state = 'open'`,
    [id, how.because ? 'ignored' : 'applied', how.because ?? null, how.version ?? null],
  );
};

/** Settles what the reader stored of a history entry while our intent was open. */
export const ignoreEntry = async (
  tx: Queryable,
  change: Pick<NewChange, 'system' | 'recordId' | 'kind' | 'changeId'> & { readonly field?: string },
  because: IgnoredBecause,
): Promise<void> => {
  await tx.query(
    `update changes set state = 'ignored', because = $6, settled_at = now(), data = data - '{body,requester}'::text[]
      where system = $1 and record_id = $2 and kind = $3 and field = $4 and change_id = $5 and state = 'open'`,
    [change.system, change.recordId, change.kind, change.field ?? '', change.changeId, because],
  );
};
