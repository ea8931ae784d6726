import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DemoPlan, DemoReady } from '../../demo/main';
import { keptPort } from '../../platform/servers/ports';
import type { ServerLog } from '../../platform/servers/server-log';
import { startProcess } from './child-process';
import type { DemoAccess } from './demo-configuration';
import { machineEnvironment } from './environment';
import type { Running } from './keep-running';

interface DemoPlace {
  readonly dataDir: string;
  /** Address of the front, to which the hooks tell. */
  readonly front: string;
  /** Port of the front. */
  readonly port: number;
  readonly log: ServerLog;
}

/** Of the demo systems and the configuration with their keys: closed to other accounts. */
export const demoDirectory = (dataDir: string): string => {
  const directory = path.join(dataDir, 'demo');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return directory;
};

/** The two systems that stand in when the configuration names none. Ports, keys and what they hold are kept. */
export const demoSystems = async ({ dataDir, front, port, log }: DemoPlace): Promise<Running<DemoAccess>> => {
  const directory = demoDirectory(dataDir);
  const secrets = keptSecrets(directory);
  const [deskPort, trackerPort] = await ports(directory, port);
  const plan: DemoPlan = {
    directory,
    deskPort,
    trackerPort,
    deskHook: { url: `${front}/webhooks/helpdesk`, secret: secrets.desk },
    trackerHook: { url: `${front}/webhooks/executors`, secret: secrets.tracker },
  };
  const env = { ...machineEnvironment(process.env), DEMO_SYSTEMS: JSON.stringify(plan) };
  const running = await startProcess<DemoReady>({
    name: 'demo',
    script: 'demo/main.ts',
    env,
    dataDir,
    graceMs: 3_000,
    log,
  });
  const { desk, tracker } = running.value;
  const value = { desk: { ...desk, secret: secrets.desk }, tracker: { ...tracker, secret: secrets.tracker } };
  return { ...running, value };
};

/** Beside the front's port where they are free, so that people can remember them. */
const ports = async (directory: string, port: number): Promise<readonly [number, number]> => {
  const files = ['request-tracker', 'redmine'].map((name) => path.join(directory, `${name}.port`)) as [
    string,
    string,
  ];
  for (const [i, file] of files.entries()) if (!existsSync(file)) writeFileSync(file, `${port + 1 + i}\n`);
  const desk = await keptPort(files[0], port);
  return [desk, await keptPort(files[1], desk)];
};

interface Secrets {
  readonly desk: string;
  readonly tracker: string;
}

const keptSecrets = (directory: string): Secrets => {
  const file = path.join(directory, 'secrets.json');
  if (!existsSync(file)) {
    const made: Secrets = { desk: randomBytes(24).toString('hex'), tracker: randomBytes(24).toString('hex') };
    writeFileSync(`${file}.new`, JSON.stringify(made), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
};
