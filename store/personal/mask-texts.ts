import type { PoolClient } from 'pg';
import { maskDeep } from '../../domain/mask';

type Mask = (text: string) => string;

/** Where texts of a ticket stand: plain ones, and such in JSON. Titles and descriptions themselves are edited as a person would. */
const places: readonly {
  readonly table: string;
  /** Names a row of the ticket. */
  readonly key?: string;
  readonly texts: readonly string[];
  readonly json: readonly string[];
}[] = [
  { table: 'comments', texts: ['body', 'author_name'], json: ['remark'] },
  { table: 'attachments', texts: ['filename'], json: [] },
  { table: 'timeline', texts: ['actor'], json: ['detail'] },
  { table: 'changes', texts: ['old_value', 'new_value'], json: ['data', 'actor'] },
  { table: 'conflicts', texts: [], json: ['winner', 'loser'] },
  { table: 'problems', texts: ['value', 'message'], json: ['params'] },
  { table: 'notifications', texts: ['name', 'subject'], json: ['detail'] },
  { table: 'ticket_answers', key: 'question_id', texts: ['question', 'answer'], json: [] },
  { table: 'ticket_ratings', key: 'contact_id', texts: ['words'], json: [] },
];

/** Takes a person out of everything that was said and noted in these tickets. */
export const maskTexts = async (tx: PoolClient, ticketIds: readonly number[], mask: Mask): Promise<void> => {
  for (const place of places) await maskPlace(tx, place, ticketIds, mask);
  await maskIntents(tx, ticketIds, mask);
};

const maskPlace = async (
  tx: PoolClient,
  { table, key = 'id', texts, json }: (typeof places)[number],
  ticketIds: readonly number[],
  mask: Mask,
): Promise<void> => {
  const columns = [...texts, ...json];
  const { rows } = await tx.query<{ ticket: number; key: number } & Record<string, unknown>>(
    `select ticket_id as ticket, ${key} as key, ${columns.join(', ')} from ${table} where ticket_id = any($1)`,
    [ticketIds],
  );
  for (const row of rows) {
    const masked = columns.map((column) => maskDeep(row[column], mask));
    if (columns.every((column, i) => JSON.stringify(row[column]) === JSON.stringify(masked[i]))) continue;
    const sets = columns.map((column, i) => `${column} = $${i + 3}`).join(', ');
    const values = masked.map((value, i) =>
      i < texts.length || value === null ? value : JSON.stringify(value),
    );
    await tx.query(`update ${table} set ${sets} where ticket_id = $1 and ${key} = $2`, [
      row.ticket,
      row.key,
      ...values,
    ]);
  }
};

/** An open one says what is being written at this moment: its echo would not be known. */
const maskIntents = async (tx: PoolClient, ticketIds: readonly number[], mask: Mask): Promise<void> => {
  const { rows } = await tx.query<{ id: number; content: unknown }>(
    `select i.id, i.content from intents i join links l on l.id = i.link_id where l.ticket_id = any($1) and i.state <> 'open'`,
    [ticketIds],
  );
  for (const { id, content } of rows) {
    const masked = JSON.stringify(maskDeep(content, mask));
    if (masked !== JSON.stringify(content))
      await tx.query('update intents set content = $2 where id = $1', [id, masked]);
  }
};
