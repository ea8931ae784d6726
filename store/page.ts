/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Id of the last row shown, when there are more. */
  readonly next: number | null;
}

export interface PageRequest {
  readonly limit: number;
  /** Go on after the row with this id. */
  readonly after?: number;
}

/** The page out of `limit + 1` rows: one more than is shown tells that there are more. */
export const pageOf = <T extends { readonly id: number }>(rows: readonly T[], limit: number): Page<T> => {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
};
