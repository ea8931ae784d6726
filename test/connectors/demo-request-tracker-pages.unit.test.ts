import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequestTracker } from '../../connectors/request-tracker/connector';
import { verifyRequestTrackerWebhook } from '../../connectors/request-tracker/webhook';
import type { Hint } from '../../connectors/port';
import { startDemoRequestTracker } from '../../demo/request-tracker/server';
import type { DemoRequestTracker } from '../../demo/request-tracker/server';
import { deskConfig } from './request-tracker/fixture';

describe('the demo desk, used by a newcomer in his browser', () => {
  let desk: DemoRequestTracker;
  beforeEach(async () => void (desk = await startDemoRequestTracker()));
  afterEach(() => desk.stop());

  const page = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(desk.url + path, { headers });
    return { status: answer.status, html: await answer.text(), headers: answer.headers };
  };
  const post = async (
    path: string,
    fields: Record<string, string | File>,
    headers: Record<string, string> = {},
  ) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return fetch(desk.url + path, { method: 'POST', body: form, redirect: 'manual', headers });
  };
  const create = async (more: Record<string, string | File> = {}) => {
    const answer = await post('/new', { person: 'olga', subject: 'Принтер', text: 'Не печатает', ...more });
    expect(answer.status).toBe(303);
    return String(answer.headers.get('location'));
  };
  const read = async (id: string) => {
    const connector = createRequestTracker(deskConfig(desk.url, desk.token));
    const state = await connector.read(id, '0').finally(() => connector.close());
    if (typeof state === 'string') throw new Error(state);
    return state;
  };

  it('makes a ticket, which a synchronisation reads with requester, text and file', async () => {
    const location = await create({
      requesterName: 'Анна',
      requesterEmail: 'anna@client.example',
      priority: '80',
      file: new File(['x'], 'Счёт.txt', { type: 'text/plain' }),
    });
    expect(location).toBe('/Ticket/Display.html?id=1');
    expect(await read('1')).toMatchObject({
      fields: { title: 'Принтер', description: 'Не печатает', status: 'new', priority: '80' },
      createdBy: { name: 'Ольга Смирнова' },
      requester: { email: 'anna@client.example' },
      firstFiles: [{ filename: 'Счёт.txt' }],
    });
    expect((await page('/')).html).toContain('Принтер');
  });

  it('changes fields, writes a comment for colleagues and a reply, and attaches a file', async () => {
    const location = await create();
    await post('/ticket/1/fields', {
      person: 'pavel',
      subject: 'Принтер HP',
      status: 'stalled',
      priority: '10',
    });
    await post('/ticket/1/message', { person: 'olga', text: 'Секрет', type: 'Comment' });
    await post('/ticket/1/message', {
      person: 'olga',
      text: 'Здравствуйте!',
      type: 'Correspond',
      file: new File(['x'], 'a b.txt'),
    });
    const events = (await read('1')).history;
    expect(events).toMatchObject([
      { kind: 'other' },
      { kind: 'field', field: 'title', new: 'Принтер HP', actor: { name: 'Павел Орлов' } },
      { kind: 'field', field: 'priority', new: '10' },
      { kind: 'field', field: 'status', new: 'stalled' },
      { kind: 'comment', visibility: 'internal', body: 'Секрет' },
      { kind: 'comment', visibility: 'public', body: 'Здравствуйте!', files: [{ filename: 'a b.txt' }] },
    ]);
    const { html } = await page(location, { 'accept-language': 'ru' });
    for (const word of ['Принтер HP', 'Внутренний комментарий', 'Секрет', 'a b.txt'])
      expect(html).toContain(word);
  });

  it('a message of no known type stays internal', async () => {
    await create();
    await post('/ticket/1/message', { person: 'olga', text: 'x' });
    expect((await read('1')).history.at(-1)).toMatchObject({ kind: 'comment', visibility: 'internal' });
  });

  it('escapes whatever was written, and lets the page run nothing', async () => {
    const location = await create({
      subject: '<script>alert(1)</script>',
      text: '<img src=x onerror=alert(2)>',
    });
    await post('/ticket/1/message', {
      person: 'olga',
      text: '</div><b>',
      file: new File(['x'], '"><i>.txt'),
    });
    const { html, headers } = await page(location);
    for (const bad of ['<script>alert', '<img', '<b>', '<i>']) expect(html).not.toContain(bad);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await page('/')).html).not.toContain('<script>alert');
  });

  it('shows a link only when it is an address of the web', async () => {
    const link = { 'content-type': 'application/json', authorization: `token ${desk.token}` };
    const location = await create();
    for (const AddRefersTo of ['javascript:alert(1)', 'https://front.example/t/1'])
      await fetch(`${desk.url}/REST/2.0/ticket/1`, {
        method: 'PUT',
        headers: link,
        body: JSON.stringify({ AddRefersTo }),
      });
    const { html } = await page(location);
    expect(html).toContain('href="https://front.example/t/1"');
    expect(html).not.toContain('href="javascript:');
  });

  it('takes no form from another site, and gives files for download only', async () => {
    await create({ file: new File(['<script>'], 'Ё.html', { type: 'text/html' }) });
    const foreign = await post('/ticket/1/message', { text: 'x' }, { origin: 'http://evil.example' });
    expect(foreign.status).toBe(403);
    const file = await page('/file/3');
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%D0%81.html");
  });

  it('says what is missing, and what is not there', async () => {
    expect((await post('/new', { person: 'olga', subject: ' ' })).status).toBe(422);
    await create();
    expect((await post('/ticket/1/message', { person: 'olga', text: ' ' })).status).toBe(422);
    expect((await page('/Ticket/Display.html?id=99')).status).toBe(404);
  });

  it('speaks Russian and English', async () => {
    expect((await page('/', { 'accept-language': 'ru-RU' })).html).toContain('Открытые заявки');
    expect((await page('/', { 'accept-language': 'de' })).html).toContain('Open tickets');
    expect((await page('/', { 'accept-language': 'ru', cookie: 'lang=en' })).html).toContain('Open tickets');
  });

  it('changes its language where the visitor is', async () => {
    const change = async (referer: string) => {
      const answer = await fetch(`${desk.url}/language?to=ru`, { headers: { referer }, redirect: 'manual' });
      expect(answer.headers.get('set-cookie')).toContain('lang=ru;');
      return answer.headers.get('location');
    };
    expect(await change(`${desk.url}/Ticket/Display.html?id=1`)).toBe('/Ticket/Display.html?id=1');
    expect(await change(`${desk.url}//evil.example/`)).toBe('/evil.example/');
    expect(await change('http://evil.example/x')).toBe('/');
  });
});

