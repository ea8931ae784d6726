import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { usualCallRules } from '../../domain/call/rules';
import { makeUser } from './access-house';
import { listen, newPage, picture } from './browsing';
import { openBrowser } from './chromium';
import { paleTexts } from './contrast';
import { linkIn, openPortalHouse, type PortalHouse } from './portal-house';

const day = [['00:00', '24:00']];
const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
const phone = { viewport: { width: 360, height: 740 } } as const;
const script = '<script>alert(1)</script><img src=x onerror=alert(2)>';

describe('the portal in a browser', () => {
  let house: PortalHouse;
  let browser: Browser;
  let url: string;
  let number: string;
  const alarms: string[] = [];

  beforeAll(async () => {
    house = await openPortalHouse({
      telephony: { country: 'RU', rules: usualCallRules, cti: { token: 'token' } },
    });
    const { desk } = house;
    url = await listen(desk);
    await makeUser(desk, 'olga', 'operator', { name: 'Ольга' });
    await desk.call('POST', '/calendars', { name: 'Всегда', timeZone: 'Europe/Moscow', week });
    for (const name of ['Печать', 'Почта']) await desk.call('POST', '/services', { name });
    await desk.call('POST', '/organisations', { name: 'Ромашка' });
    await desk.call('POST', '/contracts', {
      number: 'К-1',
      organisation: 'Ромашка',
      services: ['Печать', 'Почта'],
      startsOn: '2020-01-01',
      endsOn: '2099-12-31',
      calendar: 'Всегда',
      targets: ['low', 'normal', 'high', 'urgent'].map((priority) => ({
        priority,
        reactionMinutes: 60,
        resolutionMinutes: 480,
      })),
      pauseOn: ['waiting_customer'],
      warnAt: [50],
    });
    await desk.call('POST', '/contacts', {
      name: 'Анна Петрова',
      email: 'anna@example.test',
      phone: '+74951110001',
      organisation: 'Ромашка',
    });
    number = await ticketByCall();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await house?.desk.close();
  });

  /** As the operator’s form does it: she rang, and her number says who she is. */
  const ticketByCall = async (): Promise<string> => {
    const push = (event: string) =>
      house.desk.app.inject({
        method: 'POST',
        url: '/api/v1/calls/cti/token',
        payload: {
          event,
          callId: 'c-1',
          from: '74951110001',
          to: '74957654321',
          direction: 'in',
          user: 'olga',
        },
      });
    await push('newCall');
    await push('answer');
    const { json } = await house.desk.call('POST', '/tickets', {
      title: 'Принтер на третьем этаже не печатает',
      description: 'Горит красная лампа, бумага есть.',
      channel: 'phone',
      callId: 'c-1',
      service: 'Печать',
      requester: { name: 'Анна Петрова', phone: '84951110001' },
    });
    return json.number;
  };
  const set = (status: string) => house.desk.call('PATCH', `/tickets/${number}`, { status });
  const statusOf = async () => (await house.desk.call('GET', `/tickets/${number}`)).json.status;

  const watchedPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await newPage(browser, options);
    page.setDefaultTimeout(15_000);
    page.on('dialog', (dialog) => {
      alarms.push(dialog.message());
      void dialog.dismiss();
    });
    return page;
  };
  const signedIn = async (options: BrowserContextOptions = {}): Promise<Page> => {
    await house.desk.db.query(`delete from notifications where bundle = 'sign-in'`);
    const page = await watchedPage(options);
    const en = options.locale === 'en-GB';
    await page.goto(`${url}/portal`);
    await page
      .getByLabel(en ? 'E-mail address' : 'Адрес почты')
      .first()
      .fill('anna@example.test');
    await page.getByRole('button', { name: en ? 'Send me a link' : 'Прислать ссылку' }).click();
    await page
      .getByText(en ? 'Look into your mail' : 'Проверьте почту')
      .first()
      .waitFor();
    await page.goto(`${url}${linkIn((await house.mails())[0])}`);
    await page.getByRole('button', { name: en ? 'Sign in' : 'Войти' }).click();
    await page.waitForURL(`${url}/portal`);
    return page;
  };

  test('a request made by telephone: found, answered, rejected, solved and rated, on a phone, without any script', async () => {
    const page = await signedIn({ ...phone, javaScriptEnabled: false });
    await page.getByText('Принтер на третьем этаже').click();
    await page.waitForURL(`${url}/portal/tickets/${number}`);
    await page.getByText('Решим до').waitFor();
    await page.getByLabel('Сообщение').fill('Кабинет 305, я здесь до шести');
    await page.locator('#answer input[type=file]').setInputFiles([
      { name: 'лампа.txt', mimeType: 'text/plain', buffer: Buffer.from('красная') },
      { name: 'бумага.txt', mimeType: 'text/plain', buffer: Buffer.from('есть') },
    ]);
    await page.getByRole('button', { name: 'Отправить' }).click();
    const mine = page.locator('.said.his');
    await mine.getByText('Кабинет 305').waitFor();
    expect(await mine.getByRole('link').allInnerTexts()).toEqual(['лампа.txt', 'бумага.txt']);

    await set('resolved');
    await page.reload();
    await page.getByText('Нет, не решено').click();
    await page.getByLabel('Не решено?').fill('Печатает, но с полосами');
    await page.getByRole('button', { name: 'Открыть заявку снова' }).click();
    await page.getByText('Печатает, но с полосами').waitFor();
    expect(await statusOf()).toBe('in_progress');
    expect((await house.desk.call('GET', `/tickets/${number}`)).json.sync.links).toHaveLength(2);

    await set('resolved');
    await page.reload();
    await page.getByRole('button', { name: 'Да, всё работает' }).click();
    await page.getByText('Закрыта').waitFor();
    expect(await statusOf()).toBe('closed');
    await page.getByLabel('Хорошо').check();
    await page.getByLabel('Несколько слов').fill('Со второго раза');
    await page.getByRole('button', { name: 'Оценить' }).click();
    await page.getByText('Ваша оценка').waitFor();
    await page.getByText('Изменить оценку').click();
    await page.getByLabel('Отлично').check();
    await page.getByRole('button', { name: 'Оценить' }).click();
    await page.locator('.given').getByText('Отлично').waitFor();
    expect((await house.desk.call('GET', `/tickets/${number}/rating`)).json).toMatchObject({
      score: 5,
      words: 'Со второго раза',
      by: 'Анна Петрова',
    });

    await page.getByText('Открыть заявку снова').first().click();
    await page.getByLabel('Не решено?').fill('Полосы вернулись');
    await page.getByRole('button', { name: 'Открыть заявку снова' }).click();
    await page.locator('#comments').getByText('Полосы вернулись').waitFor();
    expect(await statusOf()).toBe('in_progress');

    const staff = await watchedPage();
    await staff.goto(`${url}/sign-in?back=/tickets/${number}`);
    await staff.getByLabel('Имя пользователя').fill('olga');
    await staff.getByLabel('Пароль').fill('correct horse');
    await staff.getByRole('button', { name: 'Войти' }).click();
    await staff.locator('#rating').getByText('Со второго раза').waitFor();
    await picture(staff, 'staff');
  }, 60_000);

  test('a request is made there with files, and what happens to it is seen without a reload', async () => {
    const page = await signedIn();
    await page.getByRole('link', { name: 'Новая заявка' }).click();
    await page.getByLabel('Что случилось').fill('Не приходит почта');
    await page.getByLabel('Подробности').fill('С утра ни одного письма');
    await page.getByLabel('К чему относится').selectOption('Почта');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'снимок.png', mimeType: 'image/png', buffer: Buffer.from('png') });
    await picture(page, 'new');
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.locator('#description').getByRole('link', { name: 'снимок.png' }).waitFor();
    const made = page.url().split('/').at(-1)!;
    await house.desk.call('POST', `/tickets/${made}/comments`, { body: 'не для неё' });
    await house.desk.call('POST', `/tickets/${made}/comments`, {
      body: 'Смотрим сервер',
      visibility: 'public',
    });
    await page.locator('#comments').getByText('Смотрим сервер').waitFor();
    expect(await page.content()).not.toContain('не для неё');
    await house.desk.call('PATCH', `/tickets/${made}`, { status: 'resolved' });
    await page.getByRole('button', { name: 'Да, всё работает' }).waitFor();
    const list = await page.context().newPage();
    await list.goto(`${url}/portal`);
    await list.locator('.group.marked').getByText('Не приходит почта').waitFor();
    await page.getByRole('button', { name: 'Да, всё работает' }).click();
    await page.getByText('Закрыта').waitFor();
    await list.locator('.group:not(.marked)').getByText('Не приходит почта').waitFor();
  }, 60_000);

  test('is readable on a narrow telephone and a desk, light and dark, in both languages, and runs nothing that was typed', async () => {
    await house.desk.call('POST', '/tickets', {
      title: script,
      description: `${script}\n${'оченьдлинноеслово'.repeat(20)}`,
      channel: 'portal',
      requester: { email: 'anna@example.test', name: 'Анна' },
    });
    await set('resolved');
    for (const locale of ['ru-RU', 'en-GB'] as const) {
      const page = await signedIn({ ...phone, locale });
      const paths = [
        '/portal',
        `/portal/tickets/${number}`,
        '/portal/new',
        '/portal/settings',
        '/portal/tickets/SD-9999',
      ];
      const hostile = await page.locator('a', { hasText: 'alert(1)' }).first().getAttribute('href');
      for (const path of [...paths, hostile!])
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize(phone.viewport);
          await page.goto(`${url}${path}`);
          const name = `${locale}-${path.replaceAll('/', '_')}-${colorScheme}`;
          expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([
            path,
            360,
          ]);
          expect([path, colorScheme, await paleTexts(page)]).toEqual([path, colorScheme, []]);
          await picture(page, `${name}-phone`);
          if (!process.env.PICTURES) continue;
          await page.setViewportSize({ width: 1280, height: 900 });
          await picture(page, `${name}-desk`);
        }
      await page.setViewportSize(phone.viewport);
      await page.getByRole('button', { name: locale === 'ru-RU' ? 'Выйти' : 'Sign out' }).click();
      await page.waitForURL(`${url}/portal/sign-in`);
      await picture(page, `${locale}-sign-in`);
      expect(await paleTexts(page)).toEqual([]);
    }
    expect(alarms).toEqual([]);
  }, 90_000);
});
