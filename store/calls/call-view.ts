import type { CallState } from '../../domain/call/call-of';
import type { Candidate } from '../../domain/call/candidate';
import type { CallOrigin, Cause, Direction } from '../../domain/call/event';
import { first, type Queryable } from '../database';

/** A call as people see it. */
export interface CallView {
  readonly id: number;
  /** Of its first leg. */
  readonly callId: string;
  /** Of every leg. */
  readonly callIds: readonly string[];
  readonly origin: CallOrigin;
  readonly direction: Direction;
  readonly from: string;
  readonly to: string;
  /** Every way to read the caller's number; empty: he hides it. */
  readonly numbers: readonly string[];
  readonly callerName: string | null;
  readonly queue: string | null;
  readonly state: CallState;
  readonly cause: Cause | null;
  readonly operator: string | null;
  readonly operatorId: number | null;
  readonly ringsAt: readonly string[];
  readonly startedAt: Date;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  readonly candidates: readonly Candidate[];
  readonly contact: number | null;
  readonly contactName: string | null;
  readonly ticket: string | null;
  readonly callBackBy: Date | null;
  readonly calledBackAt: Date | null;
  readonly calledBackBy: string | null;
  readonly version: number;
}

/** Of `calls k`, as a CallView names them. */
export const callColumns = `k.id, k.call_id as "callId",
  array(select l.leg_id from call_legs l where l.call_id = k.id order by 1) as "callIds", k.origin, k.direction, k.caller as "from", k.callee as "to",
  k.caller_numbers as numbers, k.caller_name as "callerName", k.queue, k.state, k.cause, k.operator,
  k.operator_id as "operatorId", k.rings_at as "ringsAt", k.started_at as "startedAt", k.answered_at as "answeredAt",
  k.ended_at as "endedAt", k.candidates, k.contact_id as contact, c.name as "contactName", t.number as ticket,
  k.call_back_by as "callBackBy", k.called_back_at as "calledBackAt", k.called_back_by as "calledBackBy", k.version`;

export const callJoins =
  'left join contacts c on c.id = k.contact_id left join tickets t on t.id = k.ticket_id';

export const callById = async (db: Queryable, id: number): Promise<CallView | undefined> =>
  first(await db.query<CallView>(`select ${callColumns} from calls k ${callJoins} where k.id = $1`, [id]));

/** By the id that the exchange gave one of its legs; of several exchanges the newest call. */
export const callByLeg = async (db: Queryable, leg: string): Promise<CallView | undefined> =>
  first(
    await db.query<CallView>(
      `select ${callColumns} from calls k ${callJoins}
        where k.id in (select call_id from call_legs where leg_id = $1) order by k.id desc limit 1`,
      [leg],
    ),
  );

/** Call of the wire contract. Times that are not known, and whatever else is missing, are absent. */
export const callJson = (call: CallView): Readonly<Record<string, unknown>> => {
  const { startedAt, answeredAt, endedAt } = call;
  const seconds = (from: Date | null, to: Date | null) =>
    from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000)) : null;
  return withoutNulls({
    id: String(call.id),
    callId: call.callId,
    callIds: call.callIds,
    origin: call.origin,
    direction: call.direction,
    from: call.from,
    to: call.to,
    state: call.state,
    operator: call.operator,
    startedAt: startedAt.toISOString(),
    answeredAt: answeredAt?.toISOString(),
    endedAt: endedAt?.toISOString(),
    candidates: call.candidates,
    contact: call.contact === null ? null : String(call.contact),
    ticket: call.ticket,
    queue: call.queue,
    cause: call.cause,
    callerName: call.callerName,
    hidden: call.numbers.length === 0 ? true : null,
    ringsAt: call.ringsAt.length > 0 ? call.ringsAt : null,
    waitingSeconds: seconds(startedAt, answeredAt ?? endedAt),
    talkingSeconds: seconds(answeredAt, endedAt),
    callBackBy: call.callBackBy?.toISOString(),
    calledBackAt: call.calledBackAt?.toISOString(),
    calledBackBy: call.calledBackBy,
    version: call.version,
  });
};

const withoutNulls = (object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== undefined));
