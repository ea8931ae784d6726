import type { Queryable } from './database';

/** Something that a contract came to. */
export interface ContractEvent {
  readonly id: number;
  /** `renewed`: its end was moved to a later day. */
  readonly what: 'active' | 'ending' | 'ended' | 'renewed';
  /** Of `active` the first day, else the last day that it is about. */
  readonly term: string;
  /** Of `ending`: so many days before the end; else 0. */
  readonly days: number;
  /** When it was to be told, and when it was. */
  readonly due: Date;
  readonly at: Date;
  /** Told more than an hour after it was due: after an outage, or of a contract that was entered later. */
  readonly late: boolean;
}

/** What a contract came to, newest first. */
export const contractEvents = async (db: Queryable, contractId: number): Promise<readonly ContractEvent[]> =>
  (
    await db.query<ContractEvent>(
      `select id, what, term::text, days, due, at, late from contract_events where contract_id = $1
        order by id desc limit 500`,
      [contractId],
    )
  ).rows;
