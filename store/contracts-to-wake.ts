import { seen } from './contract-lives';
import type { Queryable } from './database';

/** A contract's workflow, by what starts it. */
export interface ContractRef {
  readonly id: number;
  readonly number: string;
}

/**
 * Contracts that nobody has looked at since they were made or edited (they themselves, or their calendars), whose instant went
 * by, or that a system which keeps contracts was never told of; with a growing back-off, from 5 s up to ten minutes.
 */
export const contractsToWake = async (
  db: Queryable,
  systems: readonly string[],
  limit: number,
): Promise<readonly ContractRef[]> =>
  (
    await db.query<ContractRef>(
      `with neglected as (
         select k.id, k.number from contracts k left join calendars c on c.id = k.calendar_id
           left join contract_lives l on l.contract_id = k.id
          where (l.contract_id is null or (l.wake_at <= now()
            and (l.seen <> ${seen} or l.next_at < now() - interval '10 seconds'
              or l.state <> 'ended' and exists (
                select 1 from unnest($2::text[]) s where s not in (
                  select system from contract_links where contract_id = k.id)))))
          order by k.id limit $1),
       noted as (
         insert into contract_lives (contract_id, wakes, wake_at)
         select id, 1, now() + interval '5 seconds' from neglected
         on conflict (contract_id) do update set wakes = contract_lives.wakes + 1,
           wake_at = now() + make_interval(secs => least(600, 5 * 2 ^ least(contract_lives.wakes, 7))))
       select id, number from neglected`,
      [limit, systems],
    )
  ).rows;

/** Those that have not ended, in pages by id: when Temporal's data is new each needs its workflow back. */
export const livingContracts = async (
  db: Queryable,
  afterId: number,
  limit: number,
): Promise<readonly ContractRef[]> =>
  (
    await db.query<ContractRef>(
      `select k.id, k.number from contracts k left join contract_lives l on l.contract_id = k.id
        where k.id > $1 and l.state is distinct from 'ended' order by k.id limit $2`,
      [afterId, limit],
    )
  ).rows;
