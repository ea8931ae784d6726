import { cannedDesk, goodQueue } from './canned';
import type { Asked, Canned } from './canned';

let desk: Awaited<ReturnType<typeof cannedDesk>>;
afterEach(() => desk.stop());

const start = async (answer: (asked: Asked) => Canned | undefined) => {
  desk = await cannedDesk(answer);
  return desk.connector;
};
const bodies = (method: string) =>
  desk.asked
    .filter((one) => one.method === method)
    .map(({ body }) => JSON.parse(body) as Record<string, unknown>);
const record = {
  key: 'SD-1',
  fields: { title: 'Тема', description: 'Текст', status: 'new', priority: '80' },
  requester: { name: 'Анна', email: 'anna@client.example' },
  linkBack: 'https://front.example/t/1',
};
const created = { status: 201, json: { id: '7' } };

describe('creating an RT ticket', () => {
  it('is one request, with the key field by its id', async () => {
    const connector = await start(({ method }) => (method === 'POST' ? created : undefined));
    expect(await connector.create(record)).toEqual({ id: '7' });
    expect(bodies('POST')).toEqual([
      {
        Queue: 'Support',
        Subject: 'Тема',
        Status: 'new',
        Priority: '80',
        Content: 'Текст',
        ContentType: 'text/plain',
        CustomFields: { '4': 'SD-1' },
        RefersTo: ['https://front.example/t/1'],
        Requestor: '"Анна" <anna@client.example>',
      },
    ]);
  });

  it('a status that new tickets may not have is set in a second step', async () => {
    const connector = await start(({ method, body }) => {
      if (method === 'POST')
        return body.includes('"Status"')
          ? { status: 400, json: { message: 'New tickets can not' } }
          : created;
      return method === 'PUT' ? { json: ['Ticket 7: Status changed'] } : undefined;
    });
    expect(await connector.create(record)).toEqual({ id: '7' });
    expect(bodies('PUT')).toEqual([{ Status: 'new' }]);
  });

  it('a create with unknown outcome is not tried again', async () => {
    const connector = await start(({ method }) =>
      method === 'POST' ? { status: 504, json: {} } : undefined,
    );
    await expect(connector.create(record)).rejects.toMatchObject({ kind: 'transient', delivery: 'unknown' });
    expect(bodies('POST')).toHaveLength(1);
  });

  it('without the key field nothing is created or searched: RT would drop the key silently, and we would create twice', async () => {
    const connector = await start(({ path }) =>
      path === '/queue/3' ? { json: { ...goodQueue, TicketCustomFields: [] } } : undefined,
    );
    const refusal = {
      kind: 'refused',
      message: expect.stringContaining('"External Key" (externalKeyField)') as unknown,
    };
    await expect(connector.create(record)).rejects.toMatchObject(refusal);
    await expect(connector.findByKey('SD-1')).rejects.toMatchObject(refusal);
    expect(bodies('POST')).toEqual([]);
  });
});

describe('writing', () => {
  it('RT answers 200 with sentences whatever became of it: that is no failure here', async () => {
    const connector = await start(({ method }) =>
      method === 'PUT' ? { json: ["Ticket 7: Status 'x' isn't a valid status"] } : undefined,
    );
    await connector.write('7', { status: 'x', key: 'SD-1/2' });
    expect(bodies('PUT')).toEqual([{ Status: 'x', CustomFields: { '4': 'SD-1/2' } }]);
  });

  it('the first text cannot be changed there', async () => {
    const connector = await start(() => undefined);
    await expect(connector.write('7', { description: 'x' })).rejects.toMatchObject({
      kind: 'refused',
      details: { field: 'description' },
    });
    expect(desk.asked).toEqual([]);
  });

  it('a comment carries our id, unless RT has no field for it', async () => {
    let queue: object = goodQueue;
    const answer = ({ method, path }: Asked) =>
      method === 'POST' ? { status: 201, json: [] } : path === '/queue/3' ? { json: queue } : undefined;
    const connector = await start(answer);
    await connector.comment('7', { key: 'C-1', body: 'x', visibility: 'internal' });
    expect(bodies('POST')).toEqual([
      { Content: 'x', ContentType: 'text/plain', TxnCustomFields: { 'External Comment': 'C-1' } },
    ]);
    await desk.stop();
    queue = { ...goodQueue, TicketTransactionCustomFields: [] };
    const without = await start(answer);
    await without.comment('7', { key: 'C-1', body: 'x', visibility: 'public' });
    expect(bodies('POST')).toEqual([{ Content: 'x', ContentType: 'text/plain' }]);
    expect(desk.asked.map(({ path }) => path)).toContain('/ticket/7/correspond');
  });

  it('what a person of the requester’s side wrote says so to our hook, and nothing else can be said there', async () => {
    const connector = await start(({ method }) =>
      method === 'POST' ? { status: 201, json: [] } : undefined,
    );
    for (const authorAddress of [
      'anna@client.example',
      'a"; x=y@client.example',
      'a@b\r\nX-Evil: 1',
      undefined,
    ])
      await connector.comment('7', {
        key: 'C-1',
        body: 'x',
        visibility: 'public',
        ...(authorAddress === undefined ? {} : { authorAddress }),
      });
    expect(bodies('POST').map(({ ContentType }) => ContentType)).toEqual([
      'text/plain; x-sagadesk-author="anna@client.example"',
      'text/plain',
      'text/plain',
      'text/plain',
    ]);
  });

  it('correspondence cannot be made private', async () => {
    const connector = await start(() => undefined);
    await expect(connector.hideComment('7', '99')).rejects.toMatchObject({
      kind: 'refused',
      delivery: 'answered',
    });
  });
});

