import type { PoolClient } from 'pg';
import {
  contractMoments,
  contractStateAt,
  momentsToTell,
  nextContractMoment,
  usualNoticeDays,
  type ContractMoment,
  type ContractState,
} from '../domain/contract-life';
import { contractText, type ContractRecord } from '../domain/contract-record';
import type { SyncRules } from '../domain/rules';
import type { Instant } from '../domain/ticket';
import { ensureContractLinks, systemsBehind, tryRefusedAgain } from './contract-links';
import { announceContractEnding } from './notify/announce-contract';
import { first, transaction, type Database, type Queryable } from './database';

/** How a contract stands, for its workflow: instants and words only. */
export interface ContractLook {
  readonly number: string;
  readonly state: ContractState;
  /** What happens to it next by itself, and when; absent once it has ended. */
  readonly next?: { readonly what: ContractMoment['what']; readonly at: Instant };
  /** Systems that keep contracts and do not show this one as it is. */
  readonly owes: readonly string[];
}

/** Whom it concerns. */
export interface Around {
  /** Systems that keep contracts. */
  readonly systems: readonly string[];
  /** Say who is told that a contract ends. */
  readonly rules: SyncRules;
}

interface ContractRow {
  readonly number: string;
  readonly seen: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly noticeDays: readonly number[] | null;
  readonly timeZone: string | null;
  readonly organisation: string;
  readonly services: readonly string[];
  /** As it was last looked at. */
  readonly endedOn: string | null;
  readonly seenBefore: string | null;
}

/** Of a contract `k` with its calendar `c`: what its life goes by. */
export const seen = `k.version || '.' || coalesce(c.id || '.' || c.version, '')`;

/** A worker's clock may be ahead by so much before an event counts as late. */
const lateMs = 3600_000;

/**
 * Tells what has come of a contract by an instant, each once, and answers what it waits for. Undefined: there is no such
 * contract. `at`: the workflow's time, so that a timer that ended finds its instant come.
 */
export const lookAtContract = (
  db: Database,
  id: number,
  at: Instant,
  around: Around,
): Promise<ContractLook | undefined> => transaction(db, (tx) => look(tx, id, at, around), { lockTimeout: 1 });

const look = async (
  tx: PoolClient,
  id: number,
  at: Instant,
  { systems, rules }: Around,
): Promise<ContractLook | undefined> => {
  const row = await lockContract(tx, id);
  if (!row) return undefined;
  const { number, startsOn, endsOn, endedOn } = row;
  const moments = contractMoments({
    startsOn,
    endsOn,
    noticeDays: row.noticeDays ?? usualNoticeDays,
    timeZone: row.timeZone ?? 'UTC',
  });
  if (endedOn !== null && endsOn > endedOn)
    await tellEvent(tx, id, { what: 'renewed', term: endsOn, days: 0, at }, at);
  for (const moment of momentsToTell(moments, await toldOf(tx, id), at)) {
    await tellEvent(tx, id, moment, at);
    if (moment.what === 'ending') await announceContractEnding(tx, { id, number, days: moment.days }, rules);
  }
  const state = contractStateAt(moments, at);
  const next = nextContractMoment(moments, at);
  const wanted = { number, text: contractText(row), state };
  await keepLook(tx, id, { state, endsOn, seen: row.seen, nextAt: next && new Date(next.at), wanted });
  if (row.seen !== row.seenBefore) await tryRefusedAgain(tx, id);
  if (state !== 'ended') await ensureContractLinks(tx, id, systems);
  const owes = await systemsBehind(tx, id, systems);
  return { number, state, ...(next && { next: { what: next.what, at: next.at } }), owes };
};

const lockContract = async (tx: Queryable, id: number): Promise<ContractRow | undefined> =>
  first(
    await tx.query<ContractRow>(
      `select k.number, ${seen} as seen, k.starts_on::text as "startsOn", k.ends_on::text as "endsOn",
              k.definition->'noticeDays' as "noticeDays", c.definition->>'timeZone' as "timeZone", l.ends_on::text as "endedOn",
              l.seen as "seenBefore", o.name as organisation,
              array(select s.name from jsonb_array_elements_text(k.definition->'services') with ordinality as e (id, n)
                      join services s on s.id = e.id::bigint order by n) as services
         from contracts k join organisations o on o.id = k.organisation_id left join calendars c on c.id = k.calendar_id left join contract_lives l on l.contract_id = k.id
        where k.id = $1 for update of k`,
      [id],
    ),
  );

const toldOf = async (
  tx: Queryable,
  id: number,
): Promise<readonly Pick<ContractMoment, 'what' | 'term' | 'days'>[]> =>
  (
    await tx.query<ContractMoment>(
      'select what, term::text, days from contract_events where contract_id = $1',
      [id],
    )
  ).rows;

const tellEvent = async (
  tx: Queryable,
  id: number,
  moment: Omit<ContractMoment, 'what'> & { readonly what: ContractMoment['what'] | 'renewed' },
  at: Instant,
): Promise<void> => {
  await tx.query(
    `insert into contract_events (contract_id, what, term, days, due, at, late) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [id, moment.what, moment.term, moment.days, new Date(moment.at), new Date(at), at - moment.at > lateMs],
  );
};

interface Kept {
  readonly state: ContractState;
  readonly endsOn: string;
  readonly seen: string;
  readonly nextAt?: Date | undefined;
  readonly wanted: ContractRecord;
}

const keepLook = async (
  tx: Queryable,
  id: number,
  { state, endsOn, seen: version, nextAt, wanted }: Kept,
): Promise<void> => {
  await tx.query(
    `insert into contract_lives (contract_id, state, ends_on, seen, next_at, wanted) values ($1, $2, $3, $4, $5, $6)
     on conflict (contract_id) do update set state = $2, ends_on = $3, seen = $4, next_at = $5, wanted = $6, wakes = 0, wake_at = now()`,
    [id, state, endsOn, version, nextAt ?? null, wanted],
  );
};
