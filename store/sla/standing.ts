import { businessMsBetween } from '../../domain/calendar/arithmetic';
import { minuteMs } from '../../domain/calendar/days';
import { rememberedCalendar } from '../../domain/calendar/remembered';
import type { ClockView } from '../../domain/sla/clock-view';
import { clocksForRequester } from '../../domain/sla/for-requester';
import type { PickReason } from '../../domain/sla/pick-contract';
import type { Instant } from '../../domain/ticket';
import type { Queryable } from '../database';
import type { Scope } from '../scope';
import type { Clocks } from './clocks';
import type { TermsContent } from './terms';

/** How a ticket stands with its contract. */
export interface Standing {
  /** Number of the contract. */
  readonly contract: string;
  /** Why this contract and no other. */
  readonly picked: PickReason | null;
  readonly timeZone: string;
  /** The contract and its calendar as they were when the ticket came under them. */
  readonly terms: TermsContent;
  readonly clocks: Clocks;
}

interface Row {
  readonly ticketId: number;
  readonly content: TermsContent;
  readonly picked: PickReason | null;
  readonly clocks: Clocks;
  readonly judgedAt: Date;
}

/**
 * By ticket; those that no contract ever covered are missing. Used time is brought up to the instant. In a requester's scope only what
 * was promised to him.
 */
export const standingOf = async (
  db: Queryable,
  ticketIds: readonly number[],
  now: Instant,
  scope: Scope = {},
): Promise<ReadonlyMap<number, Standing>> => {
  const { rows } = await db.query<Row>(
    `select c.ticket_id as "ticketId", f.content, f.picked, jsonb_object_agg(c.clock, c.view) as clocks,
            max(c.judged_at) as "judgedAt"
       from sla_clocks c cross join lateral (
         select t.content, k.fact->'picked' as picked from sla_facts k join sla_terms t on t.id = k.terms_id
          where k.ticket_id = c.ticket_id order by k.at desc, k.recorded_at desc, k.key desc limit 1) f
      where c.ticket_id = any($1) group by 1, 2, 3`,
    [ticketIds],
  );
  const isRequester = scope.contactId !== undefined;
  return new Map(rows.map((row) => [row.ticketId, shownTo(isRequester, standing(row, now))]));
};

const shownTo = (isRequester: boolean, all: Standing): Standing =>
  isRequester ? { ...all, clocks: clocksForRequester(all.clocks) } : all;

const standing = ({ content, picked, clocks, judgedAt }: Row, now: Instant): Standing => {
  const calendar = rememberedCalendar(content.calendar);
  const ran = businessMsBetween(calendar, judgedAt.getTime(), Math.max(now, judgedAt.getTime())) / minuteMs;
  const upTo = (view: ClockView): ClockView =>
    view.counts ? { ...view, businessMinutesUsed: view.businessMinutesUsed + ran } : view;
  return {
    contract: content.number,
    picked,
    timeZone: content.calendar.timeZone,
    terms: content,
    clocks: Object.fromEntries(Object.entries(clocks).map(([name, view]) => [name, upTo(view)])),
  };
};