describe('files', () => {
  const attach = async (file: { filename?: string; mediaType?: string; bytes?: Buffer }) => {
    const connector = await start(({ method }) =>
      method === 'POST' ? { status: 201, json: [] } : undefined,
    );
    await connector.attach('7', {
      filename: 'a.txt',
      mediaType: 'text/plain',
      bytes: Buffer.from('x'),
      visibility: 'internal',
      ...file,
    });
    const { body } = desk.asked.at(-1) ?? { body: '' };
    await desk.stop();
    return {
      name: /filename="([^"]*)"/.exec(body)?.[1],
      type: /filename="[^"]*"\r\nContent-Type: (.*)\r\n/.exec(body)?.[1],
      body,
    };
  };

  it('names go as RFC 2047: a Cyrillic one in JSON is answered with 500, a quote in a form stays escaped', async () => {
    expect((await attach({ filename: 'Ё"1".txt' })).name).toBe('=?UTF-8?Q?=D0=81=221=22.txt?=');
    expect((await attach({ filename: '../../etc/passwd\n' })).name).toBe('=?UTF-8?Q?passwd?=');
  });

  it('a name longer than RT keeps loses its middle, not its ending', async () => {
    const { name = '' } = await attach({ filename: `${'ж'.repeat(300)}.docx` });
    const plain = name.replace(/\?= =\?UTF-8\?Q\?|=\?UTF-8\?Q\?|\?=/g, '').replace(/=(..)/g, '%$1');
    expect(decodeURIComponent(plain)).toBe(`${'ж'.repeat(125)}.docx`);
    for (const word of name.split(' ')) expect(word.length).toBeLessThanOrEqual(75);
  });

  it('what RT would recode travels as plain bytes', async () => {
    const windows1251 = Buffer.from([0xcf, 0xf0]);
    expect((await attach({ bytes: Buffer.from('Привет') })).type).toBe('text/plain');
    expect((await attach({ bytes: windows1251 })).type).toBe('application/octet-stream');
    expect((await attach({ bytes: Buffer.from('a\0b') })).type).toBe('application/octet-stream');
    expect((await attach({ bytes: windows1251, mediaType: 'text/csv' })).type).toBe('text/csv');
    for (const mediaType of ['message/rfc822', 'multipart/mixed', 'нет', 'a/b\r\nX: y', ''])
      expect((await attach({ mediaType })).type).toBe('application/octet-stream');
  });

  it('an empty file goes as JSON with a content that Perl takes for true', async () => {
    const { body } = await attach({ bytes: Buffer.alloc(0) });
    expect(JSON.parse(body)).toMatchObject({ Attachments: [{ FileType: 'text/plain', FileContent: '=' }] });
  });

  it('RT’s 500 for a missing attachment is a refusal; for one that exists it is a fault of the moment', async () => {
    const file = { id: '5', filename: 'a.txt', mediaType: 'text/plain', size: 1 };
    let found: readonly object[] = [];
    const connector = await start(({ path }) =>
      path === '/attachment/5'
        ? { status: 500, json: {} }
        : path === '/attachments'
          ? { json: { items: found } }
          : undefined,
    );
    await expect(connector.fetchFile(file)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('no attachment 5') as unknown,
    });
    found = [{ id: '5' }];
    await expect(connector.fetchFile(file)).rejects.toMatchObject({ kind: 'transient' });
  });
});

describe('finding by key', () => {
  it('quotes what it searches for, and compares again, since RT’s equality forgets case', async () => {
    const CustomFields = (value: string) => [{ name: 'External Key', values: [value] }];
    const connector = await start(({ path }) =>
      path === '/tickets'
        ? {
            json: {
              items: [
                { id: '1', CustomFields: CustomFields("sd'1") },
                { id: '2', CustomFields: CustomFields("SD'1") },
              ],
            },
          }
        : undefined,
    );
    expect(await connector.findByKey("SD'1")).toEqual(['2']);
    expect(desk.asked.at(-1)?.query.get('query')).toBe(`'CF.{4}' = 'SD\\'1' AND id > 0`);
  });
});
