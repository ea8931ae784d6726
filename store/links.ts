import type { Winner } from '../domain/decide';
import type { FieldMarks } from '../domain/projection';
import type { NativeFields, SlaTexts } from '../domain/record';
import type { Status } from '../domain/ticket';
import { first, type Queryable } from './database';
import { lockRecord } from './lock-record';

export type LinkState = 'creating' | 'linked' | 'refused' | 'lost' | 'unlinked';

/** One record of one system that belongs to a ticket. */
export interface Link extends FieldMarks {
  readonly id: number;
  readonly ticketId: number;
  readonly system: string;
  readonly role: 'desk' | 'tracker';
  readonly key: string;
  readonly recordId: string | null;
  readonly state: LinkState;
  /** Native fields as last known there, with the key field. */
  readonly shadow: NativeFields & SlaTexts & { readonly key?: string; readonly addendum?: string };
  readonly cursor: string;
  readonly status: Status | null;
  readonly statusWinner: Winner | null;
  readonly confirmedVersion: number;
  /** Likewise, and as it was read there: whoever changed the record since then knew of it. */
  readonly seenVersion: number;
  /** The object of the ticket's contract in that system; null: there is none. */
  readonly contractRecord: string | null;
}

/** Of the table `links`, as a Link names them. */
export const linkColumns = `id, ticket_id as "ticketId", system, role, key, record_id as "recordId", state, shadow, cursor, status,
  status_winner as "statusWinner", refusals, overrides, confirmed_version as "confirmedVersion", seen_version as "seenVersion",
  (select c.record_id from contract_links c join tickets t on t.contract_id = c.contract_id
    where t.id = links.ticket_id and c.system = links.system and c.state = 'published') as "contractRecord"`;

export const linksOf = async (tx: Queryable, ticketId: number): Promise<Link[]> =>
  (await tx.query<Link>(`select ${linkColumns} from links where ticket_id = $1 order by id`, [ticketId]))
    .rows;

export const linkById = async (tx: Queryable, id: number): Promise<Link | undefined> =>
  first(await tx.query<Link>(`select ${linkColumns} from links where id = $1`, [id]));

export const linkOfRecord = async (
  tx: Queryable,
  system: string,
  recordId: string,
): Promise<Link | undefined> =>
  first(
    await tx.query<Link>(`select ${linkColumns} from links where system = $1 and record_id = $2`, [
      system,
      recordId,
    ]),
  );

export interface NewLink {
  readonly ticketId: number;
  readonly system: string;
  readonly role: 'desk' | 'tracker';
  readonly key: string;
  readonly recordId?: string;
  readonly shadow?: Link['shadow'];
  readonly cursor?: string;
  readonly status?: Status;
  readonly statusWinner?: Winner;
}

/**
 * The link stands before the remote call, with its undo action: the compensation survives a crash.
 * Undefined when the key or the record is linked already.
 */
export const insertLink = async (tx: Queryable, link: NewLink): Promise<number | undefined> =>
  first(
    await tx.query<{ id: number }>(
      `insert into links (ticket_id, system, role, key, record_id, state, undo, shadow, cursor, status, status_winner)
       values ($1, $2, $3, $4, $5, $6, '{"status": "cancelled"}', $7, $8, $9, $10)
       on conflict do nothing returning id`,
      [
        link.ticketId,
        link.system,
        link.role,
        link.key,
        link.recordId ?? null,
        link.recordId ? 'linked' : 'creating',
        link.shadow ?? {},
        link.cursor ?? '0',
        link.status ?? null,
        link.statusWinner ?? null,
      ],
    ),
  )?.id;

/** The next free ordinal of a ticket's records in a system: 1 for the first. */
export const nextOrdinal = async (tx: Queryable, ticketId: number, system: string): Promise<number> =>
  (
    await tx.query<{ n: number }>(
      `select coalesce(max(coalesce(nullif(split_part(key, '/', 2), '')::int, 1)), 0) + 1 as n
         from links where ticket_id = $1 and system = $2`,
      [ticketId, system],
    )
  ).rows[0]!.n;

/**
 * The record now exists, or was found again. Alone with that record, until the transaction ends: a reader that meets it at this
 * moment would else find neither a link that waits for a record nor one that has it, and make another ticket.
 */
export const setRecord = async (
  tx: Queryable,
  link: Pick<Link, 'id' | 'system'>,
  recordId: string,
): Promise<void> => {
  await lockRecord(tx, link.system, recordId);
  await tx.query(`update links set record_id = $2, state = 'linked' where id = $1`, [link.id, recordId]);
};

export const setLinkState = async (tx: Queryable, linkId: number, state: LinkState): Promise<void> => {
  await tx.query(`update links set state = $2 where id = $1`, [linkId, state]);
};

/** What the record is now known to hold, up to which history entry. Answers the link as it is then; undefined when it was so already. */
export const setShadow = async (
  tx: Queryable,
  linkId: number,
  shadow: Link['shadow'],
  cursor: string,
): Promise<Link | undefined> =>
  first(
    await tx.query<Link>(
      `update links set shadow = shadow || $2::jsonb, cursor = $3, checked_at = now() where id = $1
       and (shadow is distinct from shadow || $2::jsonb or cursor <> $3 or checked_at < now() - interval '1 minute' or checked_at is null)
     returning ${linkColumns}`,
      [linkId, shadow, cursor],
    ),
  );

/** The system would not take this value; it is not tried again until it, or a person, changes it. */
export const setRefusal = async (
  tx: Queryable,
  linkId: number,
  field: string,
  native: string,
): Promise<void> => {
  await tx.query(
    `update links set refusals = refusals || jsonb_build_object($2::text, $3::text) where id = $1`,
    [linkId, field, native],
  );
};

/** The value that a person chose for this system counts no more. */
export const forgetOverride = async (tx: Queryable, linkId: number, field: string): Promise<void> => {
  await tx.query('update links set overrides = overrides - $2::text where id = $1', [linkId, field]);
};

export const setTaskStatus = async (
  tx: Queryable,
  linkId: number,
  status: Status,
  winner: Winner,
): Promise<void> => {
  await tx.query(`update links set status = $2, status_winner = $3 where id = $1`, [linkId, status, winner]);
};
