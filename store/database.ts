import { Pool, types, type PoolClient, type PoolConfig } from 'pg';
import { writeOnceATurn } from './one-write';
import { keepPrepared } from './prepared';
import { together } from './together';

types.setTypeParser(types.builtins.INT8, (text) => Number(text)); // our ids stay far below 2^53

/** A pool or one client inside a transaction: whatever runs a query. */
export type Queryable = Pick<PoolClient, 'query'>;

export type Database = Pool;

/** `pipeline` (pg 8.23) is not in its types yet: a statement is sent without waiting for the answer to the one before. */
type PipelinedPool = PoolConfig & { readonly pipeline: boolean };

/**
 * What Postgres is to do with a session of a process that is gone without a word (a machine that lost its power, or its network):
 * end it within a minute. By the usual two hours of TCP it would keep the locks of its tickets and records as long.
 */
const giveUpTheSilent = `set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3;
  set idle_in_transaction_session_timeout = '5min'`;

/**
 * One pool per process. `max` counts connections. A connection that breaks while somebody uses it fails his query; the event
 * beside it, without a listener, would end the process.
 */
export const openDatabase = (url: string, max = 20): Database => {
  const config: PipelinedPool = {
    connectionString: url,
    max,
    application_name: 'sagadesk',
    keepAlive: true,
    pipeline: true,
  };
  const pool = new Pool(config);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    writeOnceATurn(client);
    client.query(giveUpTheSilent).catch(() => undefined); // a pooler between may not know them
    keepPrepared(client);
  });
  pool.on('error', () => undefined); // an idle one: the pool makes another; whoever wants to log it listens too
  return pool;
};

/** What each transaction under way still does right before its commit. */
const lastSteps = new WeakMap<PoolClient, (() => Promise<unknown>)[]>();

export interface TransactionOptions {
  /** Waits so long for a lock, then fails with 55P03. Seconds. */
  readonly lockTimeout?: number;
}

/**
 * Runs the work in one transaction; rolls back and rethrows on any error. The first statement does not wait for the answer to
 * `begin`, nor `commit` for those of the last steps: Postgres refuses to commit what failed.
 */
export const transaction = async <T>(
  db: Database,
  work: (tx: PoolClient) => Promise<T>,
  { lockTimeout }: TransactionOptions = {},
): Promise<T> => {
  const client = await db.connect();
  let broken: Error | undefined;
  try {
    lastSteps.set(client, []);
    const [, result] = await together(
      client.query(lockTimeout === undefined ? 'begin' : `begin; set local lock_timeout = '${lockTimeout}s'`),
      work(client),
    );
    await together(...(lastSteps.get(client) ?? []).map((step) => step()), client.query('commit'));
    return result;
  } catch (error) {
    await client.query('rollback').catch((e: Error) => (broken = e));
    throw error;
  } finally {
    lastSteps.delete(client);
    client.release(broken);
  }
};

/** For what takes a lock that everybody wants: it is done when all else of this `transaction` is done. */
export const beforeCommit = (tx: PoolClient, step: () => Promise<unknown>): void => {
  const steps = lastSteps.get(tx);
  if (!steps) throw new Error('beforeCommit is called outside a transaction');
  steps.push(step);
};

/** The first row, or undefined. */
export const first = <T>(result: { rows: T[] }): T | undefined => result.rows[0];
