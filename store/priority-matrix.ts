import { usualMatrix, type PriorityMatrix } from '../domain/priority';
import { first, type Queryable } from './database';

/** Which priority follows from impact and urgency here. */
export const priorityMatrix = async (db: Queryable): Promise<PriorityMatrix> =>
  first(await db.query<{ priorities: PriorityMatrix }>('select priorities from priority_matrix'))
    ?.priorities ?? usualMatrix;

export const savePriorityMatrix = async (
  tx: Queryable,
  matrix: PriorityMatrix,
  by: string,
): Promise<void> => {
  await tx.query(
    `insert into priority_matrix (priorities, updated_by) values ($1, $2)
     on conflict (only_one) do update set priorities = excluded.priorities, updated_by = excluded.updated_by, updated_at = now()`,
    [JSON.stringify(matrix), by],
  );
};
