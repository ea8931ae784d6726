import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startReceiver, signatureOf, type Event, type Receiver } from './receiver';
import { startTamperProxy } from './tamper';
import { startRequestTracker, type RealRequestTracker } from './request-tracker';

const run = promisify(execFile);
const install = join(__dirname, '../../connectors/request-tracker/hook/install.sh');
const secret = 'a secret of the desk';

interface Change {
  readonly transaction: number;
  readonly type: string;
  readonly field: string | null;
  readonly old: string | null;
  readonly new: string | null;
  readonly creator: string;
}
interface Told {
  readonly ticket: number;
  readonly queue: string;
  readonly external_key: string | null;
  readonly changes: readonly Change[];
}
const told = (event: Event) => JSON.parse(event.body) as Told;

jest.setTimeout(240_000);

describe('the hook in a real Request Tracker', () => {
  let desk: RealRequestTracker;
  let receiver: Receiver;
  let scratch: string;

  beforeAll(async () => {
    receiver = await startReceiver();
    // a desk of its own: its hook is taken out and its server killed here
    desk = await startRequestTracker({
      dir: await mkdtemp('/var/tmp/request-tracker-hook-'),
      webhookUrl: `${receiver.url}/webhooks/helpdesk`,
      webhookSecret: secret,
      webhookTimeoutSeconds: 2,
    });
    scratch = await mkdtemp('/var/tmp/hook-');
  }, 120_000);

  afterAll(async () => {
    await desk?.setWebhook('');
    await desk?.down();
    await receiver?.stop();
    await rm(scratch, { recursive: true, force: true });
  });

  beforeEach(() => receiver.forget());

  const newTicket = async (more: Record<string, unknown> = {}) => {
    const answer = await desk.asAgent('olga')<{ id: string }>('POST', '/ticket', {
      Queue: desk.queue,
      Subject: 'Принтер не печатает',
      ...more,
    });
    expect(answer.status).toBe(201);
    return Number(answer.json.id);
  };
  const changeOf = (ticket: number, type: string, more: (change: Change) => boolean = () => true) =>
    receiver.waitFor(`${type} of ticket ${ticket}`, (event) => {
      const { ticket: id, changes } = told(event);
      return id === ticket && changes.some((change) => change.type === type && more(change));
    });
  const installer = (...words: string[]) => {
    const { RT_SITE_CONFIG = '', RT_SITE_CONFIG_DIR = '' } = desk.env;
    return run(install, words, { env: { ...process.env, RT_SITE_CONFIG, RT_SITE_CONFIG_DIR } });
  };
  const scripsIn = (output: string) => output.split('\n').filter((line) => line.startsWith('scrip'));

  it('lets people work and knows who they are', async () => {
    for (const name of ['olga', 'pavel', 'anna', 'root'] as const) {
      expect((await desk.asAgent(name)('GET', '/rt')).status).toBe(200);
    }
    expect((await desk.asSync()('GET', '/rt')).status).toBe(200);
  });

  it('signs instant and body of every transaction', async () => {
    const ticket = await newTicket({ CustomFields: { 'External Key': 'SD-1' } });
    const event = await changeOf(ticket, 'Create');
    const stamp = String(event.headers['x-rt-timestamp']);
    expect(event.headers['x-rt-signature']).toBe(signatureOf(`${stamp}.${event.body}`, secret));
    expect(Math.abs(Date.now() / 1000 - Number(stamp))).toBeLessThan(60);
    expect(told(event)).toMatchObject({ ticket, queue: desk.queue });
  });

  it('names people, queues and fields, and the old value beside the new one', async () => {
    const ticket = await newTicket();
    await desk.asAgent('pavel')('PUT', `/ticket/${ticket}`, {
      Status: 'open',
      Owner: 'pavel',
      CustomFields: { 'External Key': 'SD-2' },
    });
    const status = told(await changeOf(ticket, 'Status')).changes[0];
    expect(status).toMatchObject({ field: 'Status', old: 'new', new: 'open', creator: 'pavel' });
    const key = told(await changeOf(ticket, 'CustomField'));
    expect(key.changes[0]).toMatchObject({ field: 'CF.{External Key}', old: null, new: 'SD-2' });
    const owner = told(await changeOf(ticket, 'Set', (change) => change.field === 'Owner'));
    expect(owner.changes[0]).toMatchObject({ old: 'Nobody', new: 'pavel' });
  });

  it('tells of public and internal text apart', async () => {
    const ticket = await newTicket();
    const olga = desk.asAgent('olga');
    await olga('POST', `/ticket/${ticket}/correspond`, { Content: 'Уже едем', ContentType: 'text/plain' });
    await olga('POST', `/ticket/${ticket}/comment`, { Content: 'осторожно', ContentType: 'text/plain' });
    await changeOf(ticket, 'Correspond');
    const internal = await changeOf(ticket, 'Comment');
    expect(internal.body).not.toContain('осторожно');
  });

  it('never fails a change because the front is away or refuses', async () => {
    receiver.answer(503);
    const refused = await newTicket();
    receiver.answer(202);
    await desk.setWebhook('http://127.0.0.1:9/webhooks/helpdesk');
    const away = await newTicket();
    await desk.setWebhook(`${receiver.url}/webhooks/helpdesk`);
    expect(away).toBeGreaterThan(refused);
  });

  it('holds a change no longer than its time-out when the front hangs', async () => {
    const ticket = await newTicket();
    const front = await startTamperProxy(receiver.url);
    front.hang(() => true);
    await desk.setWebhook(`${front.url}/webhooks/helpdesk`);
    const since = performance.now();
    const said = await desk.asAgent('olga')('POST', `/ticket/${ticket}/comment`, {
      Content: 'ждём',
      ContentType: 'text/plain',
    });
    const held = performance.now() - since;
    await desk.setWebhook(`${receiver.url}/webhooks/helpdesk`);
    await front.stop();
    expect(said.status).toBe(201);
    expect(front.seen).toHaveLength(1);
    expect(held).toBeGreaterThan(1900);
    expect(held).toBeLessThan(8000);
  });

  it('works again after kill -9 and a new start, on the same port', async () => {
    const { url } = desk;
    await desk.killHard();
    await expect(desk.asSync()('GET', '/rt')).rejects.toThrow();
    await desk.start();
    expect((await fetch(`${url}/REST/2.0/rt`)).status).toBe(401);
    const ticket = await newTicket();
    await changeOf(ticket, 'Create');
    await desk.stop();
    await expect(desk.asSync()('GET', '/rt')).rejects.toThrow();
    await desk.start();
    expect((await desk.asSync()('GET', `/ticket/${ticket}`)).status).toBe(200);
  });

  it('is installed again without a second scrip or field, and a new secret holds at once', async () => {
    const file = join(scratch, 'secret');
    await writeFile(file, '  another secret \n');
    const words = ['--url', `${receiver.url}/webhooks/helpdesk`, '--secret-file', file];
    const { stdout } = await installer(...words);
    expect(stdout).toContain("field 'External Key': already there");
    expect(stdout).toContain("field 'External Comment': already there");
    expect(scripsIn(stdout)).toEqual(['scrip: already there']);
    const ticket = await newTicket();
    const event = await changeOf(ticket, 'Create');
    const signed = `${event.headers['x-rt-timestamp']}.${event.body}`;
    expect(event.headers['x-rt-signature']).toBe(signatureOf(signed, 'another secret'));
    expect(receiver.events.filter((one) => told(one).changes[0]?.type === 'Create')).toHaveLength(1);
  });

  it('signs with a secret of any letters, and refuses one that is no UTF-8', async () => {
    const letters = 'секрет стола é€';
    const file = join(scratch, 'secret');
    const words = ['--url', `${receiver.url}/webhooks/helpdesk`, '--secret-file', file];
    const signedWith = async () => {
      receiver.forget();
      const event = await changeOf(await newTicket({ Subject: 'Чернила' }), 'Create');
      return [event.headers['x-rt-signature'], `${event.headers['x-rt-timestamp']}.${event.body}`] as const;
    };
    await writeFile(file, `${letters}\n`);
    await installer(...words);
    const [installed, first] = await signedWith();
    expect(installed).toBe(signatureOf(first, letters));
    await desk.setWebhook(`${receiver.url}/webhooks/helpdesk`, `${letters} 2`);
    const [set, second] = await signedWith();
    expect(set).toBe(signatureOf(second, `${letters} 2`));
    await writeFile(file, Buffer.from([0xf1, 0xe5, 0xea, 0x0a])); // Windows-1251
    await expect(installer(...words)).rejects.toThrow('its first line is not UTF-8');
  });

  it('restricted to a queue, tells of others only when they carry our number', async () => {
    const file = join(scratch, 'secret');
    await writeFile(file, secret);
    await installer(
      '--url',
      `${receiver.url}/webhooks/helpdesk`,
      '--secret-file',
      file,
      '--queue',
      'general',
    );
    const foreign = await newTicket();
    const ours = await newTicket();
    await desk.asAgent('olga')('PUT', `/ticket/${ours}`, { CustomFields: { 'External Key': 'SD-3' } });
    await changeOf(ours, 'CustomField');
    expect(receiver.events.map((event) => told(event).ticket)).not.toContain(foreign);
  });

  it('is gone after --remove, with its settings, and comes back', async () => {
    const { stdout } = await installer('--remove');
    expect(stdout).toContain('removed the scrip');
    await expect(readFile(desk.env.RT_WEBHOOK_SETTINGS ?? '', 'utf8')).rejects.toThrow('ENOENT');
    await newTicket();
    const file = join(scratch, 'secret');
    const again = await installer('--url', `${receiver.url}/webhooks/helpdesk`, '--secret-file', file);
    expect(scripsIn(again.stdout)).toEqual(['scrip: created']);
    const ticket = await newTicket();
    await changeOf(ticket, 'Create');
    expect(new Set(receiver.events.map((event) => told(event).ticket))).toEqual(new Set([ticket]));
  });

  it('says in one sentence what is wrong with a command', async () => {
    await expect(installer('--url', 'front')).rejects.toThrow('--url is missing or is no http(s) address');
    await expect(
      installer('--url', 'http://front.test/webhooks/helpdesk', '--secret-file', '/nowhere'),
    ).rejects.toThrow('--secret-file /nowhere: No such file or directory');
    await expect(
      installer(
        '--url',
        'http://front.test/webhooks/helpdesk',
        '--secret-file',
        join(scratch, 'secret'),
        '--queue',
        'Nope',
      ),
    ).rejects.toThrow("there is no queue 'Nope' in this RT");
  });
});
