import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PoolClient } from 'pg';
import { first, type Queryable } from '../database';
import { mailKeys } from '../mail/keys';
import { saveSettings, settingsOf } from './settings';

const macOf = (key: Buffer, id: string): string =>
  createHmac('sha256', key).update(`unsubscribe ${id}`).digest('base64url').slice(0, 22);

/** Stands in the link of one mail; whoever holds it may end such mails to that person, and nothing else. */
export const unsubscribeToken = async (db: Queryable, notificationId: number): Promise<string> => {
  const [newest] = await mailKeys(db);
  const id = notificationId.toString(36);
  return `${id}.${macOf(newest!, id)}`;
};

/** The message of a link; undefined when it is not signed by us. */
export const readUnsubscribeToken = async (db: Queryable, token: string): Promise<number | undefined> => {
  const [id = '', mac = ''] = token.split('.');
  if (!/^[0-9a-z]{1,11}$/.test(id)) return undefined;
  const given = Buffer.from(mac);
  const holds = (await mailKeys(db)).some((key) => {
    const made = Buffer.from(macOf(key, id));
    return made.length === given.length && timingSafeEqual(made, given);
  });
  return holds ? parseInt(id, 36) : undefined;
};

interface Row {
  readonly ticketId: number | null;
  readonly event: string;
  readonly who: string;
  readonly contactId: number | null;
  readonly userId: number | null;
}

/** Who takes part leaves that ticket; a member of staff gets no mail of that event any more. False: there is no such message. */
export const unsubscribe = async (tx: PoolClient, notificationId: number): Promise<boolean> => {
  const row = first(
    await tx.query<Row>(
      'select ticket_id as "ticketId", event, who, contact_id as "contactId", user_id as "userId" from notifications where id = $1',
      [notificationId],
    ),
  );
  if (!row) return false;
  if (row.who === 'participants')
    await tx.query('delete from ticket_participants where ticket_id = $1 and contact_id = $2', [
      row.ticketId,
      row.contactId,
    ]);
  else if (row.userId !== null) await silence(tx, row.userId, row.event);
  return true;
};

const silence = async (tx: PoolClient, userId: number, event: string): Promise<void> => {
  const person = { userId };
  const settings = await settingsOf(tx, person);
  const before = (settings.choices as Readonly<Record<string, object>>)[event] ?? {};
  await saveSettings(tx, person, {
    ...settings,
    choices: { ...settings.choices, [event]: { ...before, email: false } },
  });
};
