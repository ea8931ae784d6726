import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Frame, Page } from 'playwright-core';
import { makeUser } from './access-house';
import { expectReadable, listen, newPage, signIn } from './browsing';
import { openBrowser } from './chromium';
import { aTicket, openDesk, type Desk } from './desk';
import { keptFile, keptMail, keptPicture, twoByTwo } from './kept-mail';

describe('the frame of a mail, in a browser', () => {
  let desk: Desk;
  let browser: Browser;
  let page: Page;
  let url: string;
  let number: string;
  let ticketId: number;
  /** A server of somebody else's, and what it was asked for. */
  let elsewhere: Server;
  let far: string;
  const asked: string[] = [];
  const deeds: string[] = [];

  beforeAll(async () => {
    desk = await openDesk();
    url = await listen(desk);
    elsewhere = createServer((request, answer) => {
      asked.push(request.url ?? '');
      answer.writeHead(200, { 'content-type': 'image/png' }).end(twoByTwo);
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    far = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    await makeUser(desk, 'olga', 'operator');
    ({ number } = (await desk.call('POST', '/tickets', aTicket())).json);
    ticketId = (await desk.db.query('select id from tickets where number = $1', [number])).rows[0].id;
    browser = await openBrowser();
    page = await newPage(browser);
    page.on('dialog', (dialog) => {
      deeds.push(dialog.message());
      void dialog.dismiss();
    });
    await signIn(page, url, 'olga', '/mails');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    elsewhere?.close();
    await desk?.close();
  });
  beforeEach(() => {
    asked.length = 0;
    deeds.length = 0;
  });

  /** As it stands in the database, with nothing sanitised: what the frame alone is good for. */
  const open = async (html: string, query = ''): Promise<{ readonly id: number; readonly frame: Frame }> => {
    const id = await keptMail(
      desk.db,
      { html: `<p id="seen">seen</p>${html}` },
      { state: 'ticket', ticketId },
    );
    await keptFile(desk.db, { mail: id, ticketId, cid: 'logo' });
    return { id, frame: await openAgain(id, query) };
  };
  const openAgain = async (id: number, query = ''): Promise<Frame> => {
    await page.goto(`${url}/mails/${id}${query}`, { waitUntil: 'load' });
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    if (!frame) throw new Error('the frame shows nothing');
    await frame.waitForSelector('#seen');
    await frame.waitForLoadState('load');
    return frame;
  };
  const widthIn = (frame: Frame) => frame.evaluate(() => document.querySelector('img')?.naturalWidth ?? -1);

  test.each([
    ['a script', () => `<script>alert(1);document.title='run';fetch('${far}/fetched')</script>`],
    ['a script of its own server', () => `<script src="${far}/x.js"></script>`],
    ['an event on a drawing', () => `<svg onload="alert(1)"><image href="${far}/svg.png" /></svg>`],
    ['an event on a picture', () => '<img src="/assets/none.png" onerror="alert(1)">'],
    [
      'a style that loads',
      () =>
        `<div style="background:url(${far}/css.png)">x</div><style>p{background:url('${far}/sheet.png')}@import '${far}/x.css';</style>`,
    ],
    [
      'a style sheet, a font and a prefetch',
      () =>
        `<link rel="stylesheet" href="${far}/x.css"><link rel="prefetch" href="${far}/p"><link rel="preload" as="image" href="${far}/q.png">`,
    ],
    [
      'a frame in the frame',
      () =>
        `<iframe src="${far}/frame"></iframe><object data="${far}/object"></object><embed src="${far}/embed">`,
    ],
    [
      'a film',
      () =>
        `<video autoplay src="${far}/film" poster="${far}/poster.png"></video><audio autoplay src="${far}/sound"></audio>`,
    ],
    [
      'a picture',
      () =>
        `<img src="${far}/pixel.png"><img srcset="${far}/set.png 1x"><table background="${far}/table.png"><tr><td>x</td></tr></table>`,
    ],
    ['a refresh', () => `<meta http-equiv="refresh" content="0;url=${far}/refreshed">`],
    ['a base', () => `<base href="${far}/"><img src="based.png"><link rel="stylesheet" href="based.css">`],
  ])('%s runs nothing, loads nothing, and leads nowhere', async (_, hostile) => {
    const { id, frame } = await open(hostile());
    // A second load of ours in the same frame comes after whatever the first one began.
    await frame.waitForFunction(() => document.readyState === 'complete');
    await openAgain(id);
    expect({ asked, deeds }).toEqual({ asked: [], deeds: [] });
    expect(page.url()).toBe(`${url}/mails/${id}`);
    expect(page.frames().map((one) => one.url())).toContain(`${url}/mails/${id}/html`);
  });

  test('a form sends nothing, and a link cannot replace our page', async () => {
    const { id, frame } = await open(
      `<form action="${far}/stolen"><input name="password" value="x"><button>Go</button></form><a id="top" target="_top" href="${far}/top">up</a>`,
    );
    await frame.click('button');
    await frame.click('#top');
    await openAgain(id);
    expect(asked).toEqual([]);
    expect(page.url()).toBe(`${url}/mails/${id}`);
  });

  test('the frame is nobody’s: it has no cookies of ours, and cannot be read as ours', async () => {
    const { frame } = await open('');
    expect(await frame.evaluate(() => self.origin)).toBe('null');
    const canRead = await page.evaluate(() => document.querySelector('iframe')?.contentDocument !== null);
    expect(canRead).toBe(false);
  });

  test.each(['held', 'quarantined', 'ignored'] as const)(
    'a picture of a mail that is %s is shown to who decides about it, and nothing else of it is',
    async (state) => {
      const html = '<p id="seen">seen</p><img data-cid="logo">';
      const id = await keptMail(desk.db, { html }, { state, because: 'senderless' });
      await keptPicture(desk.db, { mail: id, cid: 'logo' });
      const frame = await openAgain(id);
      await frame.waitForFunction(() => document.querySelector('img')?.complete);
      expect(await widthIn(frame)).toBe(2);
      await keptPicture(desk.db, { mail: id, cid: 'logo' }, { mediaType: 'image/svg+xml' });
      const drawing = await openAgain(id);
      await drawing.waitForFunction(() => document.querySelector('img')?.complete);
      expect(await widthIn(drawing)).toBe(0);
    },
  );

  test('a picture of the mail itself is shown, and one that was pasted in', async () => {
    const own = await open('<img data-cid="logo">');
    await own.frame.waitForFunction(() => document.querySelector('img')?.complete);
    expect(await widthIn(own.frame)).toBe(2);
    const pasted = await open(`<img data-here="data:image/png;base64,${twoByTwo.toString('base64')}">`);
    expect(await widthIn(pasted.frame)).toBe(2);
  });

  test('pictures from elsewhere are shown when they are asked for, and not the next time', async () => {
    const { id } = await open(`<img data-remote="${far}/photo.png">`);
    expect(asked).toEqual([]);
    await page.getByRole('link', { name: 'Показать картинки' }).click();
    await page.waitForURL(/images=1/);
    const frame = await (await page.waitForSelector('iframe[src$="images=1"]')).contentFrame();
    await frame!.waitForFunction(() => document.querySelector('img')?.naturalWidth === 2);
    expect(asked).toEqual(['/photo.png']);
    await openAgain(id);
    expect(asked).toEqual(['/photo.png']);
  });

  test('a ticket’s page loads a mail when somebody opens it, and keeps it open while the page is kept up to date', async () => {
    const { id } = await open('<p>framed words</p>');
    await page.goto(`${url}/tickets/${number}`);
    const details = page.locator(`#mail-${id}`);
    await details.locator('summary').click();
    const frame = details.frameLocator('iframe');
    await frame.getByText('framed words').waitFor();
    await desk.call('POST', `/tickets/${number}/comments`, { body: 'one more' });
    await page.locator('#comments').getByText('one more').waitFor();
    expect(await details.getAttribute('open')).not.toBeNull();
    await frame.getByText('framed words').waitFor();
  });

  test('can be read in light and dark, on a desk and on a telephone', async () => {
    const html = `<p id="seen">Здравствуйте!</p><table width="900"><tr><td>широкая таблица</td></tr></table><img data-cid="logo"><img data-remote="${far}/photo.png">`;
    const detail = {
      verdict: { kind: 'person', because: '' },
      protection: 'signed',
      notes: ['winmailUnpacked'],
      invite: {
        method: 'REQUEST',
        summary: 'Замена сервера',
        start: '20260105T130000',
        end: '20260105T140000',
        zone: 'Europe/Moscow',
        location: 'Серверная',
        organizer: 'bob@example.test',
      },
    };
    const id = await keptMail(
      desk.db,
      { html, detail, text: 'Ответ\n> Вопрос', reply: 'Ответ' },
      { state: 'ticket', ticketId },
    );
    await keptFile(desk.db, { mail: id, ticketId, cid: 'logo' });
    for (const path of [`/mails/${id}`, `/tickets/${number}`]) {
      await page.goto(`${url}${path}`);
      await page.locator('summary').last().click();
      await expectReadable(page);
    }
  });
});
