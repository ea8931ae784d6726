import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client as TemporalClient } from '@temporalio/client';
import { connectTemporal } from '../../../platform/temporal-client';
import { openDatabase, type Database } from '../../../store/database';
import { migrate } from '../../../store/migrate';
import { eventually } from '../../systems/eventually';
import { clientOf, type Client } from '../client';
import { deskSecret, trackerSecret } from '../configs';
import { freePort } from '../free-port';
import { patientFetch, type Patience } from '../patient-fetch';
import type { WorldSystems } from '../world';
import { configFile } from './config-file';
import { Part } from './part';
import { PostgresServer } from './postgres-server';
import { TemporalServer } from './temporal-server';

/** Sagadesk as a deployment runs it: processes and servers of its own, each of which may be killed and started again. */
export interface Installation extends WorldSystems {
  readonly url: string;
  readonly db: Database;
  readonly temporal: { readonly client: TemporalClient };
  /** Gives nobody up who is away for a minute. */
  readonly api: Client;
  readonly apiProcess: Part;
  readonly worker: Part;
  readonly postgres: PostgresServer;
  readonly temporalServer: TemporalServer;
  /** What the processes are told: for more of them. */
  readonly env: NodeJS.ProcessEnv;
  /** Logs of the processes, in files. */
  readonly logs: string;
  /** A client that asks again as long as it is told to. */
  patient(patience: Patience): Client;
  /** The systems end with it. */
  stop(): Promise<void>;
}

const host = '127.0.0.1';

/** Starts it between these systems, with hooks and polls. `more`: further settings of its processes. */
export const startInstallation = async (
  systems: WorldSystems,
  more: NodeJS.ProcessEnv = {},
): Promise<Installation> => {
  const dir = mkdtempSync('/var/tmp/sagadesk-installation-');
  chmodSync(dir, 0o755);
  const logs = join(dir, 'logs');
  mkdirSync(logs);
  const [postgres, temporalServer, port] = await Promise.all([
    PostgresServer.start(join(dir, 'data')),
    TemporalServer.start(join(dir, 'data')),
    freePort(),
  ]);
  await migrate(postgres.url);
  const db = openDatabase(postgres.url);
  // Several installations may share one real desk: their numbers must not meet there.
  await db.query(`select setval('ticket_numbers', $1)`, [randomInt(10_000, 900_000_000)]);
  writeFileSync(join(dir, 'config.yaml'), configFile(systems));
  const key = randomBytes(24).toString('hex');
  const env = {
    ...process.env,
    SAGADESK_CONFIG: join(dir, 'config.yaml'),
    SAGADESK_API_KEY: key,
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporalServer.address,
    HOST: host,
    PORT: String(port),
    LOG_LEVEL: 'info',
    ...more,
  };
  const part = (name: string, script: 'api/main.ts' | 'workers/main.ts') =>
    new Part({ script, env, logFile: join(logs, `${name}.log`) });
  const [apiProcess, worker] = [part('api', 'api/main.ts'), part('worker', 'workers/main.ts')];
  await Promise.all([apiProcess.ready, worker.ready]);
  const url = `http://${host}:${port}`;
  const hooks = async (on: boolean) => {
    await systems.rt.setWebhook(on ? `${url}/webhooks/helpdesk` : '', deskSecret);
    await systems.redmine.setWebhook(on ? `${url}/webhooks/executors` : '', trackerSecret);
  };
  await hooks(true);
  // Of what was there before the first sight only that is taken over which is still open then.
  await eventually('both systems were seen', async () => {
    const seen = await db.query('select 1 from source_cursors where first_seen_at is not null');
    return seen.rowCount === 2 || undefined;
  });
  const temporal = connectTemporal({ TEMPORAL_ADDRESS: temporalServer.address });
  const patient = (patience: Patience) => clientOf(url, key, patientFetch(patience));
  return {
    ...systems,
    url,
    db,
    temporal,
    api: patient({ seconds: 60 }),
    apiProcess,
    worker,
    postgres,
    temporalServer,
    env,
    logs,
    patient,
    async stop() {
      await hooks(false);
      await Promise.all([apiProcess.stop(), worker.stop()]);
      await Promise.all([db.end(), temporal.close()]);
      await Promise.all([postgres.stop(), temporalServer.stop()]);
      await Promise.all([systems.rt.down(), systems.redmine.down()]);
      if (!process.env.KEEP_LOGS) rmSync(dir, { recursive: true, force: true });
    },
  };
};
