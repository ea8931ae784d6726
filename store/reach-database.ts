import { Client } from 'pg';

/** Connects once; throws a fault that names the setting, says why it does not work, and holds no password. */
export const reachDatabase = async (url: string): Promise<void> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 20_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (fault) {
    throw new Error(`DATABASE_URL: ${placeOf(client)} cannot be used: ${reasonOf(fault)}. ${advice}`, {
      cause: fault,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
};

const advice = 'See that this Postgres runs, and that name, password and database are right.';

const placeOf = ({ host, port, database }: Client): string => `database “${database}” at ${host}:${port}`;

/** One that was tried at several addresses says nothing by itself. */
const reasonOf = (fault: unknown): string => {
  const { message, code, errors } = fault as { message?: string; code?: string; errors?: readonly Error[] };
  return errors?.map((one) => one.message).join(', ') || message || code || 'no reason was given';
};
