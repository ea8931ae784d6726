import { isDeepStrictEqual } from 'node:util';
import { ownAddress, type ProcessSettings } from '../../platform/settings';
import { secretIn } from '../../platform/secret';
import { migrate } from '../../store/migrate';
import { startProcess } from './child-process';
import { writeDemoConfiguration, type DemoAccess } from './demo-configuration';
import { demoDirectory, demoSystems } from './demo-systems';
import { processEnvironment } from './environment';
import { keepRunning, type Kept, type Running } from './keep-running';
import type { Progress } from './progress';
import { postgresServer, temporalServer, type TemporalPlace } from './servers';
import type { ApiReady, FirstWayIn } from './way-in';
import { speaksRussian, type Words } from './words';

interface PartsOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly dataDir: string;
  readonly address: ProcessSettings;
  /** The configuration names no systems. */
  readonly demo: boolean;
  readonly way: FirstWayIn;
  readonly progress: Progress;
  readonly words: Words;
}

/** The servers and processes of one installation: which they are, what each needs of the others, how each is kept running. */
export class Parts {
  /** What they told of themselves when they were last started. */
  database: string | undefined;
  temporal: TemporalPlace | undefined;
  demo: DemoAccess | undefined;

  private readonly kept: { [name in PartName]?: Kept<unknown> } = {};
  private readonly end = new AbortController();

  constructor(private readonly options: PartsOptions) {}

  /** Servers side by side, then the schema, then our processes side by side. */
  async start(): Promise<void> {
    const { env, demo, progress, words } = this.options;
    if (demo) progress.info(words.demo);
    await Promise.all([
      this.startDatabase(),
      env.TEMPORAL_ADDRESS ? undefined : this.startTemporal(),
      demo && this.startDemo(),
    ]);
    progress.info(words.processes);
    await Promise.all([
      this.keep('api', () => this.startApi()),
      this.keep('worker', () => this.startWorker()),
    ]);
  }

  /** How each is ended for good, in the order in which they are to end. */
  endings(): (() => Promise<unknown>)[] {
    this.end.abort();
    const of = (name: PartName) => this.kept[name]?.stop();
    return [
      async () => of('api'),
      async () => of('worker'),
      async () => of('demo'),
      () => Promise.all([of('temporal'), of('postgres')]),
    ];
  }

  private async startDatabase(): Promise<void> {
    const { dataDir, address, progress, words } = this.options;
    const start = () => postgresServer({ dataDir, log: progress });
    this.database =
      address.databaseUrl ?? (await this.keep('postgres', start, (url) => this.changed('database', url)));
    progress.info(words.migrating);
    await migrate(this.database);
  }

  private async startTemporal(): Promise<void> {
    const { dataDir, progress } = this.options;
    const start = () => temporalServer({ dataDir, log: progress }, this.end.signal);
    this.temporal = await this.keep('temporal', start, (place) => this.changed('temporal', place));
  }

  private async startDemo(): Promise<void> {
    const { dataDir, address, progress } = this.options;
    const start = () =>
      demoSystems({ dataDir, front: ownAddress(address), port: address.port, log: progress });
    this.demo = await this.keep('demo', start, (access) => this.changed('demo', access));
  }

  private async startApi(): Promise<Running<ApiReady>> {
    const { dataDir, progress, way } = this.options;
    const SAGADESK_SECRET = this.options.address.secret ?? secretIn(dataDir);
    const env = { ...this.environment(), SAGADESK_API_KEY: way.key, SAGADESK_SECRET };
    const api = await startProcess<ApiReady>({
      name: 'api',
      script: 'api/main.ts',
      env,
      dataDir,
      graceMs: 3_000,
      log: progress,
    });
    way.keep(api.value);
    return api;
  }

  private startWorker(): Promise<Running<unknown>> {
    const { dataDir, progress } = this.options;
    const env = this.environment();
    return startProcess({
      name: 'worker',
      script: 'workers/main.ts',
      env,
      dataDir,
      graceMs: 9_000,
      log: progress,
    });
  }

  private environment(): NodeJS.ProcessEnv {
    const { env, address, dataDir } = this.options;
    const company = speaksRussian(env) ? 'Ромашка' : 'Romashka Ltd';
    const configFile = this.demo
      ? writeDemoConfiguration(demoDirectory(dataDir), address.configFile, this.demo, company)
      : address.configFile;
    const { host, port } = address;
    return processEnvironment(env, {
      databaseUrl: this.database!,
      temporal: this.temporal,
      configFile,
      host,
      port,
    });
  }

  private async keep<T>(
    name: PartName,
    start: () => Promise<Running<T>>,
    onRestart?: (value: T) => void,
  ): Promise<T> {
    if (this.end.signal.aborted) throw new Error(`${name} is not started any more`);
    const { progress, words } = this.options;
    const kept = keepRunning({ name, start, progress, words, ...(onRestart ? { onRestart } : {}) });
    this.kept[name] = kept;
    return kept.ready;
  }

  /** A server came back: our processes are started again when it is to be found elsewhere now. */
  private changed<K extends 'database' | 'temporal' | 'demo'>(key: K, value: this[K]): void {
    if (isDeepStrictEqual(this[key], value)) return;
    this[key] = value;
    this.kept.api?.renew();
    this.kept.worker?.renew();
  }
}

type PartName = 'api' | 'worker' | 'demo' | 'temporal' | 'postgres';
