import type { PoolClient } from 'pg';
import { fromNative, saysTheSame } from '../../domain/mapping';
import type { RecordState } from '../../domain/record';
import type { SystemRules } from '../../domain/rules';
import { front, type Priority, type Status } from '../../domain/ticket';
import { keyOf, parseKey } from '../../domain/ticket-key';
import { insertConflict } from '../conflicts';
import { ensureLinks, taskStart } from '../ensure-links';
import { insertLink, linkById, linksOf, nextOrdinal, type Link, type NewLink } from '../links';
import { holderName } from '../merging/holder-name';
import { announceRegistered } from '../notify/announce-command';
import { raiseProblem } from '../problems';
import { requesterOf } from '../requester';
import { beginClocks } from '../sla/begin-clocks';
import { tell } from '../timeline-write';
import {
  insertTicket,
  lockTicket,
  moveVersion,
  ticketById,
  ticketByNumber,
  type TicketRow,
} from '../tickets';
import type { SightContext } from './sighting';

/** A ticket born in an outside system: registered here under the next number, as the record has it. */
export const registerFrom = async (
  tx: PoolClient,
  rules: SystemRules,
  state: RecordState,
  context: SightContext,
): Promise<Link> => {
  const at = Math.min(Date.now(), state.createdAt - context.clockOffset);
  const winner = { at, system: rules.name, entry: state.cursor };
  const status = await mapped<Status>(tx, rules, 'status', state, 'new');
  const requester = state.requester ?? { name: state.createdBy.name, email: state.createdBy.email };
  const ticket = await insertTicket(tx, {
    title: state.fields.title?.trim() || '—',
    description: state.fields.description ?? '',
    status,
    priority: await mapped<Priority>(tx, rules, 'priority', state, 'normal'),
    channel: 'api',
    requesterId: await requesterOf(tx, {
      name: requester.name || requester.email || rules.name,
      email: requester.email,
    }),
    winners: { title: winner, description: winner, status: winner, priority: winner },
    createdAt: new Date(at),
    undoSeconds: 0,
  });
  const id = await insertLink(tx, {
    ...linkFields(ticket.id, rules, state),
    key: keyOf(ticket.number),
    ...(rules.role === 'tracker' && { status, statusWinner: winner }),
  });
  const row = await lockTicket(tx, ticket.id);
  await ensureLinks(tx, row, context.rules);
  await tellOf(tx, ticket.id, rules.name, state, 'registered');
  await beginClocks(tx, row, { origin: rules.name });
  await announceRegistered(tx, ticket.id, { at, actor: { name: state.createdBy.name } }, context.rules);
  return present(tx, id);
};

/** A person entered, or copied, a number of ours: one more record of that ticket, to get a key of its own. */
export const linkFurther = async (
  tx: PoolClient,
  rules: SystemRules,
  state: RecordState,
  context: SightContext,
): Promise<Link> => {
  const named = (await ticketByNumber(tx, parseKey(state.key)!.number))!;
  const ticket = await lockTicket(tx, named.mergedInto ?? named.id);
  const ordinal = await nextOrdinal(tx, ticket.id, rules.name);
  const id = await insertLink(tx, {
    ...linkFields(ticket.id, rules, state),
    key: keyOf(ticket.number, ordinal),
    ...(rules.role === 'tracker' && (await taskStatus(tx, ticket, rules, state, context))),
  });
  await keepItsTexts(tx, ticket.id, rules, state, id);
  await tellOf(tx, ticket.id, rules.name, state, 'record-linked');
  await moveVersion(tx, ticket.id);
  return present(tx, id);
};

/** A further task has a status of its own from the beginning; a ticket's only task is what the ticket is. */
const taskStatus = async (
  tx: PoolClient,
  ticket: TicketRow,
  rules: SystemRules,
  state: RecordState,
  context: SightContext,
): Promise<Pick<NewLink, 'status' | 'statusWinner'>> => {
  const isOnly = !(await linksOf(tx, ticket.id)).some(isTask);
  if (isOnly) return taskStart(ticket, rules.name);
  const at = Math.min(Date.now(), state.createdAt - context.clockOffset);
  return {
    status: await mapped<Status>(tx, rules, 'status', state, ticket.status),
    statusWinner: { at, system: rules.name, entry: state.cursor },
  };
};

const isTask = ({ role, state }: Link): boolean =>
  role === 'tracker' && (state === 'creating' || state === 'linked');

/** The record gets the ticket's texts; those that it had are kept for a person to choose. */
const keepItsTexts = async (
  tx: PoolClient,
  ticketId: number,
  rules: SystemRules,
  state: RecordState,
  linkId: number | undefined,
): Promise<void> => {
  const ticket = (await ticketById(tx, ticketId))!;
  for (const field of ['title', 'description'] as const) {
    const value = state.fields[field] ?? '';
    if (rules.fields[field] !== 'editable' || value === '' || saysTheSame(rules, field, ticket[field], value))
      continue;
    const { at, system } = ticket.winners[field] ?? { at: ticket.createdAt.getTime(), system: front };
    await insertConflict(tx, {
      ticketId,
      linkId: linkId ?? null,
      field,
      winner: {
        value: ticket[field],
        system,
        at,
        actor: await holderName(tx, { ticketId, field, system, at }),
      },
      loser: { value, system: rules.name, at: state.createdAt, actor: state.createdBy.name },
    });
  }
};

/** Throws, so that nothing stays of what was made for it, when somebody else was quicker. */
const present = async (tx: PoolClient, linkId: number | undefined): Promise<Link> => {
  const link = linkId === undefined ? undefined : await linkById(tx, linkId);
  if (!link) throw new Error('the record was linked meanwhile; it is read again');
  return link;
};

const mapped = async <T extends string>(
  tx: PoolClient,
  rules: SystemRules,
  field: 'status' | 'priority',
  state: RecordState,
  fallback: T,
): Promise<T> => {
  const native = state.fields[field];
  const read = fromNative(rules, field, native ?? null, fallback);
  if (read.known) return read.value as T;
  await raiseProblem(tx, {
    system: rules.name,
    kind: 'unknown-value',
    field,
    value: native ?? '',
    values: { field, setting: field, value: native ?? '', place: `${rules.name} #${state.id}` },
  });
  return fallback;
};

const linkFields = (ticketId: number, rules: SystemRules, state: RecordState) => ({
  ticketId,
  system: rules.name,
  role: rules.role,
  recordId: state.id,
  shadow: { ...state.fields, key: state.key ?? '' },
  cursor: state.cursor,
});

const tellOf = (
  tx: PoolClient,
  ticketId: number,
  system: string,
  state: RecordState,
  what: string,
): Promise<void> =>
  tell(tx, ticketId, {
    at: new Date(state.createdAt),
    origin: system,
    actor: state.createdBy.name || system,
    what,
    detail: { system, record: state.id },
  });
