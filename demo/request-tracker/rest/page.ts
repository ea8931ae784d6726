import type { Query } from './wire';

/** One page of a collection, as RT frames it: at most 100, and no total. */
export const pageOf = <Row extends { readonly id: number }>(
  rows: readonly Row[],
  query: Query,
  show: (row: Row) => object,
) => {
  const size = Math.min(Number(query.per_page) || 20, 100);
  const page = Math.max(Number(query.page) || 1, 1);
  const sorted = query.order === 'DESC' ? [...rows].sort((a, b) => b.id - a.id) : rows;
  const items = sorted.slice((page - 1) * size, page * size).map(show);
  return { count: items.length, total: null, pages: null, per_page: size, page, items };
};

interface Limit {
  readonly field: string;
  readonly operator?: string;
  readonly value: unknown;
}

/** RT's JSON search: several values of one field are alternatives. Anything else than `=` and `>` is not understood. */
export const limitsOf = <Row>(
  query: string | undefined,
  read: (row: Row, field: string) => string | number | undefined,
) => {
  const limits = parse(query);
  const fields = [...new Set(limits.map(({ field }) => field))];
  return (row: Row): boolean =>
    fields.every((field) =>
      limits.filter((limit) => limit.field === field).some((limit) => holds(read(row, field), limit)),
    );
};

const parse = (query: string | undefined): readonly Limit[] => {
  if (query === undefined || !query.trim().startsWith('[')) return [];
  return (JSON.parse(query) as Limit[]).filter((limit) => typeof limit?.field === 'string');
};

const holds = (present: string | number | undefined, { operator, value }: Limit): boolean =>
  operator === '>'
    ? Number(present) > Number(value)
    : String(present ?? '').toLowerCase() === String(value).toLowerCase();
