import { first, type Database } from '../database';

/**
 * Keeps the print of the secret that is used, so that another one is noticed. False: another one was used before, and something is
 * still sealed with it.
 */
export const rememberSecret = async (db: Database, print: Buffer): Promise<boolean> => {
  await db.query(
    `update installation set secret_print = $1
      where secret_print is null or not exists (select 1 from second_factors)`,
    [print],
  );
  const known = first(
    await db.query<{ print: Buffer | null }>('select secret_print as print from installation'),
  );
  return !known?.print || known.print.equals(print);
};
