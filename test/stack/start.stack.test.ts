import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { parse } from 'yaml';
import { eventually } from '../systems/eventually';
import { clientOf, type Client } from './client';
import { failToStart, processesWith, startSagadesk, type SagadeskProcess } from './sagadesk-process';

jest.setTimeout(240_000);

interface Ticket {
  readonly number: string;
  readonly title: string;
  readonly sync: {
    readonly state: string;
    readonly links: readonly { system: string; id: string; url: string }[];
  };
}

/** Not below the system's temporary directory: Postgres' own account must reach it. */
const dataDir = mkdtempSync('/var/tmp/sagadesk-start-');
let sagadesk: SagadeskProcess;
let api: Client;
let number: string;

const start = async () => {
  sagadesk = await startSagadesk(dataDir);
  const [, key = ''] =
    /^key: (\S+)$/m.exec(readFileSync(path.join(dataDir, 'administrator.txt'), 'utf8')) ?? [];
  api = clientOf(sagadesk.front, key);
};

const register = (title: string) =>
  api<Ticket>('POST', '/tickets', {
    title,
    description: 'С утра горит красная лампа',
    channel: 'phone',
    requester: { name: 'Анна Иванова', email: 'anna@romashka.example' },
  });

const synced = (of: string) =>
  eventually(
    `${of} stands in both systems`,
    async () => {
      const { json } = await api<Ticket>('GET', `/tickets/${of}`);
      return json.sync.state === 'synced' && json.sync.links.length === 2 ? json : undefined;
    },
    60,
  );

beforeAll(start);
afterAll(async () => {
  await sagadesk?.end('SIGKILL');
  await eventually('no process is left', async () => processesWith(dataDir).length === 0 || undefined);
  rmSync(dataDir, { recursive: true, force: true });
});

it('prints the first password and key, and keeps them for this account only', () => {
  const file = path.join(dataDir, 'administrator.txt');
  const [, password] = /^password: (\S+)$/m.exec(readFileSync(file, 'utf8')) ?? [];
  expect(password).toBeTruthy();
  expect(sagadesk.printed()).toContain(`admin, password ${password}`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('registers the demo company in Russian and English', async () => {
  const { json } = await api<{ items: readonly Ticket[] }>('GET', '/tickets');
  expect(json.items.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['Не печатает принтер на втором этаже', 'VPN drops every ten minutes']),
  );
});

it('shows a ticket of the front in both demo systems, under its number', async () => {
  number = (await register('Не открывается почта')).json.number;
  const { sync } = await synced(number);
  const { systems } = parse(readFileSync(path.join(dataDir, 'demo', 'sagadesk.yaml'), 'utf8'));
  const idIn = (system: string) => sync.links.find((link) => link.system === system)?.id;
  const record = await fetch(`${sagadesk.desk}/REST/2.0/ticket/${idIn('helpdesk')}`, {
    headers: { authorization: `token ${systems.helpdesk.token}` },
  });
  expect(JSON.stringify(await record.json())).toContain(`"${number}"`);
  const issue = await fetch(`${sagadesk.tracker}/issues/${idIn('executors')}.json`, {
    headers: { 'x-redmine-api-key': systems.executors.apiKey },
  });
  expect(await issue.json()).toMatchObject({
    issue: {
      subject: 'Не открывается почта',
      custom_fields: expect.arrayContaining([expect.objectContaining({ value: number })]),
    },
  });
});

it('refuses a second start on the same data, and a taken port, in words for a person', async () => {
  const second = await failToStart({ SAGADESK_DATA: dataDir, PORT: '0' });
  expect(second).toEqual({ code: 1, text: expect.stringMatching(/its data is in use by process \d+/) });
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const scratch = mkdtempSync('/var/tmp/sagadesk-start-');
  const taken = await failToStart({ SAGADESK_DATA: scratch, PORT: String(port) });
  other.close();
  rmSync(scratch, { recursive: true });
  expect(taken).toEqual({ code: 1, text: expect.stringContaining(`127.0.0.1:${port} is taken`) });
});

it('ends everything within 20 s of SIGTERM, and finds its data again at the next start', async () => {
  const { code, ms } = await sagadesk.end('SIGTERM');
  expect(code).toBe(0);
  expect(ms).toBeLessThan(20_000);
  expect(processesWith(dataDir)).toEqual([]);
  const before = sagadesk.desk;
  await start();
  expect(sagadesk.desk).toBe(before);
  expect(sagadesk.printed()).toContain(path.join(dataDir, 'administrator.txt'));
  expect(sagadesk.printed()).not.toMatch(/password \S{12}|sd_/);
  expect((await api<Ticket>('GET', `/tickets/${number}`)).json.title).toBe('Не открывается почта');
});

it('starts over whatever kill -9 left, and goes on', async () => {
  const interrupted = (await register('Мигает монитор')).json.number;
  await sagadesk.end('SIGKILL');
  await start();
  await synced(interrupted);
  await synced((await register('Нужен второй монитор')).json.number);
});

it('starts a process again that died', async () => {
  const pidOf = (name: string) =>
    (JSON.parse(readFileSync(path.join(dataDir, `${name}.pid`), 'utf8')) as { server?: { pid: number } })
      .server?.pid;
  const worker = pidOf('worker');
  process.kill(worker!, 'SIGKILL');
  await eventually(
    'another worker runs',
    async () => /worker runs again/.test(sagadesk.printed()) || undefined,
  );
  expect(pidOf('worker')).not.toBe(worker);
  await synced((await register('Скрипит кресло')).json.number);
});

it('ends as well on Ctrl-C', async () => {
  const { code } = await sagadesk.end('SIGINT');
  expect(code).toBe(0);
  expect(processesWith(dataDir)).toEqual([]);
});
