import type { Role } from '../../domain/role';
import { first, type Queryable } from '../database';

/** An account, disabled or not. */
export interface KnownUser {
  readonly id: number;
  readonly role: Role;
  readonly disabled: boolean;
}

const columns = 'u.id, u.role, u.disabled_at is not null as disabled';

/** For which door somebody comes: the same person may have an account behind either. */
export type Purpose = 'staff' | 'portal';

export const userOfIdentity = async (
  db: Queryable,
  issuer: string,
  subject: string,
  purpose: Purpose,
): Promise<KnownUser | undefined> =>
  first(
    await db.query<KnownUser>(
      `select ${columns} from identities i join users u on u.id = i.user_id
        where issuer = $1 and subject = $2 and (u.role = 'portal') = ($3 = 'portal')
        order by u.disabled_at is not null, u.id limit 1`,
      [issuer, subject, purpose],
    ),
  );

/** Members of staff with this address. */
export const staffByEmail = async (db: Queryable, email: string): Promise<readonly KnownUser[]> =>
  (
    await db.query<KnownUser>(
      `select ${columns} from users u where lower(email) = lower($1) and role <> 'portal' order by id`,
      [email],
    )
  ).rows;

/** Accounts of the portal that belong to a contact. */
export const portalUsersOf = async (db: Queryable, contactId: number): Promise<readonly KnownUser[]> =>
  (
    await db.query<KnownUser>(
      `select ${columns} from users u where contact_id = $1 and role = 'portal' order by disabled_at is not null, id`,
      [contactId],
    )
  ).rows;

export const linkIdentity = async (
  tx: Queryable,
  issuer: string,
  subject: string,
  userId: number,
): Promise<void> => {
  await tx.query(
    'insert into identities (issuer, subject, user_id) values ($1, $2, $3) on conflict do nothing',
    [issuer, subject, userId],
  );
};
