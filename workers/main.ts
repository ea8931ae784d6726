import { Runtime } from '@temporalio/worker';
import { loadConfiguration } from '../connectors/configuration';
import { faultText } from '../platform/fault-text';
import { createLogger } from '../platform/log';
import { cacheDirectory } from '../platform/servers/paths';
import { secretsIn } from '../platform/secrets';
import { processSettings } from '../platform/settings';
import { startTracing } from '../platform/start-tracing';
import { connectTemporal } from '../platform/temporal-client';
import { openDatabase } from '../store/database';
import { migrate } from '../store/migrate';
import { createDeps } from './deps';
import { keepReconciling } from './keep-reconciling';
import { ensureSearchAttributes } from './ensure-search-attributes';
import { onStop } from './on-stop';
import { promoteFirst } from './promote-first';
import { releaseOf } from './release';
import { connectionsFor, runWorkers } from './run-workers';
import { sdkLogger } from './sdk-log';
import { sdkMetrics } from './sdk-metrics';
import { serveNumbers } from './serve-numbers';
import { keepSources } from './start-sources';
import { startSweeper } from './sweeper';

/** The worker process: workflows, pushes, sources, sweeper. Ends by itself after SIGTERM, or when its supervisor is gone. */
const main = async (): Promise<void> => {
  const settings = processSettings(process.env);
  const configuration = loadConfiguration(process.env);
  const databaseUrl = settings.databaseUrl ?? noDatabase();
  const log = createLogger({ level: settings.logLevel, secrets: [databaseUrl, ...secretsIn(configuration)] });
  const sdk = await sdkMetrics();
  Runtime.install({
    logger: sdkLogger(log),
    shutdownSignals: [],
    telemetryOptions: sdk.telemetryOptions,
  });
  const tracing = await startTracing('sagadesk-worker', process.env);
  await migrate(databaseUrl);
  const db = openDatabase(
    databaseUrl,
    connectionsFor(configuration.systems.length, configuration.mail?.mailboxes.length) +
      (configuration.telephony?.asterisk ? 2 : 0),
  );
  db.on('error', (err) => log.warn({ err }, 'a Postgres connection was lost'));
  const numbers = await serveNumbers(settings, db, sdk, log);
  const temporal = connectTemporal(process.env);
  await ensureSearchAttributes(temporal, log);
  const { deps, close } = await createDeps(configuration, db, temporal, log, numbers.meter);
  const release = await releaseOf(settings.workerBuild, temporal, log);
  const workers = await runWorkers(deps, process.env, cacheDirectory(), release);
  const promotion = release && promoteFirst(release, temporal, log);
  const sweeper = startSweeper(deps, temporal);
  const sources = keepSources(deps, temporal);
  const reconciling = keepReconciling(deps, temporal);
  numbers.serving(true);
  process.send?.({ ready: true });
  log.info({ systems: [...deps.systems.keys()], buildId: release?.version.buildId }, 'worker runs');
  onStop(() => {
    numbers.serving(false);
    promotion?.stop();
    sweeper.stop();
    sources.stop();
    reconciling.stop();
    workers.shutdown();
  });
  await workers.done;
  numbers.stop();
  await close();
  await tracing.stop();
  await temporal.close();
  await db.end();
};

const noDatabase = (): never => {
  throw new Error(
    'DATABASE_URL is not set. `npm start` brings a database of its own; the worker alone needs the address of one.',
  );
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${faultText(error)}\n`);
    process.exit(1);
  },
);
