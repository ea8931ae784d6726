import { execFile } from 'node:child_process';
import { mkdtemp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterUs } from './leave-nothing';
import { deskPerson, trackerPerson } from './people';
import { deskConfig, trackerConfig, type StartSystems } from './systems';

const run = promisify(execFile);
const scripts = path.join(__dirname, '../../test/systems');

/** A real Request Tracker 5 and a real Redmine 5 on loopback, with our hooks; BENCH_SYSTEMS names a directory that keeps them between runs. */
export const startRealSystems: StartSystems = async ({ front, secret }) => {
  const kept = process.env.BENCH_SYSTEMS;
  const dir = kept ?? (await mkdtemp('/var/tmp/sagadesk-bench-systems-'));
  if (!kept) afterUs(...ending(dir));
  const [rt, redmine] = await Promise.all([
    up('request-tracker', dir, {
      WEBHOOK_URL: front ? `${front}/webhooks/helpdesk` : '',
      WEBHOOK_SECRET: secret,
    }),
    up('redmine', dir, { WEBHOOK_URL: front ? `${front}/webhooks/executors` : '', WEBHOOK_SECRET: secret }),
  ]);
  const url = { rt: rt('RT_URL'), redmine: redmine('REDMINE_URL') };
  return {
    desk: deskConfig({ url: url.rt, token: rt('RT_TOKEN'), queue: rt('RT_QUEUE') }, secret),
    tracker: trackerConfig(
      { url: url.redmine, apiKey: redmine('REDMINE_API_KEY'), project: redmine('REDMINE_PROJECT') },
      secret,
    ),
    olga: deskPerson(url.rt, 'olga', rt('RT_AGENT_PASSWORD')),
    executor: trackerPerson(
      url.redmine,
      redmine('REDMINE_EXECUTOR_API_KEY'),
      {
        'In Progress': Number(redmine('REDMINE_STATUS_IN_PROGRESS')),
        Resolved: Number(redmine('REDMINE_STATUS_RESOLVED')),
      },
      { Normal: Number(redmine('REDMINE_PRIORITY_NORMAL')), High: Number(redmine('REDMINE_PRIORITY_HIGH')) },
    ),
    async stop() {
      if (kept) return;
      for (const [command, ...args] of ending(dir)) await run(command!, args);
    },
  };
};

const ending = (dir: string): readonly (readonly string[])[] => [
  ...['request-tracker', 'redmine'].map((system) => [
    path.join(scripts, system, 'down.sh'),
    path.join(dir, system),
  ]),
  ['rm', '-rf', dir],
];

/** Runs the system's script; answers a look-up of the NAME=value lines that it prints. Throws what it said. */
const up = async (system: string, dir: string, settings: Readonly<Record<string, string>>) => {
  const place = path.join(dir, system);
  await mkdir(place, { recursive: true, mode: 0o755 });
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...settings };
  const { stdout } = await run(path.join(scripts, system, 'up.sh'), [place], { env, maxBuffer: 1 << 24 });
  const printed = new Map(
    [...stdout.matchAll(/^([A-Z][A-Z0-9_]*)=(?:'(.*)'|(.*))$/gm)].map(([, name, quoted, bare]) => [
      name,
      quoted ?? bare ?? '',
    ]),
  );
  return (name: string): string => {
    const value = printed.get(name);
    if (value === undefined) throw new Error(`${system}/up.sh printed no ${name}`);
    return value;
  };
};
