import { join } from 'node:path';
import { clientOf, type Client } from '../client';
import { freePort } from '../free-port';
import { patientFetch } from '../patient-fetch';
import type { WorldSystems } from '../world';
import { startInstallation, type Installation } from './installation';
import { Part } from './part';

/** An installation with three workers and two APIs, each worker with numbers of its own to look at. */
export interface Fleet extends Installation {
  /** The second API. */
  readonly otherUrl: string;
  /** Speaks to both APIs by turns. */
  readonly both: Client;
  readonly key: string;
  readonly moreWorkers: readonly [Part, Part];
  readonly workerUrls: readonly [string, string, string];
}

export const startFleet = async (systems: WorldSystems, more: NodeJS.ProcessEnv = {}): Promise<Fleet> => {
  const [otherPort, ...workerPorts] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const settings = (n: number) => ({ ...more, WORKER_PORT: String(workerPorts[n]) });
  const one = await startInstallation(systems, settings(0));
  const part = (name: string, script: 'api/main.ts' | 'workers/main.ts', env: NodeJS.ProcessEnv) =>
    new Part({ script, env: { ...one.env, ...env }, logFile: join(one.logs, `${name}.log`) });
  const otherApi = part('api-2', 'api/main.ts', { PORT: String(otherPort) });
  const moreWorkers = [
    part('worker-2', 'workers/main.ts', settings(1)),
    part('worker-3', 'workers/main.ts', settings(2)),
  ] as const;
  const added = [otherApi, ...moreWorkers];
  await Promise.all(added.map(({ ready }) => ready));
  const key = one.env.SAGADESK_API_KEY!;
  const otherUrl = `http://127.0.0.1:${otherPort}`;
  return {
    ...one,
    otherUrl,
    key,
    moreWorkers,
    workerUrls: workerPorts.map((port) => `http://127.0.0.1:${port}`) as unknown as Fleet['workerUrls'],
    both: byTurns(one.api, clientOf(otherUrl, key, patientFetch({ seconds: 60 }))),
    async stop() {
      await Promise.all(added.map((each) => each.stop()));
      await one.stop();
    },
  };
};

const byTurns = (...clients: readonly Client[]): Client => {
  let n = 0;
  const next = () => clients[n++ % clients.length]!;
  const call = (method: string, path: string, body?: object) => next()(method, path, body);
  return Object.assign(call, {
    upload: (...args: Parameters<Client['upload']>) => next().upload(...args),
    bytes: (path: string) => next().bytes(path),
  }) as Client;
};
