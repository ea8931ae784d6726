import { randomBytes } from 'node:crypto';
import { anyAdministratorKey, createApiKey, ensureAdministratorKey, hashOfKey } from '../store/api-keys';
import { transaction, type Database } from '../store/database';
import { installationId } from '../store/installation';
import { anyUser, createUser } from '../store/users';
import { hashPassword } from './password';

/** What was made at the first start: to be printed once, it is kept nowhere in clear. */
export interface Bootstrapped {
  readonly installation: string;
  readonly apiKey?: string;
  readonly user?: { readonly login: string; readonly password: string };
}

const keyName = 'Administrator';

/**
 * Serves, and only then makes the first way in: what it makes is told once, and nobody could tell it after a start that failed.
 * A given key is let in before anybody can ask.
 */
export const serveAndBootstrap = async <T>(
  db: Database,
  givenKey: string | undefined,
  serve: () => Promise<T>,
): Promise<{ readonly served: T; readonly made: Bootstrapped }> => {
  if (givenKey !== undefined)
    await transaction(db, (tx) => ensureAdministratorKey(tx, hashOfKey(givenKey), keyName));
  const served = await serve();
  return { served, made: await bootstrap(db, givenKey) };
};

/** Makes sure that there is an installation id, a way in for programs and one for people. Safe to run in several processes at once. */
export const bootstrap = async (db: Database, givenKey: string | undefined): Promise<Bootstrapped> => {
  const installation = await installationId(db);
  const password = randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(password);
  return transaction(db, async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('bootstrap', 0))`);
    if (givenKey !== undefined) await ensureAdministratorKey(tx, hashOfKey(givenKey), keyName);
    const apiKey = (await anyAdministratorKey(tx))
      ? undefined
      : `sd_${randomBytes(32).toString('base64url')}`;
    if (apiKey)
      await createApiKey(tx, {
        hash: hashOfKey(apiKey),
        name: keyName,
        role: 'administrator',
        contactId: null,
      });
    const first = !(await anyUser(tx));
    if (first)
      await createUser(tx, { login: 'admin', name: 'Administrator', role: 'administrator', passwordHash });
    return {
      installation,
      ...(apiKey ? { apiKey } : {}),
      ...(first ? { user: { login: 'admin', password } } : {}),
    };
  });
};
