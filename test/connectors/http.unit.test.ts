import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ConnectorFailure } from '../../connectors/failure';
import { HttpEdge } from '../../connectors/http';
import type { HttpRequest } from '../../connectors/http';
import { readReason } from '../../domain/reason';

const key = 'very-secret-key';
let server: Server;
let edge: HttpEdge;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let seen: { request: IncomingMessage; body: Buffer }[];

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ request, body: Buffer.concat(chunks) });
      answer(request, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  edge = edgeTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/desk/`);
});

afterEach(async () => {
  await edge.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const edgeTo = (url: string) =>
  new HttpEdge({
    system: 'helpdesk',
    url,
    requestTimeoutSeconds: 1,
    headers: { authorization: `token ${key}` },
    secrets: [key],
  });

const replying = (status: number, body = '', headers: Record<string, string> = {}) => {
  answer = (_, response) => response.writeHead(status, headers).end(body);
};

const failure = async (request: HttpRequest = { method: 'GET', path: '/x' }, by = edge) => {
  const error: unknown = await by.send(request).catch((thrown: unknown) => thrown);
  if (!(error instanceof ConnectorFailure)) throw new Error(`no ConnectorFailure: ${String(error)}`);
  return error;
};

describe('a request', () => {
  it('goes below the path of the url, with key, query and our own User-Agent', async () => {
    replying(200, '{"a":1}');
    const got = await edge.send({ method: 'GET', path: '/tickets', query: { query: "id > '1'", page: 2 } });
    expect(got.json()).toEqual({ a: 1 });
    expect(seen[0]?.request.url).toBe('/desk/tickets?query=id+%3E+%271%27&page=2');
    expect(seen[0]?.request.headers).toMatchObject({
      authorization: `token ${key}`,
      'user-agent': 'Sagadesk',
    });
  });

  it('carries JSON, bytes or parts with a known length, file names in raw UTF-8', async () => {
    replying(201, '{}');
    await edge.send({ method: 'POST', path: '/x', body: { json: { text: 'Принтер 🖨' } } });
    await edge.send({
      method: 'PUT',
      path: '/x',
      body: { bytes: Buffer.from([0, 1]), mediaType: 'image/png' },
    });
    const multipart = [
      { name: 'JSON', content: '{}', mediaType: 'application/json' },
      { name: 'file', content: Buffer.from([9]), filename: 'Счёт "1"\r\n.pdf', mediaType: 'application/pdf' },
    ];
    await edge.send({ method: 'POST', path: '/x', body: { multipart } });
    expect(JSON.parse(String(seen[0]?.body))).toEqual({ text: 'Принтер 🖨' });
    expect(seen[1]?.request.headers).toMatchObject({ 'content-type': 'image/png', 'content-length': '2' });
    expect(String(seen[2]?.body)).toContain(
      'filename="Счёт %221%22%0D%0A.pdf"\r\nContent-Type: application/pdf',
    );
    expect(seen.map(({ request }) => request.headers['transfer-encoding'])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('brings no text that could not be stored: NUL, or half of a character', async () => {
    replying(200, '{"note":"a\\u0000b\\ud800c","name":"\\ud83d\\ude00 \\\\u0000","list":["\\udc00"]}');
    const got = await edge.send({ method: 'GET', path: '/x' });
    expect(got.json()).toEqual({ note: 'ab\ufffdc', name: '😀 \\u0000', list: ['\ufffd'] });
  });

  it('hands a status over that the caller handles itself', async () => {
    replying(404, '{}');
    expect((await edge.send({ method: 'GET', path: '/x', allow: [404] })).status).toBe(404);
  });
});

describe('an answer is classified once', () => {
  it.each([
    [301, 'credentials', 'answered'],
    [400, 'refused', 'answered'],
    [401, 'credentials', 'answered'],
    [403, 'refused', 'answered'],
    [404, 'refused', 'answered'],
    [408, 'transient', 'answered'],
    [409, 'refused', 'answered'],
    [412, 'refused', 'answered'],
    [413, 'refused', 'answered'],
    [422, 'refused', 'answered'],
    [429, 'transient', 'answered'],
    [500, 'transient', 'answered'],
    [501, 'refused', 'answered'],
    [502, 'transient', 'unknown'],
    [503, 'transient', 'unknown'],
    [504, 'transient', 'unknown'],
  ])('%i is %s, %s', async (status, kind, delivery) => {
    replying(status, '{"message":"no"}');
    expect(await failure()).toMatchObject({ kind, delivery, details: { status } });
  });

  it('a redirect to a login page is not followed: the key is not accepted', async () => {
    replying(302, '', { location: '/login?back_url=x' });
    expect((await failure()).message).toMatch(/302 to \/login.*key is not accepted/);
    expect(seen).toHaveLength(1);
  });

  it('Retry-After in seconds is obeyed by every other request as well: none is sent before', async () => {
    replying(429, '', { 'retry-after': '7' });
    expect((await failure()).details.retryAfterMs).toBe(7000);
    const sent = seen.length;
    const next = await failure({ method: 'POST', path: '/other' });
    expect(next).toMatchObject({ kind: 'transient', delivery: 'not-sent', details: { status: 429 } });
    expect(next.details.retryAfterMs).toBeGreaterThan(5000);
    expect(seen).toHaveLength(sent);
  });

  it('Retry-After is understood as a date by their clock', async () => {
    const date = 'Wed, 01 Jan 2020 00:00:00 GMT';
    replying(503, '', { date, 'retry-after': 'Wed, 01 Jan 2020 00:00:30 GMT' });
    expect((await failure()).details.retryAfterMs).toBe(30_000);
  });

  it('names method, path and the answer’s beginning, never the key nor the query', async () => {
    replying(422, `<p>${key} no such status</p>${'x'.repeat(500)}`, { 'content-type': 'text/html' });
    const { message } = await failure({
      method: 'PUT',
      path: '/ticket/1?key=hush',
      query: { mail: 'a@b.c' },
    });
    expect(message).toMatch(/^helpdesk: PUT \/desk\/ticket\/1: 422: \*\*\* no such status x+$/);
    expect(message.length).toBeLessThan(300);
  });

  it('an answer that should be JSON and is not is transient', async () => {
    replying(200, '<html>maintenance</html>');
    const got = await edge.send({ method: 'GET', path: '/x' });
    expect(() => got.json()).toThrow(
      expect.objectContaining({ kind: 'transient', delivery: 'unknown' }) as Error,
    );
  });

  it('a no that is cut off holds, since who refuses a large body hangs up', async () => {
    answer = (_, response) => {
      response.writeHead(413, { 'content-length': '100' });
      response.write('too large', () => response.socket?.destroy());
    };
    expect(await failure({ method: 'POST', path: '/x' })).toMatchObject({
      kind: 'refused',
      delivery: 'answered',
      message: expect.stringContaining('413: too large'),
    });
  });

  it('an answer larger than asked for is refused', async () => {
    replying(200, 'x'.repeat(2000));
    const refused = await failure({ method: 'GET', path: '/x', maxBytes: 1000 });
    expect([refused.kind, readReason(refused.message)]).toMatchObject([
      'refused',
      { kind: 'tooLong', values: { bytes: '1000' } },
    ]);
  });
});

describe('no answer', () => {
  it('nobody listens: certainly not sent', async () => {
    const nobody = edgeTo('http://127.0.0.1:1/');
    expect(await failure({ method: 'POST', path: '/x' }, nobody)).toMatchObject({
      kind: 'transient',
      delivery: 'not-sent',
    });
    await nobody.close();
  });

  it('an unknown host: certainly not sent', async () => {
    const nowhere = edgeTo('http://desk.invalid/');
    expect(await failure({ method: 'GET', path: '/x' }, nowhere)).toMatchObject({ delivery: 'not-sent' });
    await nowhere.close();
  });

  it('a write that gets no answer in time may have been carried out', async () => {
    answer = () => undefined;
    const began = Date.now();
    const silence = await failure({ method: 'POST', path: '/x' });
    expect(silence).toMatchObject({ kind: 'transient', delivery: 'unknown' });
    expect(readReason(silence.message)?.kind).toBe('silent');
    expect(Date.now() - began).toBeLessThan(5000);
  });

  it('a body that never ends is cut by the same deadline', async () => {
    answer = (_, response) => void response.writeHead(200).write('{');
    expect(await failure()).toMatchObject({ kind: 'transient', delivery: 'unknown' });
  });

  it('a write that waits behind others for a connection past its deadline was not sent', async () => {
    answer = () => undefined;
    const hanging = Array.from({ length: 8 }, () => failure({ method: 'POST', path: '/hang' }));
    expect(await failure({ method: 'POST', path: '/late', deadlineMs: 200 })).toMatchObject({
      delivery: 'not-sent',
    });
    await Promise.all(hanging);
    expect(seen.map(({ request }) => request.url)).not.toContain('/desk/late');
  });

  it('a broken connection: a read is sent once more, a write never', async () => {
    answer = (request) => void (request.socket as Socket).destroy();
    expect(await failure({ method: 'GET', path: '/x' })).toMatchObject({
      kind: 'transient',
      delivery: 'unknown',
    });
    expect(seen).toHaveLength(2);
    expect(await failure({ method: 'POST', path: '/x' })).toMatchObject({ delivery: 'unknown' });
    expect(seen).toHaveLength(3);
  });
});

describe('their clock', () => {
  it('is measured from the Date header of the last answer', async () => {
    expect(edge.clockOffset).toBe(0);
    replying(200, '{}', { date: new Date(Date.now() + 90_000).toUTCString() });
    await edge.send({ method: 'GET', path: '/x' });
    expect(Math.abs(edge.clockOffset - 90_000)).toBeLessThan(700);
  });
});
