import { makeUser } from './access-house';
import { aTicket, openDesk, type Desk } from './desk';
import { keptFile, keptMail } from './kept-mail';
import { PageVisitor } from './page-visitor';

let desk: Desk;
let boris: PageVisitor;
let english: PageVisitor;
let number: string;
let ticketId: number;

beforeAll(async () => {
  desk = await openDesk();
  await makeUser(desk, 'boris', 'operator', { name: 'Борис' });
  await desk.db.query('update users set language = null');
  [boris, english] = [new PageVisitor(desk), new PageVisitor(desk, 'en')];
  await boris.signIn('boris');
  await english.signIn('boris');
  ({ number } = (await desk.call('POST', '/tickets', aTicket())).json);
  ticketId = (await desk.db.query('select id from tickets where number = $1', [number])).rows[0].id;
});
afterAll(() => desk?.close());

const inTicket = () => ({ state: 'ticket', ticketId }) as const;
const aComment = async (): Promise<number> =>
  Number((await desk.call('POST', `/tickets/${number}/comments`, { body: 'only the new' })).json.id);
const remote = '<p>hi</p><img data-remote="https://far.test/x.png">';

describe('a mail’s page', () => {
  it('shows what is new in it, and all of it on demand', async () => {
    const id = await keptMail(desk.db, { text: 'new words\n> old words', reply: 'new words' }, inTicket());
    const { body } = await boris.get(`/mails/${id}`);
    expect(body).toMatch(
      /<p class="body">new words<\/p><details id="whole"><summary>Показать письмо целиком/,
    );
    expect(body).toContain('new words\n> old words');
    const whole = await keptMail(desk.db, { text: 'all of it', reply: 'all of it' }, inTicket());
    expect((await boris.get(`/mails/${whole}`)).body).not.toContain('id="whole"');
  });

  it('frames its HTML in a sandbox without scripts, forms and our origin', async () => {
    const id = await keptMail(desk.db, { html: '<p>hi</p>' }, inTicket());
    const { body, headers } = await boris.get(`/mails/${id}`);
    const sandbox = /<iframe[^>]* sandbox="([^"]*)"/.exec(body)?.[1];
    expect(sandbox?.split(' ').sort()).toEqual(['allow-popups', 'allow-popups-to-escape-sandbox']);
    expect(headers['content-security-policy']).toContain("frame-src 'self'");
    const frame = await boris.get(`/mails/${id}/html`);
    expect(frame.body).toContain('<p>hi</p>');
    expect(String(frame.headers['content-security-policy']).split('; ').sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
      "img-src 'self' data:",
      'sandbox allow-popups allow-popups-to-escape-sandbox',
      "style-src 'unsafe-inline'",
    ]);
  });

  it('loads pictures from elsewhere when somebody asks, in that one answer', async () => {
    const id = await keptMail(desk.db, { html: remote }, inTicket());
    const calm = await boris.get(`/mails/${id}`);
    expect(calm.body).toContain(`href="/mails/${id}?images=1#as-sent"`);
    const asked = await boris.get(`/mails/${id}?images=1`);
    expect(asked.body).toContain(`src="/mails/${id}/html?images=1"`);
    const shown = await boris.get(`/mails/${id}/html?images=1`);
    expect(shown.body).toContain('src="https://far.test/x.png"');
    expect(shown.headers['content-security-policy']).toContain("img-src 'self' data: https: http:;");
    const next = await boris.get(`/mails/${id}/html`);
    expect(next.body).not.toContain('far.test');
    expect(next.headers['content-security-policy']).not.toContain('https:');
    const plain = await keptMail(desk.db, { html: '<p>hi</p>' }, inTicket());
    expect((await boris.get(`/mails/${plain}`)).body).not.toContain('images=1');
  });

  it.each([
    [
      'REQUEST',
      '20260105T130000',
      '20260105T140000',
      'Europe/Moscow',
      /Приглашение<\/b> «Сервер\/кабели» · когда: 5 января 2026 г\.,? (?:в )?13:00\s?–\s?14:00 \(Europe\/Moscow\) · где: Комната 3 · приглашает: bob@example\.test/,
    ],
    [
      'CANCEL',
      '20260105',
      '20260107',
      undefined,
      /Встреча отменена<\/b> «Сервер\/кабели» · когда: 5\s?–\s?6 января 2026/,
    ],
    ['STRANGE', 'whenever', '', undefined, /Запись календаря<\/b> «Сервер\/кабели» · когда: whenever/],
    [
      'PUBLISH',
      '20260105T100000Z',
      '20260105T110000Z',
      undefined,
      /Событие<\/b>.*datetime="2026-01-05T10:00:00.000Z".* – <time datetime="2026-01-05T11:00:00.000Z"/,
    ],
  ])('says in plain words what an invitation asks for: %s', async (method, start, end, zone, wanted) => {
    const invite = {
      method,
      start,
      end,
      summary: 'Сервер/кабели',
      location: 'Комната 3',
      organizer: 'bob@example.test',
      ...(zone ? { zone } : {}),
    };
    const id = await keptMail(desk.db, { detail: { invite } }, inTicket());
    const { body } = await boris.get(`/mails/${id}`);
    expect(body.replace(/\s/g, ' ')).toMatch(wanted);
  });

  it('says what kind of mail it is, in the reader’s language, and hands its files on', async () => {
    const detail = {
      verdict: { kind: 'auto-reply', because: 'Auto-Submitted' },
      protection: 'signed',
      notes: ['winmailUnpacked', 'characterSetGuessed'],
    };
    const id = await keptMail(desk.db, { detail }, inTicket());
    const file = await keptFile(desk.db, { mail: id, ticketId, cid: '' });
    const { body } = await boris.get(`/mails/${id}`);
    for (const words of ['Автоматический ответ', 'подписано', 'они вынуты', 'угадана'])
      expect(body).toContain(words);
    expect(body).toContain(`href="/attachments/${file}"`);
    const { body: other } = await english.get(`/mails/${id}`);
    for (const words of ['An automatic answer', 'signed', 'were taken out', 'guessed'])
      expect(other).toContain(words);
  });

  it('writes nothing of a mail into the page as it is', async () => {
    const evil = '<script>alert(1)</script>';
    const invite = {
      method: evil,
      summary: evil,
      start: evil,
      end: '',
      zone: evil,
      location: evil,
      organizer: evil,
    };
    const id = await keptMail(
      desk.db,
      { text: `${evil} ${evil}`, reply: evil, detail: { invite } },
      inTicket(),
    );
    expect((await boris.get(`/mails/${id}`)).body).not.toContain(evil);
  });
});

