import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRedmine } from '../../connectors/redmine/connector';
import { verifyRedmineWebhook } from '../../connectors/redmine/webhook';
import { startDemoRedmine } from '../../demo/redmine/start';
import type { DemoRedmine, DemoRedmineOptions } from '../../demo/redmine/start';
import { startReceiver } from '../systems/receiver';
import { redmineConfig } from './redmine-fixture';

const secret = 'a secret of the demo';

describe('the demo Redmine', () => {
  const running: DemoRedmine[] = [];
  const start = async (options: DemoRedmineOptions = {}) => {
    const demo = await startDemoRedmine(options);
    running.push(demo);
    return demo;
  };
  afterEach(async () => {
    await Promise.all(running.splice(0).map((demo) => demo.stop()));
  });

  const page = async (url: string, headers: Record<string, string> = {}) =>
    (await fetch(url, { headers })).text();
  const post = (url: string, fields: Record<string, string | File>, headers: Record<string, string> = {}) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return fetch(url, { method: 'POST', body, headers, redirect: 'manual' });
  };
  const connectorTo = (demo: DemoRedmine) => {
    const place = {
      ...demo,
      project: 'it-executors',
      trackerId: 4,
      keyFieldId: 1,
      elsewhere: 2,
      outOfSight: 3,
    };
    return createRedmine(redmineConfig(place));
  };
  const newIssue = async (demo: DemoRedmine, subject = 'Принтер') => {
    const answer = await post(`${demo.url}/issues`, { user: '6', subject, description: 'Не печатает' });
    return `${demo.url}${answer.headers.get('location')}`;
  };

  it('a newcomer makes an issue, changes it, writes a private note and attaches a file, all in the page', async () => {
    const demo = await start();
    const issue = await newIssue(demo);
    const file = new File(['%PDF'], 'счёт.pdf', { type: 'application/pdf' });
    const fields = {
      user: '7',
      status_id: '2',
      priority_id: '4',
      subject: 'Принтер',
      notes: 'Для своих',
      private_notes: '1',
      file,
    };
    expect((await post(issue, fields)).status).toBe(303);
    const shown = await page(issue, { 'accept-language': 'ru,en;q=0.5' });
    for (const text of [
      'Принтер',
      'Ольга Исполнитель',
      'In Progress',
      'Urgent',
      'Для своих',
      'приватное',
      'счёт.pdf',
    ])
      expect(shown).toContain(text);
    expect(await page(`${demo.url}/files/1`)).toBe('%PDF');
    expect(await page(`${demo.url}/issues`)).toContain('Принтер');
    const connector = connectorTo(demo);
    expect(await connector.read('1', '0')).toMatchObject({
      fields: { title: 'Принтер', status: 'In Progress', priority: 'Urgent' },
      history: [
        { kind: 'field', actor: { name: 'Ольга Исполнитель' } },
        { kind: 'field' },
        { kind: 'file', file: { filename: 'счёт.pdf', mediaType: 'application/pdf' } },
        { kind: 'comment', body: 'Для своих', visibility: 'internal' },
      ],
    });
    await connector.close();
  });

  it('speaks Russian and English, and remembers which', async () => {
    const { url } = await start();
    expect(await page(`${url}/issues`, { 'accept-language': 'ru-RU' })).toContain('Открытые задачи');
    expect(await page(`${url}/issues`, { 'accept-language': 'de' })).toContain('Open issues');
    const asked = await fetch(`${url}/issues?lang=ru`);
    const cookie = asked.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await page(`${url}/issues`, { cookie })).toContain('Открытые задачи');
  });

  it('shows hostile text as text, and takes no form from another site', async () => {
    const demo = await start();
    const issue = await newIssue(demo, '<script>alert(1)</script>');
    const shown = await page(issue);
    expect(shown).not.toContain('<script>');
    expect(shown).toContain('&lt;script>');
    const foreign = await post(issue, { subject: 'x' }, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
  });

  it('says in the page why something was not saved, and that an issue is not there', async () => {
    const demo = await start();
    const issue = await newIssue(demo);
    const refused = await post(issue, { user: '6', subject: ' ' });
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining('Subject cannot be blank'),
    ]);
    expect((await post(`${demo.url}/issues`, { subject: '' })).status).toBe(422);
    expect((await fetch(`${demo.url}/issues/99`)).status).toBe(404);
  });

  it('tells every change to the webhook, signed, in order, and again when the receiver was away', async () => {
    const receiver = await startReceiver();
    receiver.answer(503);
    const demo = await start({ webhook: { url: receiver.url, secret } });
    const issue = await newIssue(demo);
    await receiver.waitFor('the first try', () => true);
    receiver.forget();
    receiver.answer(202);
    await post(issue, { user: '6', subject: 'Другое' });
    const updated = await receiver.waitFor('the update', ({ body }) => body.includes('issue.updated'));
    const types = receiver.events.map(({ body }) => (JSON.parse(body) as { type: string }).type);
    expect(types).toEqual(['issue.created', 'issue.updated']);
    expect(verifyRedmineWebhook(secret, updated.headers, Buffer.from(updated.body))).toMatchObject({
      recordIds: ['1'],
      deliveryId: updated.headers['x-redmine-delivery'],
      silent: false,
    });
    await receiver.stop();
  });

  it('tells silent changes as our plugin does, and points its hook elsewhere', async () => {
    const receiver = await startReceiver();
    const demo = await start();
    const issue = await newIssue(demo);
    await post(issue, { user: '6', subject: 'Принтер', notes: 'Раз' });
    demo.pointHook({ url: receiver.url, secret });
    const connector = connectorTo(demo);
    await connector.hideComment('1', '1');
    const event = await receiver.waitFor('the silent event', () => true);
    expect(verifyRedmineWebhook(secret, event.headers, Buffer.from(event.body))).toMatchObject({
      recordIds: ['1'],
      silent: true,
    });
    await connector.close();
    await receiver.stop();
  });

  it('keeps everything over a restart, keys and files too', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'demo-redmine-'));
    const dataFile = join(dir, 'tracker.json');
    const first = await start({ dataFile });
    const issue = await newIssue(first);
    await post(issue, { user: '6', subject: 'Принтер', file: new File(['abc'], 'a.txt') });
    await first.stop();
    running.splice(0);
    const second = await start({ dataFile });
    expect(second.apiKey).toBe(first.apiKey);
    expect(await page(`${second.url}/files/1`)).toBe('abc');
    await newIssue(second, 'Вторая');
    await second.stop();
    running.splice(0);
    expect(JSON.parse(await readFile(dataFile, 'utf8'))).toMatchObject({
      issues: [{ id: 1 }, { id: 2, subject: 'Вторая' }],
    });
    await writeFile(dataFile, '{');
    await expect(startDemoRedmine({ dataFile })).rejects.toThrow('is damaged: delete the file');
    await rm(dir, { recursive: true });
  });
});
