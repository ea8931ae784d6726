import type { AddressInfo } from 'node:net';
import { loadConfiguration, type Configuration } from '../connectors/configuration';
import { configuredRules, createConnector } from '../connectors/registry';
import { webhookOf } from '../connectors/webhooks';
import { systemsFor } from '../domain/routes';
import { faultText } from '../platform/fault-text';
import { createLogger, type Logger } from '../platform/log';
import { createMetrics } from '../platform/metrics';
import { measurePool } from '../platform/pool-metrics';
import { secretsIn } from '../platform/secrets';
import { processSettings, type ProcessSettings } from '../platform/settings';
import { startTracing } from '../platform/start-tracing';
import { stopped } from '../platform/stopped';
import { connectTemporal, type Temporal } from '../platform/temporal-client';
import { wakeCalmly } from '../platform/calm-waker';
import { createWaker } from '../platform/waker';
import { createCommands } from '../store/commands';
import { openDatabase, type Database } from '../store/database';
import { migrate } from '../store/migrate';
import { forgetOld } from '../store/retention';
import { startReconcile, wakeCall, wakeTicket } from '../workflows/messages';
import { buildApp } from './app';
import { checkSecret } from './access/check-secret';
import { serveAndBootstrap, type Bootstrapped } from './bootstrap';
import { scrapeable } from './metrics';
import { watchTemporal } from './temporal-watch';

const hourMs = 3_600_000;

/** The HTTP process. Ends by itself after SIGTERM, or when its supervisor is gone. */
const main = async (): Promise<void> => {
  const settings = processSettings(process.env);
  const configuration = loadConfiguration(process.env);
  const databaseUrl = settings.databaseUrl ?? noDatabase();
  const log = createLogger({
    level: settings.logLevel,
    secrets: [databaseUrl, settings.secret ?? '', ...secretsIn(configuration)].filter(Boolean),
  });
  const tracing = await startTracing('sagadesk-api', process.env);
  await migrate(databaseUrl);
  const db = openDatabase(databaseUrl, 30);
  db.on('error', (err) => log.warn({ err }, 'a Postgres connection was lost'));
  await checkSecret(db, settings, configuration);
  const temporal = connectTemporal(process.env);
  const { served, made } = await serveAndBootstrap(db, settings.apiKey, () =>
    serve({ settings, configuration, db, temporal, log }),
  );
  const { url, stop } = served;
  tell(url, made);
  log.info({ url }, 'API runs');
  const forgetting = setInterval(
    () =>
      void forgetOld(db, configuration.keeping).catch((err: unknown) => log.warn({ err }, 'clearing failed')),
    hourMs,
  );
  await stopped();
  clearInterval(forgetting);
  await stop();
  await tracing.stop();
  await temporal.close();
  await db.end();
};

const noDatabase = (): never => {
  throw new Error(
    'DATABASE_URL is not set. `npm start` brings a database of its own; the API alone needs the address of one.',
  );
};

interface Parts {
  readonly settings: ProcessSettings;
  readonly configuration: Configuration;
  readonly db: Database;
  readonly temporal: Temporal;
  readonly log: Logger;
}

const serve = async ({ settings, configuration, db, temporal, log }: Parts) => {
  const { systems, publicUrl, telephony, access, keeping } = configuration;
  const rules = configuredRules(configuration);
  const waker = createWaker(temporal.client, log);
  const calmly = wakeCalmly(waker);
  const watch = watchTemporal(temporal);
  const metrics = createMetrics();
  measurePool(metrics.registry, db);
  const pages = new Map(systems.map((system) => [system.name, createConnector(system)]));
  const app = await buildApp({
    db,
    systems: systems.map((system) => ({ ...system, place: placeIn(system) })),
    publicUrl,
    log,
    commands: createCommands(rules),
    goesTo: (service) => systemsFor(rules, service),
    country: telephony?.country ?? 'RU',
    ...(telephony ? { telephony } : {}),
    ...(rules.notify ? { notify: rules.notify } : {}),
    ...(rules.notify?.email ? { signInByMail: { own: rules.notify.own } } : {}),
    ...(access ? { access } : {}),
    ...(keeping ? { keeping } : {}),
    ...(settings.trustedProxies ? { trustedProxies: settings.trustedProxies } : {}),
    ...(settings.secret ? { secret: Buffer.from(settings.secret) } : {}),
    pageOf: (system, recordId) => pages.get(system)?.pageOf(recordId),
    webhookOf: (type) => webhookOf(type as Parameters<typeof webhookOf>[0]),
    wake: (number) => waker.wake(wakeTicket(number)),
    wakeCall: (id) => calmly.wake(wakeCall(id)),
    startReconcile: (id) => waker.wake(startReconcile(id)),
    temporalState: watch.state,
    metrics: scrapeable(
      metrics,
      db,
      systems.map(({ name }) => name),
      watch.state,
    ),
    ...(settings.temporalUiUrl ? { temporalUiUrl: settings.temporalUiUrl } : {}),
  });
  await app.listen({ host: settings.host, port: settings.port });
  const { port } = app.server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    watch.stop();
    await app.close();
    calmly.flush();
    await waker.drain();
    await Promise.all([...pages.values()].map((connector) => connector.close()));
  };
  return { url: `http://${settings.host}:${port}`, stop };
};

/** The queue or project that tickets go to there. */
const placeIn = (system: Configuration['systems'][number]): string =>
  system.type === 'redmine' ? system.project : system.queue;

/** What was made at the first start goes to the supervisor, who prints it; without one it is printed here. Never into a log. */
const tell = (url: string, { apiKey, user }: Bootstrapped): void => {
  if (process.send) return void process.send({ ready: true, url, apiKey, user });
  if (apiKey) process.stdout.write(`Administrator API key (shown once): ${apiKey}\n`);
  if (user)
    process.stdout.write(`Sign in as ${user.login} with the password (shown once): ${user.password}\n`);
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${faultText(error)}\n`);
    process.exit(1);
  },
);
