import type { Role } from '../domain/role';
import type { Language } from './contacts';
import { endSessions } from './access/session-list';
import { first, type Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';

/** Somebody who signs in to the pages. */
export interface User {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  /** Null: as the browser says. */
  readonly language: Language | null;
  readonly contactId: number | null;
}

const columns = 'id, login, name, email, role, language, contact_id as "contactId"';

export const userById = async (db: Queryable, id: number): Promise<User | undefined> =>
  first(await db.query<User>(`select ${columns} from users where id = $1 and disabled_at is null`, [id]));

/** For signing in; the hash goes nowhere else. */
export const credentialsOf = async (
  db: Queryable,
  login: string,
): Promise<{ readonly id: number; readonly passwordHash: string | null } | undefined> =>
  first(
    await db.query(
      `select id, password_hash as "passwordHash" from users where lower(login) = lower($1) and disabled_at is null`,
      [login],
    ),
  );

/** Null: he cannot sign in by password. The hash goes nowhere else. */
export const passwordHashOf = async (db: Queryable, id: number): Promise<string | null> =>
  first(
    await db.query<{ passwordHash: string | null }>(
      'select password_hash as "passwordHash" from users where id = $1',
      [id],
    ),
  )?.passwordHash ?? null;

/** Everybody whom a ticket may be given to. */
export const listStaff = async (db: Queryable): Promise<readonly User[]> =>
  (
    await db.query<User>(
      `select ${columns} from users where disabled_at is null and role <> 'portal' order by name, id`,
    )
  ).rows;

/** Accounts of the portal that belong to a contact. */
export const usersOfContact = async (db: Queryable, contactId: number): Promise<readonly number[]> =>
  (
    await db.query<{ id: number }>('select id from users where contact_id = $1 order by id', [contactId])
  ).rows.map(({ id }) => id);

export interface NewUser {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly email?: string;
  readonly passwordHash?: string;
  readonly contactId?: number;
}

/** Throws the database's unique violation when the login is taken. */
export const createUser = async (tx: Queryable, user: NewUser): Promise<number> =>
  (
    await tx.query<{ id: number }>(
      `insert into users (login, name, email, role, password_hash, contact_id) values ($1, $2, $3, $4, $5, $6)
       returning id`,
      [
        user.login,
        user.name,
        user.email ?? null,
        user.role,
        user.passwordHash ?? null,
        user.contactId ?? null,
      ],
    )
  ).rows[0]!.id;

export const listUsers = async (db: Queryable, page: PageRequest): Promise<Page<User>> =>
  pageOf(
    (
      await db.query<User>(
        `select ${columns} from users where disabled_at is null and ($1::bigint is null or id > $1) order by id limit $2`,
        [page.after ?? null, page.limit + 1],
      )
    ).rows,
    page.limit,
  );

export interface UserChange {
  readonly name?: string;
  readonly role?: Role;
  readonly passwordHash?: string;
  /** A disabled user neither signs in nor is chosen for anything. */
  readonly disabled?: boolean;
  /** The session that stays when the others end: of the person who changes his own password. */
  readonly keepSession?: number;
}

/** Writes what is given; false when there is no such user. A new password, another role and disabling end his sessions at once. */
export const updateUser = async (tx: Queryable, id: number, change: UserChange): Promise<boolean> => {
  const { name = null, role = null, passwordHash = null, disabled = null } = change;
  const before = first(
    await tx.query<{ role: Role }>('select role from users where id = $1 for update', [id]),
  )?.role;
  const result = await tx.query(
    `update users set name = coalesce($2, name), role = coalesce($3, role), password_hash = coalesce($4, password_hash),
       disabled_at = case $5::boolean when true then coalesce(disabled_at, now()) when false then null else disabled_at end
     where id = $1`,
    [id, name, role, passwordHash, disabled],
  );
  if (result.rowCount === 1 && (passwordHash !== null || disabled || (role !== null && role !== before)))
    await endSessions(tx, id, change.keepSession);
  return result.rowCount === 1;
};

export const setLanguage = async (db: Queryable, id: number, language: Language): Promise<void> => {
  await db.query('update users set language = $2 where id = $1', [id, language]);
};

export const anyUser = async (db: Queryable): Promise<boolean> =>
  (await db.query('select 1 from users limit 1')).rowCount === 1;
