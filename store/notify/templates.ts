import type { NotifyEvent } from '../../domain/notify/event';
import type { Queryable } from '../database';

/** Templates that somebody edited, by event. */
export const editedTemplates = async (
  db: Queryable,
  language: 'ru' | 'en',
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await db.query<{ event: string; body: string }>(
    'select event, body from notification_templates where language = $1',
    [language],
  );
  return new Map(rows.map(({ event, body }) => [event, body]));
};

/** The body must be without faults (see `templateFaults`); undefined: as it came with the program. */
export const saveTemplate = async (
  tx: Queryable,
  event: NotifyEvent,
  language: 'ru' | 'en',
  body: string | undefined,
  by: string,
): Promise<void> => {
  if (body === undefined)
    await tx.query('delete from notification_templates where event = $1 and language = $2', [
      event,
      language,
    ]);
  else
    await tx.query(
      `insert into notification_templates (event, language, body, updated_by) values ($1, $2, $3, $4)
       on conflict (event, language) do update set body = $3, updated_by = $4, updated_at = now()`,
      [event, language, body, by],
    );
};
