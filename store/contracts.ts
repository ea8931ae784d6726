import { dayAt } from '../domain/calendar/wall-days';
import type { ContractTerms } from '../domain/contract';
import { first, type Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';

export interface ContractView {
  readonly id: number;
  readonly number: string;
  readonly organisation: { readonly id: number; readonly name: string };
  readonly calendar: { readonly id: number; readonly name: string; readonly timeZone: string } | null;
  /** `2026-12-31`, a day in the calendar's zone. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** Services in it by id. */
  readonly terms: ContractTerms;
  /** The services by name, in the order of the terms. */
  readonly serviceNames: readonly { readonly id: number; readonly name: string }[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface ContractFields {
  readonly number: string;
  readonly organisationId: number;
  readonly calendarId: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly terms: ContractTerms;
}

const columns = `k.id, k.number, k.version, k.created_at as "createdAt", k.updated_at as "updatedAt",
  json_build_object('id', o.id, 'name', o.name) as organisation,
  case when c.id is not null then json_build_object('id', c.id, 'name', c.name, 'timeZone', c.definition->>'timeZone') end as calendar,
  k.starts_on::text as "startsOn", k.ends_on::text as "endsOn", k.definition as terms,
  coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name) order by n)
            from jsonb_array_elements_text(k.definition->'services') with ordinality as e (id, n)
            join services s on s.id = e.id::bigint), '[]') as "serviceNames"`;
const from = `contracts k join organisations o on o.id = k.organisation_id left join calendars c on c.id = k.calendar_id`;

export const contractById = async (db: Queryable, id: number): Promise<ContractView | undefined> =>
  first(await db.query<ContractView>(`select ${columns} from ${from} where k.id = $1`, [id]));

/** Every contract, by number. */
export const contractIds = async (db: Queryable): Promise<number[]> =>
  (await db.query<{ id: number }>('select id from contracts order by lower(number)')).rows.map(
    ({ id }) => id,
  );

/** How a contract stands on a day. */
export const contractStandings = ['active', 'not-started', 'ended'] as const;
export type ContractStanding = (typeof contractStandings)[number];

export interface ContractFilter {
  /** Part of the number, the organisation or a service. */
  readonly q?: string;
  readonly organisationId?: number;
  readonly serviceId?: number;
  readonly calendarId?: number;
  readonly standing?: ContractStanding;
}

/** The filter goes by today in the zone of each contract’s calendar. */
export const listContracts = async (
  db: Queryable,
  page: PageRequest,
  { q, organisationId, serviceId, calendarId, standing }: ContractFilter = {},
): Promise<Page<ContractView>> =>
  pageOf(
    (
      await db.query<ContractView>(
        `select ${columns} from ${from}
          where ($1::bigint is null or k.id > $1) and ($3::bigint is null or o.id = $3)
            and ($7::text is null or k.definition->'services' ? $7) and ($8::bigint is null or c.id = $8)
            and ($4::text is null or k.number ilike $4 or o.name ilike $4 or exists (
              select 1 from services s where k.definition->'services' ? s.id::text and s.name ilike $4))
            and ($5::text is null or $5 = case
              when coalesce($6::jsonb->>(c.definition->>'timeZone'), '') < k.starts_on::text then 'not-started'
              when $6::jsonb->>(c.definition->>'timeZone') > k.ends_on::text then 'ended' else 'active' end)
          order by k.id limit $2`,
        [
          page.after ?? null,
          page.limit + 1,
          organisationId ?? null,
          likeOf(q),
          standing ?? null,
          await todays(db, standing),
          serviceId === undefined ? null : String(serviceId),
          calendarId ?? null,
        ],
      )
    ).rows,
    page.limit,
  );

const likeOf = (q: string | undefined): string | null =>
  q?.trim() ? `%${q.trim().replace(/[\\%_]/g, '\\$&')}%` : null;

/** Today by zone: which zones there are is known here, not in the database, whose tables may be older. */
const todays = async (db: Queryable, standing: ContractStanding | undefined): Promise<string> => {
  if (!standing) return '{}';
  const { rows } = await db.query<{ zone: string }>(
    `select distinct definition->>'timeZone' as zone from calendars`,
  );
  const now = Date.now();
  return JSON.stringify(Object.fromEntries(rows.map(({ zone }) => [zone, dayAt(zone, now)])));
};

/** How a contract stands at an instant, by the day in its calendar’s zone. */
export const contractStanding = (
  { startsOn, endsOn, calendar }: Pick<ContractView, 'startsOn' | 'endsOn' | 'calendar'>,
  now: number,
): ContractStanding => {
  const today = dayAt(calendar?.timeZone ?? 'UTC', now);
  return today < startsOn ? 'not-started' : today > endsOn ? 'ended' : 'active';
};

/** Throws the database's unique violation when the number is taken. */
export const createContract = async (tx: Queryable, contract: ContractFields): Promise<number> =>
  (
    await tx.query<{ id: number }>(
      `insert into contracts (number, organisation_id, calendar_id, starts_on, ends_on, definition)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      values(contract),
    )
  ).rows[0]!.id;

/** Throws the database's unique violation when the number is taken. */
export const updateContract = async (tx: Queryable, id: number, contract: ContractFields): Promise<void> => {
  await tx.query(
    `update contracts set number = $1, organisation_id = $2, calendar_id = $3, starts_on = $4, ends_on = $5,
       definition = $6, version = version + 1, updated_at = now() where id = $7`,
    [...values(contract), id],
  );
};

const values = (contract: ContractFields): unknown[] => [
  contract.number,
  contract.organisationId,
  contract.calendarId,
  contract.startsOn,
  contract.endsOn,
  JSON.stringify(contract.terms),
];
