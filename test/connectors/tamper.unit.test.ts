import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../systems/eventually';
import { startTamperProxy, type TamperProxy } from '../systems/tamper';

interface Done {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly host: string;
}

describe('the tampering proxy', () => {
  let system: Server;
  let proxy: TamperProxy;
  let done: Done[];

  beforeEach(async () => {
    done = [];
    system = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = Buffer.concat(parts).toString('latin1');
      done.push({
        method: request.method ?? '',
        path: request.url ?? '',
        body,
        host: request.headers.host ?? '',
      });
      response.writeHead(201, { 'x-system': 'real', etag: '"7"' }).end(Buffer.from(body, 'latin1'));
    });
    await new Promise<void>((resolve) => system.listen(0, '127.0.0.1', resolve));
    proxy = await startTamperProxy(`http://127.0.0.1:${(system.address() as AddressInfo).port}`);
  });

  afterEach(async () => {
    await proxy.stop();
    await new Promise((resolve) => {
      system.close(resolve);
      system.closeAllConnections();
    });
  });

  const post = (path = '/issues.json?a=%D1%8F', body: string | Uint8Array<ArrayBuffer> = 'тело') =>
    fetch(proxy.url + path, { method: 'POST', body });
  const isPost = ({ method }: { readonly method: string }) => method === 'POST';
  const isGet = ({ method }: { readonly method: string }) => method === 'GET';

  it('passes requests and answers on, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256);
    const answer = await post('/uploads.json?filename=%D1%8F.bin', bytes);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-system')).toBe('real');
    expect(answer.headers.get('etag')).toBe('"7"');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect(done).toMatchObject([
      { method: 'POST', path: '/uploads.json?filename=%D1%8F.bin', host: new URL(proxy.url).host },
    ]);
  });

  it('remembers what came through', async () => {
    await fetch(`${proxy.url}/users/current.json`);
    await post();
    expect(proxy.seen).toMatchObject([
      { method: 'GET', path: '/users/current.json' },
      { method: 'POST', body: 'тело' },
    ]);
  });

  it('loses the answer of a request that the system has carried out, as often as told', async () => {
    proxy.cutAfterCommit(isPost, 2);
    await expect(post()).rejects.toThrow();
    expect(done).toHaveLength(1);
    await expect(post()).rejects.toThrow();
    expect((await post()).status).toBe(201);
    expect(done).toHaveLength(3);
  });

  it('cuts the caller off and lets the system do it later', async () => {
    proxy.cutAndCommitLater(isPost, 50);
    await expect(post()).rejects.toThrow();
    expect(done).toHaveLength(0);
    await proxy.settled();
    expect(done).toHaveLength(1);
    expect((await post()).status).toBe(201);
  });

  it('refuses connections, open ones too, until told otherwise', async () => {
    proxy.hang(isGet);
    const open = fetch(`${proxy.url}/issues.json`);
    await eventually('the open request', async () => proxy.seen[0]);
    proxy.refuse(true);
    await expect(open).rejects.toThrow();
    await expect(post()).rejects.toThrow();
    expect(done).toHaveLength(0);
    proxy.refuse(false);
    expect((await post()).status).toBe(201);
  });

  it('answers in the system’s place', async () => {
    proxy.answer(isPost, 429, { 'retry-after': '3' }, 'slower');
    const answer = await post();
    expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([
      429,
      '3',
      'slower',
    ]);
    expect(done).toHaveLength(0);
    proxy.clear();
    expect((await post()).status).toBe(201);
  });

  it('hangs until the caller gives up', async () => {
    proxy.hang(isPost, 1);
    const patience = AbortSignal.timeout(50);
    await expect(fetch(proxy.url, { method: 'POST', signal: patience })).rejects.toThrow();
    expect(done).toHaveLength(0);
    expect((await post()).status).toBe(201);
  });

  it('holds a request back', async () => {
    proxy.delay(isPost, 60);
    const since = performance.now();
    expect((await post()).status).toBe(201);
    expect(performance.now() - since).toBeGreaterThanOrEqual(55);
  });

  it('lets somebody slip in before a request, once', async () => {
    proxy.slip(isPost, async () => void (await fetch(`${proxy.url}/slipped`)));
    await post('/first');
    await post('/second');
    expect(done.map(({ path }) => path)).toEqual(['/slipped', '/first', '/second']);
  });

  it('touches only what matches', async () => {
    proxy.cutAfterCommit(({ path, body }) => path.startsWith('/issues') && body.includes('SD-1'));
    expect((await post('/issues.json', 'SD-2')).status).toBe(201);
    await expect(post('/issues.json', 'SD-1')).rejects.toThrow();
  });

  it('breaks the connection when the system itself is away', async () => {
    await new Promise((resolve) => {
      system.close(resolve);
      system.closeAllConnections();
    });
    await expect(post()).rejects.toThrow();
  });
});
