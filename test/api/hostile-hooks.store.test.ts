import { connect, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { webhookOf } from '../../connectors/webhooks';
import { hookBody, signedHeaders, type HookType } from '../signed-hook';
import { openDesk, type Desk } from './desk';

jest.setTimeout(60_000);

const secret = 'secret of the hooks';
const places = { 'request-tracker': 'helpdesk', redmine: 'executors' } as const;

describe.each(['request-tracker', 'redmine'] as const)('a hostile hook of %s', (type) => {
  let desk: Desk;
  beforeAll(async () => {
    const systems = Object.entries(places).map(([of, name]) => ({
      name,
      type: of as HookType,
      role: of === 'redmine' ? ('tracker' as const) : ('desk' as const),
      webhookSecret: secret,
    }));
    desk = await openDesk({ systems, webhookOf: (of) => webhookOf(of as HookType) });
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.db.query('truncate inbox, problems, refused_hooks cascade').catch(() => undefined));

  const post = (payload: string | Buffer, headers: Record<string, string>) =>
    desk.app.inject({ method: 'POST', url: `/webhooks/${places[type]}`, payload, headers });
  const signed = (body: string | Buffer, more: Record<string, string> = {}) =>
    post(body, { ...signedHeaders(type, secret, body), ...more });
  const stored = async () =>
    (
      await desk.db.query<{ records: string[]; entry: string | null; body: Buffer; state: string }>(
        'select record_ids as records, entry, body, state from inbox order by id',
      )
    ).rows;
  const books = async () => (await desk.call('GET', '/sync/accounting')).json;
  const expectBooks = async (received: number) => {
    const { applied, ignored, open, ...all } = await books();
    expect([all.received, applied + ignored + open]).toEqual([received, received]);
  };
  const good = JSON.stringify(hookBody(type, 7, 41));
  const withRecord = (id: unknown) => JSON.stringify(hookBody(type, id as never, 41));

  test.each<[string, string | Buffer]>([
    ['nothing at all', ''],
    ['no JSON', 'ticket=7&status=open'],
    ['half a JSON', good.slice(0, -7)],
    ['two of them in a row', good + good],
    ['JSON of another shape', '[[7],{"ticket":[7]},"7"]'],
    ['a bare value', 'null'],
    ['UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le')],
    ['bytes that are no text', Buffer.from([0, 255, 254, 0, 192, 175, 123, 125])],
    ['arrays, a hundred thousand deep', '['.repeat(100_000)],
    ['objects, a hundred thousand deep', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
    ['a prototype instead of a record', `{"__proto__":${good},"constructor":{"prototype":${good}}}`],
    ['a path for an id', withRecord('../../user/1')],
    ['a query for an id', withRecord('7?format=html')],
    ['a number that is no id', withRecord(7.5)],
    ['a negative id', withRecord(-7)],
    ['an id of a thousand digits', withRecord('9'.repeat(1000))],
    ['an id beyond all numbers', withRecord('7e999').replace('"7e999"', '7e999')],
  ])('that is rightly signed and says %s is kept, as a problem', async (_what, body) => {
    expect((await signed(body)).statusCode).toBe(202);
    const [row, ...more] = await stored();
    expect([row!.records, row!.state, more]).toEqual([[], 'open', []]);
    expect(Buffer.from(body).equals(row!.body)).toBe(true);
    const { json } = await desk.call('GET', '/sync/problems');
    expect(json.items).toMatchObject([{ kind: 'hook-not-understood', system: places[type] }]);
    await expectBooks(1);
    expect(({} as Record<string, unknown>).ticket).toBeUndefined();
    await desk.call('POST', `/sync/problems/${json.items[0].id}/skip`);
    expect(await books()).toMatchObject({ received: 1, open: 0, ignoredBecause: { notUnderstood: 1 } });
  });

  test('that names its keys twice is read as JSON reads it: the last one holds', async () => {
    const twice =
      type === 'redmine'
        ? '{"data":{"issue":{"id":1}},"data":{"issue":{"id":7}}}'
        : '{"ticket":1,"ticket":7}';
    expect((await signed(twice)).statusCode).toBe(202);
    expect(await stored()).toMatchObject([{ records: ['7'] }]);
  });

  test.each([1e21, -1, 0, 1.5, '9'.repeat(400), '12; drop table inbox', null, {}, [[41]]])(
    'that tells of the entry %j is read without it, and harms no reader',
    async (entry) => {
      expect((await signed(JSON.stringify(hookBody(type, 7, entry as never)))).statusCode).toBe(202);
      const [row] = await stored();
      expect(row!.records).toEqual(['7']);
      expect(row!.entry ?? '0').toMatch(/^\d{1,18}$/);
    },
  );

  test.each([
    ['', 'nonsense', 'text/', 'a/b/c', ';;;', 'application/json; charset=utf-16', 'multipart/form-data'],
    ['text/plain', 'application/x-www-form-urlencoded', 'application/vnd.api+json;v=1', 'image/png'],
  ])('of a wrong content type is taken for what it is (%s ...)', async (...types) => {
    for (const [n, contentType] of types.entries()) {
      const body = JSON.stringify(hookBody(type, 7, 100 + n));
      const answer = await signed(body, { 'content-type': contentType, 'content-encoding': 'gzip' });
      expect([contentType, answer.statusCode]).toEqual([contentType, 202]);
    }
    expect((await stored()).map(({ records }) => records)).toEqual(types.map(() => ['7']));
  });

  test('of an absurd age is a hint like any other', async () => {
    const instants = [-1, 0, 1_000_000_000_000, 99_999_999_999_000, 8.64e15];
    for (const [n, at] of instants.entries()) {
      const timestamp = at < 0 ? '-000271821-04-20T00:00:00Z' : new Date(at).toISOString();
      const body = JSON.stringify({ ...hookBody(type, 7, 50 + n), timestamp });
      const headers = signedHeaders(type, secret, body, Math.min(Math.max(at, 0), 99_999_999_999_000));
      expect((await post(body, headers)).statusCode).toBe(202);
    }
    expect((await stored()).map(({ records }) => records)).toEqual(instants.map(() => ['7']));
  });

  test('that is forged is refused, and leaves nothing in the books', async () => {
    const right = signedHeaders(type, secret, good);
    const wrong = signedHeaders(type, 'another secret', good);
    const cutShort = Object.fromEntries(
      Object.entries(right).map(([name, value]) => [name, value.slice(0, -1)]),
    );
    const upside = Object.fromEntries(
      Object.entries(right).map(([name, value]) => [name, value.replace('sha256=', 'sha1=')]),
    );
    for (const headers of [{}, wrong, cutShort, upside, signedHeaders(type, '', good)])
      expect((await post(good, headers)).statusCode).toBe(401);
    expect((await post(good.replace('7', '8'), right)).statusCode).toBe(401);
    expect(await stored()).toEqual([]);
    expect(
      (await desk.call('GET', '/sync/refused-webhooks')).json.counts[places[type]],
    ).toBeGreaterThanOrEqual(6);
  });

  test('that is signed by the other system’s scheme is refused', async () => {
    const other = type === 'redmine' ? 'request-tracker' : 'redmine';
    expect((await post(good, signedHeaders(other, secret, good))).statusCode).toBe(401);
  });

  test('that is replayed is only counted, as often as it comes', async () => {
    const headers = signedHeaders(type, secret, good, 1_700_000_000_000);
    await Promise.all(Array.from({ length: 25 }, () => post(good, headers)));
    expect(await stored()).toHaveLength(1);
    expect(await books()).toMatchObject({
      received: 25,
      open: 1,
      ignored: 24,
      ignoredBecause: { duplicate: 24 },
    });
  });

  test('that is over a megabyte is refused before it is looked at; one of a megabyte is not', async () => {
    const padded = (length: number) => `${good.slice(0, -1)}${' '.repeat(length - Buffer.byteLength(good))}}`;
    expect((await signed(padded(1024 * 1024 + 1))).statusCode).toBe(413);
    expect((await signed(padded(1024 * 1024))).statusCode).toBe(202);
    expect(await stored()).toMatchObject([{ records: ['7'] }]);
  });

  test('that breaks off is forgotten; the next one is heard', async () => {
    await desk.app.ready();
    if (!desk.app.server.listening) await desk.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = desk.app.server.address() as AddressInfo;
    const head = (length: string) =>
      `POST /webhooks/${places[type]} HTTP/1.1\r\nhost: x\r\n${Object.entries(
        signedHeaders(type, secret, good),
      )
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}${length}\r\n\r\n`;
    const says = (text: string, goesAway = true) =>
      new Promise<string>((resolve) => {
        const socket = connect(port, '127.0.0.1');
        let answer = '';
        socket.on('data', (part) => (answer += part.toString()));
        socket.on('error', () => undefined);
        socket.on('close', () => resolve(answer.split('\r\n')[0]!));
        if (goesAway) socket.end(text);
        else socket.write(text);
      });
    expect(await says(head('content-length: 500') + good.slice(0, 9))).not.toMatch(/ 20\d /);
    expect(await says(head('transfer-encoding: chunked') + '5\r\n{"tic')).not.toMatch(/ 20\d /);
    expect(await says(head('transfer-encoding: chunked') + 'zz\r\nno chunk')).not.toMatch(/ 20\d /);
    expect(await says(head('content-length: -4') + good)).not.toMatch(/ 20\d /);
    expect(await says(`${'x'.repeat(70_000)}\r\n\r\n`)).not.toMatch(/ 20\d /);
    expect(await stored()).toEqual([]);
    expect(
      await says(head(`connection: close\r\ncontent-length: ${Buffer.byteLength(good)}`) + good, false),
    ).toMatch(/ 202 /);
    expect(await stored()).toHaveLength(1);
  });

  test('whatever its bytes and heads are: refused or kept, in the books, and never a crash', async () => {
    let sent = 0;
    const values = fc.jsonValue({ maxDepth: 4 });
    const around = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      values.map((value) => Buffer.from(JSON.stringify(value))),
      fc
        .tuple(values, values)
        .map(([id, entry]) => Buffer.from(JSON.stringify(hookBody(type, id as never, entry as never)))),
      fc
        .tuple(fc.nat({ max: good.length - 1 }), fc.integer({ min: 0, max: 255 }))
        .map(([at, byte]) => Buffer.from(good).fill(byte, at, at + 1)),
    );
    const header = fc.string({ unit: 'grapheme-ascii', maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(
        around,
        header,
        header,
        fc.boolean(),
        async (body, contentType, delivery, isSigned) => {
          const own = { 'content-type': contentType, 'x-redmine-delivery': `${sent} ${delivery}` };
          const headers = isSigned
            ? { ...own, ...signedHeaders(type, secret, body, 1_700_000_000_000 + sent * 1000) }
            : own;
          const { statusCode } = await post(body, headers);
          expect(statusCode).toBe(isSigned ? 202 : 401);
          if (isSigned) sent += 1;
        },
      ),
      { numRuns: 150, seed: 20261123 },
    );
    await expectBooks(sent);
    for (const { records, entry } of await stored()) {
      expect(records.every((id) => /^[1-9]\d{0,17}$/.test(id))).toBe(true);
      expect(entry ?? '0').toMatch(/^\d{1,18}$/);
    }
  });
});
