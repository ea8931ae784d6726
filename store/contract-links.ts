import type { ContractRecord } from '../domain/contract-record';
import { first, type Queryable } from './database';

/** One contract's object in one system. */
export interface ContractLink {
  readonly id: number;
  readonly contractId: number;
  readonly system: string;
  readonly recordId: string | null;
  readonly state: 'creating' | 'published' | 'refused' | 'withdrawn';
  /** What it should show now. */
  readonly wanted: ContractRecord;
}

const columns = `l.id, l.contract_id as "contractId", l.system, l.record_id as "recordId", l.state, v.wanted`;
const from = `contract_links l join contract_lives v on v.contract_id = l.contract_id`;

/** The link stands before anything is sent, so that it survives a crash. */
export const ensureContractLinks = async (
  tx: Queryable,
  contractId: number,
  systems: readonly string[],
): Promise<void> => {
  await tx.query(
    `insert into contract_links (contract_id, system) select $1, s from unnest($2::text[]) s on conflict do nothing`,
    [contractId, systems],
  );
};

/** The contract was edited, or a person asks for another try: what was refused is tried again. */
export const tryRefusedAgain = async (tx: Queryable, contractId: number): Promise<void> => {
  await tx.query(
    `update contract_links set state = 'creating', shown = null where contract_id = $1 and state in ('refused', 'withdrawn')`,
    [contractId],
  );
};

/** Systems that do not show what they should, in the order in which they came to it. */
export const systemsBehind = async (
  tx: Queryable,
  contractId: number,
  systems: readonly string[],
): Promise<readonly string[]> =>
  (
    await tx.query<{ system: string }>(
      `select l.system from ${from} where l.contract_id = $1 and l.system = any($2)
          and l.state in ('creating', 'published') and l.shown is distinct from v.wanted order by l.id`,
      [contractId, systems],
    )
  ).rows.map(({ system }) => system);

export const contractLink = async (
  db: Queryable,
  contractId: number,
  system: string,
): Promise<ContractLink | undefined> =>
  first(
    await db.query<ContractLink>(
      `select ${columns} from ${from} where l.contract_id = $1 and l.system = $2`,
      [contractId, system],
    ),
  );

/** Every contract that this system shows. */
export const publishedIn = async (db: Queryable, system: string): Promise<readonly ContractLink[]> =>
  (
    await db.query<ContractLink>(
      `select ${columns} from ${from} where l.system = $1 and l.state = 'published' order by l.id`,
      [system],
    )
  ).rows;

export const setContractRecord = async (db: Queryable, linkId: number, recordId: string): Promise<void> => {
  await db.query('update contract_links set record_id = $2 where id = $1', [linkId, recordId]);
};

/** What the system is known to show; a contract that all of them show has been published. */
export const showsContract = async (
  tx: Queryable,
  link: ContractLink,
  shown: ContractRecord,
  state: 'published' | 'withdrawn' = 'published',
): Promise<void> => {
  await tx.query('update contract_links set state = $2, shown = $3 where id = $1', [link.id, state, shown]);
  await tx.query(
    `update contract_lives set published_at = now() where contract_id = $1 and published_at is null
        and not exists (select 1 from contract_links where contract_id = $1 and state <> 'published')`,
    [link.contractId],
  );
};

export const refuseContract = async (tx: Queryable, linkId: number): Promise<void> => {
  await tx.query(`update contract_links set state = 'refused' where id = $1`, [linkId]);
};

/** It shows something else than we know: it is behind again. */
export const forgetShown = async (db: Queryable, linkId: number): Promise<void> => {
  await db.query('update contract_links set shown = null where id = $1', [linkId]);
};

/** Systems that took a contract which was never published as a whole, because another refused it; newest first. */
export const halfPublishedIn = async (db: Queryable, contractId: number): Promise<readonly string[]> =>
  (
    await db.query<{ system: string }>(
      `select l.system from ${from} where l.contract_id = $1 and l.state = 'published' and v.published_at is null
          and exists (select 1 from contract_links r where r.contract_id = $1 and r.state = 'refused') order by l.id desc`,
      [contractId],
    )
  ).rows.map(({ system }) => system);

/** Open tickets of a contract: they refer to its object. */
export const openTicketsOf = async (db: Queryable, contractId: number): Promise<readonly string[]> =>
  (
    await db.query<{ number: string }>(
      `select number from tickets where contract_id = $1 and status not in ('closed', 'cancelled') order by id limit 1000`,
      [contractId],
    )
  ).rows.map(({ number }) => number);
