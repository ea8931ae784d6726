import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { loadConfiguration } from '../../connectors/configuration';
import { takeOver } from '../../platform/servers/orphan';
import { dataDirectory } from '../../platform/servers/paths';
import { removeClaim } from '../../platform/servers/pid-file';
import { ownAddress, processSettings, strangeVariables } from '../../platform/settings';
import type { ProcessSettings } from '../../platform/settings';
import { claimProcess, pidFileOf } from './child-process';
import { endInOrder, killAll } from './ending';
import { greetingOf } from './greeting';
import { listenAddress } from './listen-address';
import { Parts } from './parts';
import type { Progress } from './progress';
import { seedDemo } from './seed-demo';
import { FirstWayIn } from './way-in';
import type { Words } from './words';

/** Everything that one `npm start` runs. */
export interface House {
  /** Resolves when all of it runs. Rejects with a fault for a person; then `stop` ends what runs already. */
  start(): Promise<void>;
  /** Ends all of it, in order, within 20 s. May be called at any moment. */
  stop(): Promise<void>;
}

const own = ['api', 'worker', 'demo'] as const;

export const openHouse = (env: NodeJS.ProcessEnv, progress: Progress, words: Words): House => {
  let dataDir: string | undefined;
  let parts: Parts | undefined;
  let stopping = false;
  const start = async () => {
    const settings = processSettings(env);
    const { demo } = loadConfiguration(env);
    for (const sentence of strangeVariables(env)) progress.warn(sentence);
    const place = await takePlace(env, progress, words);
    dataDir = place;
    const address = { ...settings, ...(await listenAddress(settings, place, words)) };
    const way = new FirstWayIn(place, settings.apiKey);
    if (stopping) return;
    parts = new Parts({ env, dataDir: place, address, demo, way, progress, words });
    await parts.start();
    if (demo) await seedDemo({ url: ownAddress(address), key: way.key, directory: place, progress, words });
    if (!stopping) progress.print(greetingOf(greeting(parts, address, place, way, progress), words));
  };
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    if (parts && !(await endInOrder(parts.endings()))) {
      progress.warn(words.killed);
      killAll(dataDir!, [...own, 'temporal', 'postgres']);
    }
    if (dataDir === undefined) return;
    for (const name of [...own, 'sagadesk']) removeClaim(pidFileOf(dataDir, name));
  };
  return { start, stop };
};

/** The data directory, claimed, with what a killed start left of our own processes ended. */
const takePlace = async (env: NodeJS.ProcessEnv, log: Progress, words: Words): Promise<string> => {
  const dataDir = dataDirectory({ log, env });
  mkdirSync(path.join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  log.info(`${words.starting} ${dataDir}`);
  const noServer = { signal: 'SIGTERM', graceMs: 0 } as const;
  await takeOver(pidFileOf(dataDir, 'sagadesk'), {
    name: 'Sagadesk',
    marker: dataDir,
    ending: noServer,
    log,
  });
  await Promise.all(own.map((name) => claimProcess({ name, dataDir, log })));
  return dataDir;
};

const greeting = (
  { demo, temporal }: Parts,
  address: ProcessSettings,
  dataDir: string,
  way: FirstWayIn,
  progress: Progress,
) => ({
  seconds: progress.seconds(),
  front: ownAddress(address),
  demo: demo && { desk: demo.desk.url, tracker: demo.tracker.url },
  temporalUi: temporal?.uiUrl,
  logs: path.join(dataDir, 'logs'),
  way: way.toPrint(),
});
