import { first, type Queryable } from '../database';

/** A call that an escalation level asks for. */
export interface WebhookCall {
  readonly id: number;
  /** As the contract has it. */
  readonly url: unknown;
  readonly ticket: string;
  readonly contract: string | null;
  readonly clock: string;
  readonly event: string;
  readonly level: string;
  readonly at: Date;
  readonly due: Date | null;
}

/**
 * Calls that nobody has set out to make, or whose workflow was lost, claimed for this caller. What a system out of reach
 * leaves unconfirmed waits; what was taken back is settled with the ticket's other actions.
 */
export const claimWebhooks = async (db: Queryable, limit: number): Promise<readonly number[]> =>
  (
    await db.query<{ id: number }>(
      `update sla_actions set claimed_at = now() where id in (
         select a.id from sla_actions a join sla_ledger l on l.id = a.ledger_id
           join sla_clocks c on c.ticket_id = a.ticket_id and c.clock = l.clock
          where a.state = 'open' and a.action ? 'webhook' and not c.unconfirmed
            and not (l.level like '%+%' and c.state <> 'breached')
            and (a.claimed_at is null or a.claimed_at < now() - interval '1 day')
          order by a.id limit $1 for update of a skip locked)
       returning id`,
      [limit],
    )
  ).rows.map(({ id }) => id);

/** Undefined when it is settled. */
export const webhookCall = async (db: Queryable, id: number): Promise<WebhookCall | undefined> =>
  first(
    await db.query<WebhookCall>(
      `select a.id, a.action->'webhook' as url, t.number as ticket, k.number as contract, l.clock, l.event, l.level, l.at, l.due
         from sla_actions a join sla_ledger l on l.id = a.ledger_id join tickets t on t.id = a.ticket_id
         left join contracts k on k.id = t.contract_id
        where a.id = $1 and a.state = 'open'`,
      [id],
    ),
  );

/** What came of it is kept: the answer, or why it could not be made. */
export const settleWebhook = async (
  db: Queryable,
  id: number,
  state: 'done' | 'failed',
  because: string,
): Promise<void> => {
  await db.query(
    `update sla_actions set state = $2, because = $3, settled_at = now() where id = $1 and state = 'open'`,
    [id, state, because.slice(0, 500)],
  );
};

export const countAttempt = async (db: Queryable, id: number): Promise<void> => {
  await db.query('update sla_actions set attempts = attempts + 1 where id = $1', [id]);
};
