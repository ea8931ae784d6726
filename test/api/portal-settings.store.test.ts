import { settingsOf } from '../../store/notify/settings';
import { makeUser } from './access-house';
import { aTicket } from './desk';
import { PageVisitor } from './page-visitor';
import { openPortalHouse, type PortalHouse } from './portal-house';

describe('what is decided about the portal', () => {
  let house: PortalHouse;
  let contactId: number;
  let number: string;
  let anna: PageVisitor;

  beforeAll(async () => {
    house = await openPortalHouse();
    const { desk } = house;
    await desk.call('POST', '/organisations', { name: 'Ромашка' });
    const people = { organisation: 'Ромашка' };
    const made = await desk.call('POST', '/contacts', {
      name: 'Анна',
      email: 'anna@example.test',
      ...people,
    });
    contactId = Number(made.json.id);
    const { json } = await desk.call('POST', '/contacts', {
      name: 'Борис',
      email: 'boris@example.test',
      ...people,
    });
    number = (await desk.call('POST', '/tickets', aTicket({ requester: { id: json.id } }))).json.number;
    anna = await house.visitor('anna@example.test');
  });
  afterAll(() => house.desk.close());

  const set = async (path: string, fields: Record<string, string>) =>
    anna.post(`/portal/settings/${path}`, { ...fields, _csrf: await anna.csrf('/portal/settings') });

  test('she chooses the language of pages and mails', async () => {
    await set('language', { language: 'en' });
    expect((await anna.get('/portal')).body).toContain('Support portal');
    expect((await house.desk.call('GET', `/contacts/${contactId}`)).json.language).toBe('en');
    await set('language', { language: 'ru' });
    expect((await set('language', { language: 'tlh' })).statusCode).toBe(303);
    expect((await anna.get('/portal')).body).toContain('Портал поддержки');
  });

  test('she chooses what she is mailed about; what the page does not show stays as it is', async () => {
    await house.desk.call('POST', '/calendars', {
      name: 'Днём',
      timeZone: 'UTC',
      week: {
        ...Object.fromEntries(['tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, []])),
        mon: [['09:00', '18:00']],
      },
    });
    await house.desk.call('PUT', `/contacts/${contactId}/notifications`, {
      choices: { breach: { email: false }, closed: { email: false } },
      quietHours: 'Днём',
    });
    expect((await anna.get('/portal/settings')).body).not.toContain('Днём');
    await set('notifications', { comment: 'no', resolved: 'yes', closed: '', breach: 'yes' });
    const { choices, quietCalendarId } = await settingsOf(house.desk.db, { contactId });
    expect(choices).toMatchObject({
      breach: { email: false },
      comment: { email: false },
      resolved: { email: true },
    });
    expect(choices.closed).toEqual({});
    expect(quietCalendarId).not.toBeNull();
  });

  test('she chooses how many mails she gets, and when; hours that are none are told, and nothing is lost', async () => {
    const settings = () => settingsOf(house.desk.db, { contactId });
    const hours = { when: 'hours', from: '09:00', to: '18:30', timeZone: 'Asia/Omsk', weekends: 'on' };
    await set('notifications', { digest: 'hourly', ...hours });
    const mailHours = { from: '09:00', to: '18:30', timeZone: 'Asia/Omsk', weekends: true };
    expect(await settings()).toMatchObject({ digest: 'hourly', mailHours });
    const page = (await anna.get('/portal/settings')).body;
    expect(page).toMatch(/name="from" value="09:00"[\s\S]*name="to" value="18:30"/);
    expect(page).toMatch(/<option selected value="hourly"|value="hourly" selected/);
    for (const wrong of [{ to: '08:00' }, { from: 'x' }, { timeZone: 'Mars/Olympus' }]) {
      const answer = await set('notifications', { digest: 'daily', ...hours, ...wrong });
      expect((await anna.get(String(answer.headers.location))).body).toContain('Часы не сохранены');
      expect(await settings()).toMatchObject({ digest: 'daily', mailHours });
    }
    await set('notifications', { when: 'always' });
    expect(await settings()).toMatchObject({ digest: 'daily', mailHours: null, quietCalendarId: null });
    await set('notifications', { digest: 'sometimes' });
    expect(await settings()).toMatchObject({ digest: 'daily' });
  });

  test('staff tick on the organisation’s page who sees the tickets of all, and it holds at once', async () => {
    await makeUser(house.desk, 'olga', 'operator', { name: 'Ольга' });
    const olga = new PageVisitor(house.desk);
    await olga.signIn('olga');
    const organisation = (await house.desk.call('GET', '/organisations')).json.items[0].id;
    const page = `/organisations/${organisation}`;
    const tick = async (more: Record<string, string>) => {
      const shown = Object.fromEntries(
        [...(await olga.get(page)).body.matchAll(/name="(shown\.\d+)"/g)].map(([, name]) => [name!, 'yes']),
      );
      return olga.post(`${page}/portal`, { ...shown, ...more, _csrf: await olga.csrf(page) });
    };
    expect((await anna.get(`/portal/tickets/${number}`)).statusCode).toBe(404);
    expect((await tick({ [`sees.${contactId}`]: 'yes' })).statusCode).toBe(303);
    expect((await anna.get(`/portal/tickets/${number}`)).statusCode).toBe(200);
    expect((await anna.get('/portal?whose=organisation')).body).toContain('заявитель: Борис');
    expect((await anna.get('/portal')).body).not.toContain(number);
    await tick({});
    expect((await anna.get(`/portal/tickets/${number}`)).statusCode).toBe(404);
    expect((await olga.post(`${page}/portal`, { [`sees.${contactId}`]: 'yes' })).statusCode).toBe(403);
    const _csrf = await anna.csrf('/portal/settings');
    expect((await anna.post(`${page}/portal`, { [`sees.${contactId}`]: 'yes', _csrf })).statusCode).toBe(403);
  });

  test('staff are led from the portal to their own pages, and requesters from those to the portal', async () => {
    const olga = new PageVisitor(house.desk);
    await olga.signIn('olga');
    expect((await olga.get(`/portal/tickets/${number}`)).headers.location).toBe(`/tickets/${number}`);
    expect((await olga.get('/portal')).headers.location).toBe('/tickets');
    expect((await anna.get(`/tickets/${number}`)).headers.location).toBe(`/portal/tickets/${number}`);
    expect((await new PageVisitor(house.desk).get(`/portal/tickets/${number}`)).headers.location).toBe(
      `/portal/sign-in?back=${encodeURIComponent(`/portal/tickets/${number}`)}`,
    );
  });

  test('a form that is sent twice makes one ticket, and too many files none', async () => {
    const page = (await anna.get('/portal/new')).body;
    const field = (name: string) => ({
      name,
      content: new RegExp(`name="${name}" value="([^"]+)"`).exec(page)![1]!,
    });
    const file = (n: number) => ({
      name: 'file',
      content: `bytes ${n}`,
      filename: `${n}.txt`,
      type: 'text/plain',
    });
    const parts = [field('_csrf'), field('once'), { name: 'title', content: 'Дважды' }];
    const [one, two] = [
      await anna.upload('/portal/new', [...parts, file(1), file(2)]),
      await anna.upload('/portal/new', [...parts, file(1), file(2)]),
    ];
    expect([one.statusCode, two.headers.location]).toEqual([303, one.headers.location]);
    expect((await anna.get(String(one.headers.location))).body.match(/\d\.txt/g)).toHaveLength(2);
    const many = await anna.upload('/portal/new', [
      field('_csrf'),
      { name: 'title', content: 'Много' },
      ...[1, 2, 3, 4, 5, 6].map(file),
    ]);
    expect(many.statusCode).toBeGreaterThanOrEqual(400);
    const empty = await anna.upload('/portal/new', [field('_csrf'), { name: 'title', content: ' ' }]);
    expect([empty.statusCode, empty.body.includes('Что случилось</b>: нужно заполнить')]).toEqual([
      422,
      true,
    ]);
    expect((await anna.get('/portal')).body).not.toContain('Много');
  });
});
