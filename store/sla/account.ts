import type { Because } from '../../domain/sla/because';
import type { NotCovered } from '../../domain/sla/cover';
import type { WrittenEntry } from '../../domain/sla/correct';
import type { Queryable } from '../database';
import { presentTerms } from './facts';
import { writtenLedger } from './ledger';
import { standingOf, type Standing } from './standing';

/** What can be told of a ticket’s clocks: how they stand, every turn, and the names of what is spoken of. */
export type SlaAccount =
  | {
      readonly covered: true;
      readonly standing: Standing;
      readonly entries: readonly WrittenEntry[];
      readonly names: Names;
    }
  /** Never covered; why, where that is known. */
  | { readonly covered: false; readonly why: NotCovered | null };

/** By id. */
export interface Names {
  readonly service: Readonly<Record<string, string>>;
  readonly contract: Readonly<Record<string, string>>;
  readonly requester: Readonly<Record<string, string>>;
  readonly organisation: Readonly<Record<string, string>>;
  readonly person: Readonly<Record<string, string>>;
}

export const noNames: Names = { service: {}, contract: {}, requester: {}, organisation: {}, person: {} };

export const slaAccountOf = async (db: Queryable, ticketId: number, now: number): Promise<SlaAccount> => {
  const standing = (await standingOf(db, [ticketId], now)).get(ticketId);
  if (!standing) return { covered: false, why: (await presentTerms(db, ticketId))?.why ?? null };
  const entries = await writtenLedger(db, ticketId);
  return { covered: true, standing, entries, names: await namesIn(db, entries) };
};

const namesIn = async (db: Queryable, entries: readonly WrittenEntry[]): Promise<Names> => {
  const ids = entries.flatMap(({ because }) => idsIn(because));
  const of = async (
    table: 'services' | 'contracts' | 'contacts' | 'organisations' | 'users',
    column: 'name' | 'number',
  ) =>
    Object.fromEntries(
      (
        await db.query<{ id: number; name: string }>(
          `select id, ${column} as name from ${table} where id = any($1::bigint[])`,
          [[...new Set(ids)]],
        )
      ).rows.map(({ id, name }) => [String(id), name]),
    );
  if (ids.length === 0) return noNames;
  return {
    service: await of('services', 'name'),
    contract: await of('contracts', 'number'),
    requester: await of('contacts', 'name'),
    organisation: await of('organisations', 'name'),
    person: await of('users', 'name'),
  };
};

const idsIn = (because: Because): readonly string[] => {
  if (because.kind === 'late-fact') return because.late ? idsIn(because.late.because) : [];
  if (because.kind === 'assigned') return onlyIds(because.to);
  return because.kind === 'terms' && because.cause.what !== 'configuration'
    ? onlyIds(because.cause.from, because.cause.to)
    : [];
};

const onlyIds = (...values: readonly (string | undefined)[]): readonly string[] =>
  values.filter((value): value is string => value !== undefined && /^\d{1,15}$/.test(value));
