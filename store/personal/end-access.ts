import type { PoolClient } from 'pg';
import { endSessions } from '../access/session-list';
import { removeSecondFactor } from '../access/second-factors';
import { usersOfContact } from '../users';

/** His account of the portal and his keys are closed, and say nothing of him any more. */
export const endAccess = async (tx: PoolClient, contactId: number, name: string): Promise<void> => {
  for (const id of await usersOfContact(tx, contactId)) {
    await endSessions(tx, id);
    await removeSecondFactor(tx, id);
    await tx.query('delete from identities where user_id = $1', [id]);
    await tx.query('delete from known_clients where user_id = $1', [id]);
    await tx.query('delete from presence where user_id = $1', [id]);
    await tx.query('delete from saved_views where user_id = $1', [id]);
    await tx.query(
      `update users set name = $2, login = 'anonymous-' || id, email = null, password_hash = null,
         disabled_at = coalesce(disabled_at, now()) where id = $1`,
      [id, name],
    );
  }
  await tx.query('delete from sign_in_links where contact_id = $1', [contactId]);
  await tx.query(
    'update api_keys set name = $2, revoked_at = coalesce(revoked_at, now()) where contact_id = $1',
    [contactId, name],
  );
};
