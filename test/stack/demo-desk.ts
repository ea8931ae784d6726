import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoRequestTracker } from '../../demo/request-tracker/server';
import { personAt } from '../systems/person';
import type { DeskName, WorldDesk } from './world';

const password = 'password-of-the-demo-people';

/** The people that the real desk of the tests has as well. */
const users = [
  { name: 'sync', realName: 'Integration', agent: false },
  { name: 'olga', realName: 'Olga Agent', agent: true },
  { name: 'pavel', realName: 'Pavel Agent', agent: true },
  { name: 'anna', realName: 'Anna Client', agent: false },
  { name: 'root', realName: 'Enoch Root', agent: true },
].map((person) => ({ ...person, email: `${person.name}@olddesk.example`, password }));

/** A demo desk with its data in a directory of its own, so that it can be stopped and started. */
export const demoDesk = async (clockOffsetMs = 0): Promise<WorldDesk> => {
  const directory = mkdtempSync(join(tmpdir(), 'sagadesk-demo-desk-'));
  const options = { users, dataFile: join(directory, 'desk.json'), clockOffsetMs };
  let server = await startDemoRequestTracker(options);
  const { url, token } = server;
  let webhook: { url: string; secret: string } | undefined;
  const basic = (name: DeskName) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  const as = (authorization: string) => personAt(`${url}/REST/2.0`, { authorization });
  return {
    url,
    token,
    queue: 'Support',
    async setWebhook(to, secret = '') {
      webhook = to === '' ? undefined : { url: to, secret };
      server.pointHook(webhook);
    },
    asAgent: (name) => as(basic(name)),
    asSync: () => as(`token ${token}`),
    stop: () => server.stop(),
    async start() {
      server = await startDemoRequestTracker({ ...options, port: Number(new URL(url).port), webhook });
    },
    async down() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
