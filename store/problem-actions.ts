import type { PoolClient } from 'pg';
import { recordFields, shownFields } from '../domain/ticket';
import { CommandRefused } from './command-refused';
import { first } from './database';
import { eraseAgain, skipErasure } from './personal/erasures';
import { stoppingProblems } from './stopping-problems';
import { moveVersion } from './tickets';
import { userById } from './users';

interface ProblemRow {
  readonly id: number;
  readonly ticketId: number | null;
  readonly linkId: number | null;
  readonly kind: string;
  readonly system: string;
  readonly value: string | null;
  readonly field: string;
  readonly state: string;
}

const lockOpen = async (tx: PoolClient, id: number): Promise<ProblemRow> => {
  const row = first(
    await tx.query<ProblemRow>(
      `select id, ticket_id as "ticketId", link_id as "linkId", kind, system, value, field, state from problems where id = $1 for update`,
      [id],
    ),
  );
  if (!row) throw new CommandRefused('id', `There is no problem ${id}.`);
  if (row.state !== 'open') throw new CommandRefused('id', `Problem ${id} is settled (${row.state}).`);
  return row;
};

const settle = async (tx: PoolClient, problem: ProblemRow, state: 'resolved' | 'skipped') => {
  await tx.query(`update problems set state = $2, settled_at = now() where id = $1`, [problem.id, state]);
  if (problem.ticketId !== null) await moveVersion(tx, problem.ticketId);
  return { ticketId: problem.ticketId };
};

/** Tries again what the system would not take; a lost record is made anew. If it fails again, the problem comes back. */
export const retryProblem = async (tx: PoolClient, id: number): Promise<{ ticketId: number | null }> => {
  const problem = await lockOpen(tx, id);
  if (problem.linkId !== null) await forgetRefusals(tx, problem.linkId, problem.field);
  if (problem.kind === 'file-refused') await sendFileAgain(tx, problem);
  if (problem.kind === 'contract-refused') await lookAtContractAgain(tx, problem);
  if (problem.kind === 'unknown-value') await readValueAgain(tx, problem);
  if (problem.kind === 'person-refused') await eraseAgain(tx, Number(problem.value), problem.system);
  return settle(tx, problem, 'resolved');
};

/** It may be mapped by now: what was last heard of it in each record is merged again; the sweeper wakes the tickets. */
const readValueAgain = async (tx: PoolClient, { system, field, value }: ProblemRow): Promise<void> => {
  await tx.query(
    `with heard as (
       update changes c set state = 'open', because = null, settled_at = null
        where c.system = $1 and c.kind = 'field' and c.field = $2 and c.new_value = $3 and c.because = 'unknownValue'
          and not exists (select 1 from changes n where n.link_id = c.link_id and n.kind = 'field' and n.field = $2 and n.id > c.id)
       returning link_id)
     update links set refusals = refusals - $2::text where id in (select link_id from heard)`,
    [system, field, value],
  );
};

/** Its workflow is woken by the sweeper, and finds the contract as if it had been edited. */
const lookAtContractAgain = async (tx: PoolClient, { value }: ProblemRow): Promise<void> => {
  await tx.query(
    `update contract_lives set seen = '', wakes = 0, wake_at = now() where contract_id = $1::bigint`,
    [value],
  );
};

/** Files for which links of ours stand are let alone, unless they are what it is about. */
const sendFileAgain = async (tx: PoolClient, { linkId, value }: ProblemRow): Promise<void> => {
  await tx.query(
    `delete from attachment_links where link_id = $1 and attachment_id = $2::bigint and refused`,
    [linkId, value],
  );
};

