import { first, type Queryable } from './database';

export type ViewPlace = 'board' | 'tickets';

/** A filter under a name. */
export interface SavedView {
  readonly id: number;
  readonly name: string;
  /** As in the page's address, e.g. `priority=high&assignee=mine`; may be empty. */
  readonly query: string;
  readonly shared: boolean;
  readonly mine: boolean;
}

/** A person's own, and those that are everybody's. */
export const viewsFor = async (
  db: Queryable,
  userId: number,
  place: ViewPlace,
): Promise<readonly SavedView[]> =>
  (
    await db.query<SavedView>(
      `select id, name, query, shared, user_id = $1 as mine from saved_views
        where place = $2 and (user_id = $1 or shared) order by shared desc, lower(name), id limit 100`,
      [userId, place],
    )
  ).rows;

/** Saves it; the same name of the same person is written over. */
export const saveView = async (
  tx: Queryable,
  userId: number,
  view: Pick<SavedView, 'name' | 'query' | 'shared'> & { readonly place: ViewPlace },
): Promise<void> => {
  await tx.query(
    `insert into saved_views (user_id, place, name, query, shared) values ($1, $2, $3, $4, $5)
     on conflict (user_id, place, lower(name)) do update set name = excluded.name, query = excluded.query, shared = excluded.shared`,
    [userId, view.place, view.name, view.query, view.shared],
  );
};

/** Removes a view of this person, or, where he may, anybody's shared one; the page that it was for. Undefined: none such. */
export const removeView = async (
  tx: Queryable,
  id: number,
  userId: number,
  mayRemoveShared: boolean,
): Promise<ViewPlace | undefined> =>
  first(
    await tx.query<{ place: ViewPlace }>(
      `delete from saved_views where id = $1 and (user_id = $2 or shared and $3) returning place`,
      [id, userId, mayRemoveShared],
    ),
  )?.place;
