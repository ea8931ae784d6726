import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import type { AnySystemConfig } from '../../connectors/system-config';
import { openDatabase, type Database } from '../../store/database';
import { startPart, type Part } from './part';
import { startProxy, type Proxy } from './proxy';
import type { Servers } from './servers';
import type { StartSystems, Systems } from './systems';

/** Sagadesk as its real processes, between two systems, with a proxy before each that notes the calls. */
export interface Product {
  readonly url: string;
  /** One key may make 50 requests a second. */
  readonly keys: readonly string[];
  readonly systems: Systems;
  /** By name of the system. */
  readonly proxies: Readonly<Record<string, Proxy>>;
  /** As the product has them: with the proxies' addresses. */
  readonly configs: readonly AnySystemConfig[];
  readonly configFile: string;
  readonly db: Database;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  /** Pid of the worker process. */
  worker(): number;
  /** Pid of the API process. */
  api(): number;
  stop(): Promise<void>;
}

export interface ProductOptions {
  readonly systems: StartSystems;
  readonly keys?: number;
  /** False: only the API; the caller starts the worker when he wants it. */
  readonly worker?: boolean;
  /** False: the systems have none, the product only polls. */
  readonly hooks?: boolean;
  /** Further chapters of its configuration. */
  readonly chapters?: Readonly<Record<string, object>>;
}

export const startProduct = async (
  servers: Servers,
  { systems: start, keys = 4, worker = true, hooks = true, chapters = {} }: ProductOptions,
): Promise<Product> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const systems = await start({ ...(hooks && { front: url }), secret: randomBytes(16).toString('hex') });
  const proxies = {
    helpdesk: await startProxy(systems.desk.url),
    executors: await startProxy(systems.tracker.url),
  };
  const configs: AnySystemConfig[] = [
    { ...systems.desk, url: proxies.helpdesk.url },
    { ...systems.tracker, url: proxies.executors.url },
  ];
  const configFile = writeConfiguration(servers.dir, configs, chapters);
  const env = {
    DATABASE_URL: servers.databaseUrl,
    SAGADESK_CONFIG: configFile,
    TEMPORAL_ADDRESS: servers.temporal.address,
    TEMPORAL_NAMESPACE: servers.temporal.namespace,
    LOG_LEVEL: process.env.BENCH_LOG ? 'info' : 'error',
  };
  const first = randomBytes(24).toString('hex');
  const api = await startPart('api/main.ts', {
    ...env,
    HOST: '127.0.0.1',
    PORT: String(port),
    SAGADESK_API_KEY: first,
  });
  const db = openDatabase(servers.databaseUrl, 4);
  let running: Part<unknown> | undefined;
  const product: Product = {
    ...{ url, systems, proxies, configs, configFile, db },
    keys: await moreKeys(url, first, keys),
    async startWorker() {
      running = await startPart('workers/main.ts', env);
    },
    async stopWorker() {
      await running?.stop();
      running = undefined;
    },
    worker: () => running?.child.pid ?? 0,
    api: () => api.child.pid ?? 0,
    async stop() {
      await product.stopWorker();
      await api.stop();
      await db.end();
      await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
      await systems.stop();
    },
  };
  if (worker) await product.startWorker();
  return product;
};

/** JSON is YAML too. */
const writeConfiguration = (dir: string, configs: readonly AnySystemConfig[], chapters: object): string => {
  const file = path.join(dir, 'sagadesk.yaml');
  const systems = Object.fromEntries(configs.map(({ name, ...config }) => [name, config]));
  const routes = [{ when: { service: '*' }, to: 'executors' }];
  writeFileSync(file, JSON.stringify({ systems, routes, ...chapters }), { mode: 0o600 });
  return file;
};

const moreKeys = async (url: string, key: string, count: number): Promise<string[]> => {
  const keys: string[] = [];
  while (keys.length < count) {
    const answer = await fetch(`${url}/api/v1/api-keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'engineer' }),
    });
    if (answer.status !== 201) throw new Error(`POST /api-keys: ${answer.status} ${await answer.text()}`);
    keys.push(((await answer.json()) as { key: string }).key);
  }
  return keys;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