const forgetRefusals = async (tx: PoolClient, linkId: number, field: string): Promise<void> => {
  await tx.query(
    `delete from comment_links where link_id = $1 and (refused or (select state from links where id = $1) = 'lost')`,
    [linkId],
  );
  await tx.query(
    `delete from attachment_links where link_id = $1 and (select state from links where id = $1) = 'lost'`,
    [linkId],
  );
  await tx.query(
    `update links set refusals = refusals - $2::text,
       record_id = case when state = 'lost' then null else record_id end,
       cursor = case when state = 'lost' then '0' else cursor end,
       shadow = case when state = 'lost' then '{}' else shadow end,
       status = case when state = 'lost' and status is not null
                     then (select t.status from tickets t where t.id = ticket_id) else status end,
       status_winner = case when state = 'lost' then coalesce((select t.winners -> 'status' from tickets t where t.id = ticket_id), status_winner)
                            else status_winner end,
       state = case when state = 'lost' or (state = 'refused' and record_id is null) then 'creating'
                    when state = 'refused' then 'linked' else state end
     where id = $1`,
    [linkId, field],
  );
};

/** Leaves things as they are; a record that could not be made is no longer wanted, another one is let alone until there is news. */
export const skipProblem = async (tx: PoolClient, id: number): Promise<{ ticketId: number | null }> => {
  const problem = await lockOpen(tx, id);
  if (problem.linkId !== null)
    await tx.query(`update links set state = 'unlinked' where id = $1 and state in ('refused', 'lost')`, [
      problem.linkId,
    ]);
  if (problem.kind === 'hook-not-understood') await settleHook(tx, problem);
  if (problem.kind === 'record-unreadable') await giveUpReading(tx, problem);
  if (problem.kind === 'person-refused') await skipErasure(tx, Number(problem.value), problem.system);
  const settled = await settle(tx, problem, 'skipped');
  if (stopping.has(problem.kind) && problem.linkId !== null) await letAlone(tx, problem.linkId);
  return settled;
};

const stopping: ReadonlySet<string> = new Set(stoppingProblems);

/** Else its lane would try at once what the person has just given up, and the problem would be back. */
const letAlone = async (tx: PoolClient, linkId: number): Promise<void> => {
  await tx.query(
    `update links l set confirmed_version = t.version from tickets t where t.id = l.ticket_id and l.id = $1 and l.state = 'linked'`,
    [linkId],
  );
};

/** A person has looked at the webhook that said nothing: its row need not stay open. */
const settleHook = async (tx: PoolClient, problem: ProblemRow): Promise<void> => {
  await tx.query(
    `update inbox set state = 'ignored', because = 'notUnderstood', settled_at = now()
      where system = $1 and delivery_id = $2 and state = 'open'`,
    [problem.system, problem.value],
  );
};

/** A record that could not be read, and that nobody wants: what told of it is settled. */
const giveUpReading = async (tx: PoolClient, { system, value }: ProblemRow): Promise<void> => {
  await tx.query(
    `update inbox set state = 'ignored', because = 'givenUp', settled_at = now()
      where system = $1 and state = 'open' and $2 = any(record_ids)`,
    [system, value],
  );
};

/** Writes this value there instead of ours, and tries again. */
export const editProblem = async (
  tx: PoolClient,
  id: number,
  value: string,
): Promise<{ ticketId: number | null }> => {
  const problem = await lockOpen(tx, id);
  if (problem.linkId === null || !isWritable(problem.field))
    throw new CommandRefused('value', 'This problem is not about one field of one record; retry or skip it.');
  await tx.query(
    `update links set overrides = overrides || jsonb_build_object($2::text, $3::text) where id = $1`,
    [problem.linkId, problem.field, value],
  );
  await forgetRefusals(tx, problem.linkId, problem.field);
  return settle(tx, problem, 'resolved');
};

/** Fields for which a value may be chosen that one system gets instead of ours. */
export const isWritable = (field: string | null): boolean =>
  [...recordFields, ...shownFields].some((each) => each === field);

/** Says who looks after it; null: nobody. Nothing is tried again. */
export const assignProblem = async (tx: PoolClient, id: number, userId: number | null): Promise<void> => {
  await lockOpen(tx, id);
  if (userId !== null && !(await isStaff(tx, userId)))
    throw new CommandRefused('assignee', `There is nobody on the staff with the id ${userId}.`);
  await tx.query('update problems set assignee_id = $2 where id = $1', [id, userId]);
};

const isStaff = async (tx: PoolClient, id: number): Promise<boolean> => {
  const user = await userById(tx, id);
  return user !== undefined && user.role !== 'portal';
};
