import type { PoolClient } from 'pg';
import { slaDifference } from '../domain/projection';
import { rulesOf, type SyncRules } from '../domain/rules';
import type { NextSla } from '../domain/sla/next';
import { isDone } from '../domain/status';
import type { Status } from '../domain/ticket';
import { applyChanges } from './apply-changes';
import { confirmShown } from './confirm-shown';
import { transaction, type Database } from './database';
import { waitsAtGate } from './gates';
import { stoppingProblems } from './stopping-problems';
import { linksOf, type Link } from './links';
import { lookAtClocks } from './sla/look-at-clocks';
import { wantedSlaOf } from './push-load';
import { together } from './together';
import { ticketByNumber, ticketById, type TicketRow } from './tickets';

export interface LaneNeed {
  readonly linkId: number;
  readonly system: string;
}

/** What the ticket's workflow must see to now. Ids and instants only. */
export interface Plan {
  readonly version: number;
  readonly status: Status;
  /** Records that are behind and need not wait at a gate; newest first when a registration is taken back. */
  readonly lanes: readonly LaneNeed[];
  /** Systems at whose gate this ticket waits: it is closed, or the ticket's turn has not come yet. */
  readonly parked: readonly string[];
  /** Every system with a record of this ticket. */
  readonly systems: readonly string[];
  /** Something about it needs a person. */
  readonly hasProblems: boolean;
  /** One lane after the other: a compensation. */
  readonly inOrder: boolean;
  /** When its SLA clocks are to be looked at again, and the nearest deadline; absent while no clock runs. */
  readonly sla?: NextSla;
  /** When the workflow may end, in milliseconds since 1970; absent while the ticket is open. */
  readonly endsAt?: number;
}

/** A closed ticket's workflow stays so long, ready for a late change. */
const keepClosedMs = 3 * 24 * 3600_000;

/** Merges what is open, and says what is now out of date where: the one local activity of the ticket's loop. */
export const mergeAndPlan = (db: Database, number: string, rules: SyncRules): Promise<Plan> =>
  transaction(
    db,
    async (tx) => {
      const found = await ticketByNumber(tx, number);
      if (!found) return nothing;
      await applyChanges(tx, found.id, rules);
      const sla = await lookAtClocks(tx, found.id, rules);
      const now = await plan(tx, (await ticketById(tx, found.id))!, rules);
      return sla.at === undefined ? now : { ...now, sla };
    },
    { lockTimeout: 1 },
  );

/** For a number that no ticket has: a database that was put back to an earlier day. */
const nothing: Plan = {
  version: 0,
  status: 'closed',
  lanes: [],
  parked: [],
  systems: [],
  hasProblems: false,
  inOrder: false,
  endsAt: 0,
};

const plan = async (tx: PoolClient, ticket: TicketRow, rules: SyncRules): Promise<Plan> => {
  // A system that left the configuration has nobody who would push there.
  const [present, problems] = await together(linksOf(tx, ticket.id), openProblems(tx, ticket.id));
  const links = present.filter(({ system }) => rulesOf(rules, system));
  const stopped = new Set(problems.filter(({ kind }) => stopping.has(kind)).map(({ linkId }) => linkId));
  const notShowing = links.filter((link) => isBehind(link, ticket) && !stopped.has(link.id));
  const shown = await confirmShown(tx, ticket, notShowing, rules);
  const behind = notShowing.filter((link) => !shown.has(link.id));
  const parked = await parkedSystems(tx, ticket, behind);
  const lanes = behind
    .filter((link) => !parked.includes(link.system))
    .map((link) => ({ linkId: link.id, system: link.system }));
  return {
    version: ticket.version,
    status: ticket.status,
    lanes: ticket.undone ? lanes.reverse() : lanes,
    parked,
    systems: [
      ...new Set(links.filter((link) => link.state !== 'unlinked').map((link) => link.system)),
    ].sort(),
    hasProblems: problems.length > 0,
    inOrder: ticket.undone,
    ...(isDone(ticket.status) &&
      ticket.status !== 'resolved' && { endsAt: ticket.updatedAt.getTime() + keepClosedMs }),
  };
};

const stopping: ReadonlySet<string> = new Set(stoppingProblems);

const openProblems = async (
  tx: PoolClient,
  ticketId: number,
): Promise<{ kind: string; linkId: number | null }[]> =>
  (
    await tx.query<{ kind: string; linkId: number | null }>(
      `select kind, link_id as "linkId" from problems where ticket_id = $1 and state = 'open'`,
      [ticketId],
    )
  ).rows;

const isBehind = (link: Link, ticket: TicketRow): boolean =>
  (link.state === 'creating' || link.state === 'linked') &&
  (link.confirmedVersion < ticket.version || owesSla(link, ticket));

/** A deadline moved: that is no new version of the ticket, but its records have to show it. */
const owesSla = (link: Link, ticket: TicketRow): boolean =>
  link.recordId !== null &&
  Object.keys(slaDifference(wantedSlaOf({ ticket, link }), link.shadow, link)).length > 0;

const parkedSystems = async (
  tx: PoolClient,
  ticket: TicketRow,
  behind: readonly Link[],
): Promise<string[]> => {
  const parked: string[] = [];
  for (const system of [...new Set(behind.map((link) => link.system))].sort())
    if (await waitsAtGate(tx, system, ticket.id)) parked.push(system);
  return parked;
};
