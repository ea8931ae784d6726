import type { CallState } from '../../domain/call/call-of';
import type { Queryable } from '../database';
import { pageOf, type Page, type PageRequest } from '../page';
import { callColumns, callJoins, type CallView } from './call-view';

export interface CallFilter {
  readonly states?: readonly CallState[];
  /** Every way to read the caller's number. */
  readonly numbers?: readonly string[];
  /** Of any leg. */
  readonly callId?: string;
  readonly contactId?: number;
}

/** Calls, the newest first. */
export const listCalls = async (
  db: Queryable,
  { states, numbers, callId, contactId }: CallFilter,
  page: PageRequest,
): Promise<Page<CallView>> =>
  pageOf(
    (
      await db.query<CallView>(
        `select ${callColumns} from calls k ${callJoins}
          where ($1::bigint is null or k.id < $1) and ($2::text[] is null or k.state = any($2))
            and ($3::text[] is null or (k.direction = 'in' and k.caller_numbers && $3) or k.caller = any($3))
            and ($4::text is null or k.id in (select call_id from call_legs where leg_id = $4))
            and ($5::bigint is null or k.contact_id = $5)
          order by k.id desc limit $6`,
        [
          page.after ?? null,
          states ?? null,
          numbers ?? null,
          callId ?? null,
          contactId ?? null,
          page.limit + 1,
        ],
      )
    ).rows,
    page.limit,
  );

/** Calls that go on: ringing, or talked. The newest first. */
export const callsUnderWay = async (db: Queryable): Promise<readonly CallView[]> =>
  (await listCalls(db, { states: ['ringing', 'answered'] }, { limit: 100 })).items;

/** These calls as they are now, whatever has become of them. */
export const callsByIds = async (db: Queryable, ids: readonly number[]): Promise<readonly CallView[]> =>
  (await db.query<CallView>(`select ${callColumns} from calls k ${callJoins} where k.id = any($1)`, [ids]))
    .rows;

/** Missed ones that nobody has called back yet, the nearest deadline first. */
export const callsToCallBack = async (db: Queryable, limit: number): Promise<readonly CallView[]> =>
  (
    await db.query<CallView>(
      `select ${callColumns} from calls k ${callJoins}
        where k.state = 'missed' and k.called_back_at is null order by k.call_back_by limit $1`,
      [limit],
    )
  ).rows;

/** Calls that this person answered of late and that led to no ticket yet. */
export const callsWithoutTicket = async (
  db: Queryable,
  operatorId: number,
  limit: number,
): Promise<readonly CallView[]> =>
  (await callsWithoutTicketOf(db, [operatorId], limit)).get(operatorId) ?? [];

/** The same of several people at once, by their ids. */
export const callsWithoutTicketOf = async (
  db: Queryable,
  operatorIds: readonly number[],
  limit: number,
): Promise<ReadonlyMap<number, readonly CallView[]>> => {
  const { rows } = await db.query<CallView>(
    `select one.* from unnest($1::bigint[]) o, lateral (
       select ${callColumns} from calls k ${callJoins}
        where k.operator_id = o and k.state = 'ended' and k.ticket_id is null and k.ended_at > now() - interval '8 hours'
        order by k.id desc limit $2) one`,
    [operatorIds, limit],
  );
  return new Map(operatorIds.map((id) => [id, rows.filter(({ operatorId }) => operatorId === id)]));
};
