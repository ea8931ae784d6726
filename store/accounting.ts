import type { Queryable } from './database';

export interface Account {
  readonly received: number;
  readonly applied: number;
  readonly ignored: number;
  readonly open: number;
  /** Why what was ignored was ignored. */
  readonly ignoredBecause: Readonly<Record<string, number>>;
}

export interface Accounting extends Account {
  readonly bySystem: Readonly<Record<string, Account>>;
}

interface Row {
  readonly system: string;
  readonly state: 'open' | 'applied' | 'ignored';
  readonly because: string;
  readonly n: number;
}

/** So that it can be answered by indexes alone (0045_accounting.sql): there are a million rows after a year or two. */
const countsOf = (table: 'inbox' | 'changes'): string => `
  select system, state, case when state = 'ignored' then coalesce(because, 'unsaid') else '' end as because, n
    from (select system, state, because, count(*) as n from ${table} group by system, state, because) stored
  union all
  select system, 'ignored', 'duplicate', sum(repeats) from ${table} where repeats > 0 group by system`;

/** One statement, so that the sum is right at any moment. A repeated delivery counts as received and ignored each time. */
const counts = `${countsOf('inbox')} union all ${countsOf('changes')}`;

/** What came from outside and what became of it: received = applied + ignored + open, in all and for every system. */
export const accounting = async (db: Queryable): Promise<Accounting> => {
  const { rows } = await db.query<Row>(counts);
  const systems = [...new Set(rows.map((row) => row.system))].sort();
  const bySystem = systems.map(
    (system) => [system, account(rows.filter((row) => row.system === system))] as const,
  );
  return { ...account(rows), bySystem: Object.fromEntries(bySystem) };
};

const account = (rows: readonly Row[]): Account => {
  const sum = (wanted: (row: Row) => boolean): number =>
    rows.filter(wanted).reduce((total, row) => total + Number(row.n), 0);
  const reasons = [
    ...new Set(rows.filter((row) => row.state === 'ignored').map((row) => row.because)),
  ].sort();
  return {
    received: sum(() => true),
    applied: sum((row) => row.state === 'applied'),
    ignored: sum((row) => row.state === 'ignored'),
    open: sum((row) => row.state === 'open'),
    ignoredBecause: Object.fromEntries(
      reasons.map((reason) => [reason, sum((row) => row.state === 'ignored' && row.because === reason)]),
    ),
  };
};