describe('a picture of the mail itself', () => {
  const letter = async (mediaType?: string) => {
    const id = await keptMail(desk.db, { html: '<img data-cid="a&amp;b">' }, inTicket());
    await keptFile(desk.db, { mail: id, ticketId, cid: 'a&b' }, mediaType ? { mediaType } : {});
    const { body } = await boris.get(`/mails/${id}/html`);
    return (/<img src="([^"]+)"/.exec(body)?.[1] ?? '').replaceAll('&amp;', '&');
  };
  const get = (url: string) => desk.app.inject({ url });

  it('is had by the address that the frame was given, without a cookie', async () => {
    const answer = await get(await letter());
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/png']);
    expect(answer.headers).toMatchObject({
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    });
  });

  it('is had by no other address: without its seal, with that of another, or as another file', async () => {
    const [one, two] = [await letter(), await letter()];
    const [path = '', query = ''] = two.split('?');
    for (const url of [
      path,
      `${path}?${one.split('?')[1]}`,
      two.replace(/\d+\?/, '1?'),
      path.replace(/\d+$/, 'x') + `?${query}`,
    ])
      expect([url, (await get(url)).statusCode]).toEqual([url, 404]);
    expect((await boris.get(path)).statusCode).toBe(404);
  });

  it.each(['image/svg+xml', 'text/html', 'application/pdf'])('that is %s is none', async (mediaType) => {
    expect((await get(await letter(mediaType))).statusCode).toBe(404);
  });
});

describe('a ticket’s page', () => {
  it('leads from a comment that came by mail to the whole mail, and says what kind it is', async () => {
    const commentId = await aComment();
    const how = { state: 'comment', ticketId, commentId } as const;
    const id = await keptMail(desk.db, { detail: { protection: 'encrypted' } }, how);
    const { body } = await boris.get(`/tickets/${number}`);
    const article = body.slice(body.indexOf(`id="comment-${commentId}"`)).split('</article>')[0];
    expect(article).toContain(`src="/mails/${id}/html"`);
    expect(article).toContain('зашифровано');
  });

  it('shows the mail that it came by at its description, and no mail that only claims to belong to it', async () => {
    const id = await keptMail(desk.db, {}, inTicket());
    const held = await keptMail(desk.db, {}, { state: 'held', ticketId });
    const { body } = await boris.get(`/tickets/${number}`);
    expect(body.slice(body.indexOf('id="description"')).split('</section>')[0]).toContain(`id="mail-${id}"`);
    expect(body).not.toContain(`/mails/${held}`);
  });
});

it('a portal user sees no mail, on no page', async () => {
  const { requester } = (await desk.call('GET', `/tickets/${number}`)).json;
  await makeUser(desk, 'anna', 'portal', { name: 'Анна', contactId: Number(requester.id) });
  const anna = new PageVisitor(desk);
  await anna.signIn('anna');
  const id = await keptMail(desk.db, { html: '<p>secret</p>', text: 'secret', reply: 'secret' }, inTicket());
  for (const path of [`/mails/${id}`, `/mails/${id}/html`, `/mails/${id}/raw`])
    expect((await anna.get(path)).statusCode).toBe(403);
  const page = await anna.get(`/portal/tickets/${number}`);
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toContain('/mails/');
  expect((await new PageVisitor(desk).get(`/mails/${id}/html`)).headers.location).toMatch(/^\/sign-in/);
});
