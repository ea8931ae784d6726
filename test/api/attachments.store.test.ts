import { createHash, randomBytes } from 'node:crypto';
import { aTicket, openDesk, type Desk } from './desk';
import { multipart, type UploadPart } from './multipart';

describe('attachments', () => {
  let desk: Desk;
  let number: string;
  let portal: string;

  beforeAll(async () => {
    desk = await openDesk({ maxUploadBytes: 2_000_000 });
    const { json } = await desk.call('POST', '/tickets', aTicket());
    number = json.number;
    portal = (await desk.call('POST', '/api-keys', { role: 'portal', contact: json.requester.id })).json.key;
  });
  afterAll(() => desk.close());

  const upload = (parts: readonly UploadPart[], key?: string, to = number) => {
    const { body, headers } = multipart(parts);
    return desk.call('POST', `/tickets/${to}/attachments`, body, { headers, ...(key ? { key } : {}) });
  };
  const file = (content: string | Buffer, filename = 'отчёт № 1.txt', type = 'text/plain'): UploadPart => ({
    name: 'file',
    content,
    filename,
    type,
  });

  test('come back byte by byte, with their name in UTF-8', async () => {
    const bytes = randomBytes(700_000);
    const { status, json } = await upload([file(bytes, 'схема сети 🖧.png', 'image/png')]);
    expect(status).toBe(201);
    expect(json).toEqual({
      id: expect.any(String),
      filename: 'схема сети 🖧.png',
      mediaType: 'image/png',
      size: 700_000,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      visibility: 'internal',
    });
    const { raw } = await desk.call('GET', `/attachments/${json.id}`);
    expect(raw.statusCode).toBe(200);
    expect(raw.rawPayload.equals(bytes)).toBe(true);
    expect(raw.headers['content-type']).toBe('image/png');
    expect(raw.headers['content-length']).toBe('700000');
    expect(raw.headers['x-content-type-options']).toBe('nosniff');
    expect(raw.headers['content-disposition']).toContain(
      `filename*=UTF-8''${encodeURIComponent('схема сети 🖧.png')}`,
    );
    expect((await desk.call('GET', `/tickets/${number}`)).json.attachments).toContainEqual(json);
  });

  test('never run as pages of ours', async () => {
    const { json } = await upload([file('<script>alert(1)</script>', 'x".html', 'text/html')]);
    const { raw } = await desk.call('GET', `/attachments/${json.id}`);
    expect(raw.headers['content-disposition']).toMatch(/^attachment; filename="[^"]*";/);
    expect(raw.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\отчёт.doc', 'отчёт.doc'],
    ['a\u0007\u202egnp.exe', 'agnp.exe'],
    ['..', 'file'],
    ['', 'file'],
    [`${'я'.repeat(300)}.txt`, `${'я'.repeat(125)}.txt`],
  ])('called %j are kept as %j', async (sent, kept) => {
    const { status, json } = await upload([file('x', sent)]);
    expect([status, json.filename]).toEqual([201, kept]);
  });

  test('may be empty, and large, but not too large', async () => {
    expect((await upload([file('')])).json).toMatchObject({ size: 0 });
    expect((await upload([file(Buffer.alloc(1_900_000))])).status).toBe(201);
    const refused = await upload([file(Buffer.alloc(2_000_001))]);
    expect([refused.status, refused.json.status]).toEqual([413, 413]);
    expect(refused.json.errors).toEqual([
      { field: 'file', message: 'is too large: a file may have at most 2000000 bytes' },
    ]);
  });

  test('hang on a new comment with that text, in whatever order the parts come', async () => {
    const { json } = await upload([
      { name: 'visibility', content: 'public' },
      file('x'),
      { name: 'comment', content: 'Вот файл' },
    ]);
    expect(json).toMatchObject({ visibility: 'public', comment: expect.any(String) });
    const comments = (await desk.call('GET', `/tickets/${number}/comments`)).json.items;
    expect(comments.at(-1)).toMatchObject({
      body: 'Вот файл',
      visibility: 'public',
      attachments: [{ id: json.id }],
    });
    expect(JSON.stringify((await desk.call('GET', `/tickets/${number}`)).json.attachments)).not.toContain(
      `"${json.id}"`,
    );
  });

  test('hang on a comment of the ticket, and are no more public than it', async () => {
    const comment = (await desk.call('POST', `/tickets/${number}/comments`, { body: 'внутри' })).json;
    expect((await upload([file('x'), { name: 'comment', content: comment.id }])).json).toMatchObject({
      comment: comment.id,
      visibility: 'internal',
    });
    const refused = await upload([
      file('x'),
      { name: 'comment', content: comment.id },
      { name: 'visibility', content: 'public' },
    ]);
    expect(refused.json.errors[0].field).toBe('visibility');
    const other = (await desk.call('POST', '/tickets', aTicket())).json.number;
    const strange = await upload([file('x'), { name: 'comment', content: comment.id }], undefined, other);
    expect([strange.status, strange.json.errors[0].field]).toEqual([422, 'comment']);
  });

  test('of staff are internal, of the requester public; he sees public ones only', async () => {
    const inside = (await upload([file('secret')])).json;
    const own = await upload([file('mine')], portal);
    expect([own.status, own.json.visibility]).toEqual([201, 'public']);
    expect((await desk.call('GET', `/attachments/${inside.id}`, undefined, { key: portal })).status).toBe(
      404,
    );
    expect((await desk.call('GET', `/attachments/${own.json.id}`, undefined, { key: portal })).status).toBe(
      200,
    );
    const seen = (await desk.call('GET', `/tickets/${number}`, undefined, { key: portal })).json.attachments;
    expect(seen.map((one: { visibility: string }) => one.visibility)).not.toContain('internal');
    expect((await upload([file('x'), { name: 'visibility', content: 'internal' }], portal)).status).toBe(403);
  });

  test('of others are not there for a portal user', async () => {
    const other = (await desk.call('POST', '/tickets', aTicket({ requester: { name: 'Другой' } }))).json
      .number;
    const theirs = (await upload([file('x'), { name: 'visibility', content: 'public' }], undefined, other))
      .json;
    expect((await desk.call('GET', `/attachments/${theirs.id}`, undefined, { key: portal })).status).toBe(
      404,
    );
    expect((await upload([file('x')], portal, other)).status).toBe(404);
  });

  test.each([
    ['file', [{ name: 'comment', content: 'x' }]],
    ['other', [{ name: 'other', content: 'x', filename: 'x' }]],
    [
      'visibility',
      [
        { name: 'file', content: 'x', filename: 'x' },
        { name: 'visibility', content: 'secret' },
      ],
    ],
    [
      'comment',
      [
        { name: 'file', content: 'x', filename: 'x' },
        { name: 'comment', content: 'a\u0000b' },
      ],
    ],
  ])('name %s when that part is at fault', async (field, parts) => {
    const answer = await upload(parts);
    expect([answer.status, answer.json.errors?.[0].field]).toEqual([422, field]);
  });

  test('must be multipart, and whole', async () => {
    expect((await desk.call('POST', `/tickets/${number}/attachments`, { file: 'x' })).status).toBe(415);
    const { body, headers } = multipart([file('x'.repeat(1000))]);
    const cut = await desk.call('POST', `/tickets/${number}/attachments`, body.subarray(0, 500), { headers });
    expect(cut.status).toBe(400);
  });
});