describe('the demo desk as a system', () => {
  it('keeps everything over a restart, its token included', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'demo-desk-'));
    const dataFile = join(directory, 'desk.json');
    const first = await startDemoRequestTracker({ dataFile });
    const connector = createRequestTracker(deskConfig(first.url, first.token));
    const fields = { title: 'Тема', description: 'Текст', status: 'new', priority: '50' };
    const { id } = await connector.create({ key: 'SD-1', fields, linkBack: 'https://front.example/1' });
    await connector.attach(id, {
      filename: 'a.bin',
      mediaType: 'image/png',
      bytes: Buffer.from([1, 2]),
      visibility: 'internal',
    });
    await connector.close();
    await first.stop();
    const second = await startDemoRequestTracker({ dataFile });
    expect(second.token).toBe(first.token);
    const again = createRequestTracker(deskConfig(second.url, second.token));
    expect(await again.findByKey('SD-1')).toEqual([id]);
    const state = await again.read(id, '0');
    const file = typeof state === 'string' ? undefined : state.history.find(({ kind }) => kind === 'file');
    expect(file?.kind === 'file' && (await again.fetchFile(file.file))).toEqual(Buffer.from([1, 2]));
    await again.close();
    await second.stop();
    await rm(directory, { recursive: true });
  });

  it('tells of every change, signed as the hook of a real one; a receiver that is away misses it', async () => {
    const got: (Hint | 'refused')[] = [];
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        got.push(verifyRequestTrackerWebhook('secret', request.headers, Buffer.concat(chunks)));
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/helpdesk`;
    const desk = await startDemoRequestTracker({ webhook: { url: 'http://127.0.0.1:1/', secret: 'secret' } });
    const connector = createRequestTracker(deskConfig(desk.url, desk.token));
    const fields = { title: 'Тема', description: 'Текст', status: 'new', priority: '50' };
    const { id } = await connector.create({ key: 'SD-1', fields, linkBack: 'https://front.example/1' });
    desk.pointHook({ url, secret: 'secret' });
    await connector.write(id, { title: 'Иначе', status: 'open' });
    await connector.comment(id, { key: 'C-1', body: 'x', visibility: 'internal' });
    while (got.length < 3) await new Promise((resolve) => setImmediate(resolve));
    for (const hint of got) expect(hint).toMatchObject({ recordIds: [id] });
    expect(new Set(got.map((hint) => hint !== 'refused' && hint.deliveryId)).size).toBe(3);
    await connector.close();
    await desk.stop();
    await new Promise((done) => receiver.close(done));
  });

  it('has the clock that it was given', async () => {
    const desk = await startDemoRequestTracker({ clockOffsetMs: 90_000 });
    const connector = createRequestTracker(deskConfig(desk.url, desk.token));
    const { clockOffset } = await connector.health();
    expect(Math.abs(clockOffset - 90_000)).toBeLessThan(1500);
    await connector.close();
    await desk.stop();
  });
});
