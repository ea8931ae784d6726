import type { CalendarDefinition } from '../domain/calendar/definition';
import { first, type Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';

export interface CalendarView {
  readonly id: number;
  readonly name: string;
  readonly definition: CalendarDefinition;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = 'id, name, definition, version, created_at as "createdAt", updated_at as "updatedAt"';

export const calendarById = async (db: Queryable, id: number): Promise<CalendarView | undefined> =>
  first(await db.query<CalendarView>(`select ${columns} from calendars where id = $1`, [id]));

export const listCalendars = async (db: Queryable, page: PageRequest): Promise<Page<CalendarView>> =>
  pageOf(
    (
      await db.query<CalendarView>(
        `select ${columns} from calendars where ($1::bigint is null or id > $1) order by id limit $2`,
        [page.after ?? null, page.limit + 1],
      )
    ).rows,
    page.limit,
  );

/** Throws the database's unique violation when the name is taken. */
export const createCalendar = async (
  tx: Queryable,
  name: string,
  definition: CalendarDefinition,
): Promise<number> =>
  (
    await tx.query<{ id: number }>('insert into calendars (name, definition) values ($1, $2) returning id', [
      name,
      JSON.stringify(definition),
    ])
  ).rows[0]!.id;

/** Throws the database's unique violation when the name is taken. */
export const updateCalendar = async (
  tx: Queryable,
  id: number,
  name: string,
  definition: CalendarDefinition,
): Promise<void> => {
  await tx.query(
    'update calendars set name = $2, definition = $3, version = version + 1, updated_at = now() where id = $1',
    [id, name, JSON.stringify(definition)],
  );
};
