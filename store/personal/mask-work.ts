import type { PoolClient } from 'pg';
import { maskDeep } from '../../domain/mask';

type Mask = (text: string) => string;

/** What operators keep beside tickets and may have written a person's name into: canned answers, actions on many, views, links. */
export const maskWork = async (tx: PoolClient, ticketIds: readonly number[], mask: Mask): Promise<void> => {
  await maskCanned(tx, mask);
  await maskActions(tx, mask);
  await removeViews(tx, mask);
  await maskRelations(tx, ticketIds, mask);
};

const texts = ['title_ru', 'title_en', 'body_ru', 'body_en', 'updated_by'] as const;

/** A new version: who has it open does not write the old one back. */
const maskCanned = async (tx: PoolClient, mask: Mask): Promise<void> => {
  const { rows } = await tx.query<{ id: number } & { readonly [text in (typeof texts)[number]]: string }>(
    `select id, ${texts.join(', ')} from canned_answers order by id for update`,
  );
  for (const row of rows) {
    const masked = texts.map((text) => mask(row[text]));
    if (texts.every((text, i) => row[text] === masked[i])) continue;
    const sets = texts.map((text, i) => `${text} = $${i + 2}`).join(', ');
    await tx.query(`update canned_answers set ${sets}, version = version + 1 where id = $1`, [
      row.id,
      ...masked,
    ]);
  }
};

/** Their comments, and why a ticket refused one. What still waits goes on with the new text. */
const maskActions = async (tx: PoolClient, mask: Mask): Promise<void> => {
  const { rows } = await tx.query<{ id: number; action: unknown }>(
    `select id, action from bulk_jobs where action ->> 'comment' <> ''`,
  );
  for (const { id, action } of rows) {
    const masked = JSON.stringify(maskDeep(action, mask));
    if (masked !== JSON.stringify(action))
      await tx.query('update bulk_jobs set action = $2 where id = $1', [id, masked]);
  }
  const { rows: items } = await tx.query<{ job: number; position: number; because: string }>(
    'select job_id as job, position, because from bulk_items where because is not null',
  );
  for (const { job, position, because } of items)
    if (mask(because) !== because)
      await tx.query('update bulk_items set because = $3 where job_id = $1 and position = $2', [
        job,
        position,
        mask(because),
      ]);
};

/** A filter that looks for him finds nothing any more. */
const removeViews = async (tx: PoolClient, mask: Mask): Promise<void> => {
  const { rows } = await tx.query<{ id: number; name: string; query: string }>(
    'select id, name, query from saved_views',
  );
  const tells = ({ name, query }: { readonly name: string; readonly query: string }): boolean =>
    [name, ...new URLSearchParams(query).values()].some((text) => mask(text) !== text);
  await tx.query('delete from saved_views where id = any($1)', [rows.filter(tells).map(({ id }) => id)]);
};

const maskRelations = async (tx: PoolClient, ticketIds: readonly number[], mask: Mask): Promise<void> => {
  const { rows } = await tx.query<{ id: number; by: string }>(
    'select id, made_by as by from ticket_relations where from_id = any($1) or to_id = any($1)',
    [ticketIds],
  );
  for (const { id, by } of rows)
    if (mask(by) !== by)
      await tx.query('update ticket_relations set made_by = $2 where id = $1', [id, mask(by)]);
};
