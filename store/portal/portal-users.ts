import type { PoolClient } from 'pg';
import { first, type Queryable } from '../database';

/** A name that nobody can be given by hand: logins have no colon. */
const loginOf = (contactId: number): string => `contact:${contactId}`;

/**
 * The user by which a contact signs in to the portal, made at the first time and named as the contact is now. Undefined: an
 * administrator has shut him out. Never a member of staff, whatever address he shares with one.
 */
export const portalUserOf = async (tx: PoolClient, contactId: number): Promise<number | undefined> => {
  await tx.query(
    `insert into users (login, name, role, contact_id)
     select $2, c.name, 'portal', c.id from contacts c
      where c.id = $1 and not exists (select 1 from users u where u.contact_id = c.id and u.role = 'portal')
     on conflict (lower(login)) do nothing`,
    [contactId, loginOf(contactId)],
  );
  return first(
    await tx.query<{ id: number }>(
      `update users set name = c.name from contacts c
        where c.id = $1 and users.id = (
          select u.id from users u where u.contact_id = $1 and u.role = 'portal' and u.disabled_at is null
           order by u.id limit 1)
       returning users.id`,
      [contactId],
    ),
  )?.id;
};

/** For signing in by address and password; the hash goes nowhere else. */
export const portalCredentials = async (
  db: Queryable,
  address: string,
): Promise<
  { readonly contactId: number; readonly userId: number; readonly passwordHash: string | null } | undefined
> =>
  first(
    await db.query(
      `select c.id as "contactId", u.id as "userId", u.password_hash as "passwordHash" from users u join contacts c on c.id = u.contact_id
        where lower(c.email) = lower($1) and u.role = 'portal' and u.disabled_at is null order by u.id limit 1`,
      [address],
    ),
  );

/** The hash of a user's own password; null: he has none. */
export const passwordHashOf = async (db: Queryable, userId: number): Promise<string | null> =>
  first(
    await db.query<{ hash: string | null }>('select password_hash as hash from users where id = $1', [
      userId,
    ]),
  )?.hash ?? null;

/** In which language the pages and the mails speak to a person of the portal. */
export const setPortalLanguage = async (
  tx: PoolClient,
  person: { readonly userId: number; readonly contactId: number },
  language: 'ru' | 'en',
): Promise<void> => {
  await tx.query('update users set language = $2 where id = $1', [person.userId, language]);
  await tx.query(
    `update contacts set language = $2, version = version + 1, updated_at = now() where id = $1 and language <> $2`,
    [person.contactId, language],
  );
};
