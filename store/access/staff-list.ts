import type { Role } from '../../domain/role';
import { first, type Queryable } from '../database';

/** An account as administrators look at it, disabled ones too. */
export interface AccountView {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly secondFactor: boolean;
  readonly sessions: number;
  /** Null: not within the sessions that live. */
  readonly seenAt: Date | null;
}

const select = `select u.id, u.login, u.name, u.role, u.disabled_at is not null as disabled,
    exists (select 1 from second_factors f where f.user_id = u.id and f.confirmed_at is not null) as "secondFactor",
    count(s.id)::int as sessions, max(s.seen_at) as "seenAt"
  from users u left join sessions s on s.user_id = u.id and s.awaits is null and s.expires_at > now()`;

/** Staff; people of the portal are found by their contact. */
export const listAccounts = async (db: Queryable): Promise<readonly AccountView[]> =>
  (
    await db.query<AccountView>(
      `${select} where u.role <> 'portal' group by u.id order by u.disabled_at is not null, u.name, u.id`,
    )
  ).rows;

export const accountById = async (db: Queryable, id: number): Promise<AccountView | undefined> =>
  first(await db.query<AccountView>(`${select} where u.id = $1 group by u.id`, [id]));
