import { createHash } from 'node:crypto';
import type { CalendarDefinition } from '../../domain/calendar/definition';
import { rememberedCalendar } from '../../domain/calendar/remembered';
import type { ContractTerms } from '../../domain/contract';
import type { SlaContract } from '../../domain/sla/cover';
import type { Queryable } from '../database';

/** A contract with its calendar, as tickets are judged by it. */
export interface StoredContract {
  readonly id: number;
  /** Moves with every edit of the contract or of its calendar. */
  readonly version: string;
  readonly contract: SlaContract;
}

interface ContractRow {
  readonly id: number;
  readonly version: string;
  readonly number: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly terms: ContractTerms;
  readonly calendar: CalendarDefinition;
}

const columns = `k.id, k.version || '.' || c.id || '.' || c.version as version, k.number, k.starts_on::text as "startsOn", k.ends_on::text as "endsOn",
  k.definition as terms, c.definition as calendar`;
const from = `contracts k join calendars c on c.id = k.calendar_id`;

/** Every contract of a contact's organisation that has a calendar. */
export const contractsOfContact = async (db: Queryable, contactId: number): Promise<StoredContract[]> =>
  (
    await db.query<ContractRow>(
      `select ${columns} from ${from} join contacts p on p.organisation_id = k.organisation_id where p.id = $1`,
      [contactId],
    )
  ).rows.map(stored);

/** One contract; undefined when there is none, or it has no calendar. */
export const contractFor = async (db: Queryable, contractId: number): Promise<StoredContract | undefined> =>
  (await db.query<ContractRow>(`select ${columns} from ${from} where k.id = $1`, [contractId])).rows.map(
    stored,
  )[0];

const stored = ({ id, version, calendar, ...contract }: ContractRow): StoredContract => ({
  id,
  version,
  contract: { ...contract, calendar: rememberedCalendar(calendar) },
});

interface Content extends Omit<SlaContract, 'calendar'> {
  readonly calendar: CalendarDefinition;
}

/** Keeps the contract as it is now, once for all tickets that come under it; answers with the row's id. */
export const keepTerms = async (tx: Queryable, stored: StoredContract): Promise<number> => {
  const { id, contract } = stored;
  const content: Content = { ...contract, calendar: contract.calendar.definition };
  const text = JSON.stringify(content);
  const digest = createHash('sha256').update(`${id} ${text}`).digest();
  const { rows } = await tx.query<{ id: number }>(
    `with kept as (insert into sla_terms (digest, contract_id, content) values ($1, $2, $3)
       on conflict (digest) do nothing returning id)
     select id from kept union all select id from sla_terms where digest = $1 limit 1`,
    [digest, id, text],
  );
  return rows[0] ? rows[0].id : keepTerms(tx, stored);
};

/** The contract as it was kept. */
export const contractOfTerms = (content: Content): SlaContract => ({
  ...content,
  calendar: rememberedCalendar(content.calendar),
});

export type TermsContent = Content;
