import { randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Runtime, DefaultLogger } from '@temporalio/worker';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { buildApp } from '../../api/app';
import type { Configuration } from '../../connectors/configuration';
import type { AnySystemConfig } from '../../connectors/system-config';
import { webhookOf } from '../../connectors/webhooks';
import { systemsFor } from '../../domain/routes';
import { createLogger } from '../../platform/log';
import { cacheDirectory } from '../../platform/servers/paths';
import { connectTemporal } from '../../platform/temporal-client';
import { createCommands } from '../../store/commands';
import { openDatabase, type Database } from '../../store/database';
import { migrate } from '../../store/migrate';
import { createDeps } from '../../workers/deps';
import { connectionsFor, runWorkers } from '../../workers/run-workers';
import { searchAttributes } from '../../workers/search-attributes';
import { keepSources } from '../../workers/start-sources';
import { startSweeper } from '../../workers/sweeper';
import { startReconcile } from '../../workflows/messages';
import { createDatabase } from '../postgres/database';
import { localTemporal } from '../temporal/environment';
import { addKey } from './keys';
import { clientOf, type Client } from './client';

/** The whole of Sagadesk in this process, on its own database and its own Temporal server. */
export interface Stack {
  readonly url: string;
  readonly db: Database;
  readonly api: Client;
  readonly temporal: TestWorkflowEnvironment;
  /** Ends the worker side and starts it again, as a crash would: what was under way is cut. */
  readonly configuration: Configuration;
  stopWorkers(): Promise<void>;
  startWorkers(): Promise<void>;
  stop(): Promise<void>;
}

export interface StackOptions {
  readonly systems: readonly AnySystemConfig[];
  readonly routes?: Configuration['routes'];
  /** Given: the address of the pages, also in mails. */
  readonly port?: number;
  readonly mail?: Configuration['mail'];
  readonly telephony?: Configuration['telephony'];
  readonly notifications?: Configuration['notifications'];
  /** Default: the front. */
  readonly speaksToRequester?: string;
}

const quiet = process.env.STACK_LOG ? 'info' : 'silent';

export const startStack = async (options: StackOptions): Promise<Stack> => {
  installRuntime();
  const [database, temporal] = await Promise.all([createDatabase(), localTemporal({ searchAttributes })]);
  await migrate(database.url);
  const db = openDatabase(database.url);
  const workerDb = openDatabase(
    database.url,
    connectionsFor(options.systems.length, options.mail?.mailboxes.length),
  );
  for (const pool of [db, workerDb]) pool.on('error', () => undefined); // dropped at the end
  // Several stacks may share one real desk: their numbers must not meet there.
  await db.query(`select setval('ticket_numbers', $1)`, [randomInt(10_000, 900_000_000)]);
  const log = createLogger({ level: quiet, pretty: false });
  const env = { TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: 'default' };
  const connected = connectTemporal(env);
  const configuration: Configuration = {
    demo: false,
    systems: options.systems,
    routes: options.routes ?? [{ service: '*', to: trackersOf(options.systems) }],
    speaksToRequester: options.speaksToRequester ?? 'front',
    sync: {
      tieOrder: [...options.systems.map(({ name }) => name), 'front'],
      from: 'open',
      trackersThatRegister: [],
      owners: {},
    },
    publicUrl: `http://127.0.0.1:${options.port ?? 1}`,
    ...(options.notifications ? { notifications: options.notifications } : {}),
    ...(options.mail ? { mail: options.mail } : {}),
    ...(options.telephony ? { telephony: options.telephony } : {}),
  } as Configuration;
  const front = await createDeps(configuration, db, connected, log);
  const { rules } = front.deps;
  const app = await buildApp({
    db,
    systems: options.systems,
    commands: createCommands(rules),
    goesTo: (service) => systemsFor(rules, service),
    publicUrl: configuration.publicUrl,
    country: 'RU',
    pageOf: (system, id) => front.deps.systems.get(system)?.connector.pageOf(id),
    webhookOf,
    wake: front.deps.wake,
    wakeCall: front.deps.wakeCall,
    ...(options.telephony ? { telephony: options.telephony } : {}),
    ...(rules.notify?.email ? { signInByMail: { own: rules.notify.own } } : {}),
    startReconcile: (id) => front.waker.wake(startReconcile(id)),
    temporalState: () => 'up',
    metrics: { contentType: 'text/plain', metrics: async () => '' },
    log,
    requestsPerSecond: 100_000,
  } as Parameters<typeof buildApp>[0]);
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const key = await addKey(db);

  let side: { end(): Promise<void> } | undefined;
  const startWorkers = async () => {
    const made = await createDeps(configuration, workerDb, connected, log);
    const workers = await runWorkers(made.deps, env, cacheDirectory());
    workers.done.catch((error: unknown) => console.error(error));
    const sweeper = startSweeper(made.deps, connected);
    const sources = keepSources(made.deps, connected);
    side = {
      async end() {
        sweeper.stop();
        sources.stop();
        workers.shutdown();
        await workers.done;
        await made.close();
      },
    };
  };
  const stopWorkers = async () => {
    await side?.end();
    side = undefined;
  };
  await startWorkers();
  return {
    url,
    db,
    temporal,
    configuration,
    api: clientOf(url, key),
    startWorkers,
    stopWorkers,
    async stop() {
      await stopWorkers();
      await app.close();
      await front.close();
      await connected.close();
      await temporal.teardown();
      await Promise.all([db.end(), workerDb.end()]);
      await database.drop();
    },
  };
};

const trackersOf = (systems: readonly AnySystemConfig[]): string[] =>
  systems.filter(({ role }) => role === 'tracker').map(({ name }) => name);

let installed = false;
const installRuntime = (): void => {
  if (!installed) Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  installed = true;
};
