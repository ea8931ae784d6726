import { reason } from '../../domain/reason';
import { spooledBytes } from '../../platform/spool';
import { transaction } from '../../store/database';
import { keepMail } from '../../store/mail/arrivals';
import { saveContent } from '../../store/mail/contents';
import { settleMail } from '../../store/mail/mails';
import { addParticipants } from '../../store/mail/sender';
import { saveChannelState } from '../../store/notify/channel-state';
import { settingsOf } from '../../store/notify/settings';
import { unsubscribeToken } from '../../store/notify/unsubscribe';
import { makeUser } from './access-house';
import { aTicket, openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

let desk: Desk;
let number: string;
let requester: number;
let boss: PageVisitor;
let bossId: number;
beforeAll(async () => {
  desk = await openDesk();
  bossId = await makeUser(desk, 'boss', 'administrator', { name: 'Борис' });
  const { json } = await desk.call('POST', '/tickets', aTicket());
  number = json.number;
  requester = Number(json.requester.id);
  boss = new PageVisitor(desk);
  await boss.signIn('boss');
});
afterAll(() => desk?.close());

/** A row of the outbox, as sending left it. */
const told = async (more: { who?: string; user?: number; contact?: number; state?: string } = {}) => {
  const { who = 'requester', user = null, contact = null, state = 'sent' } = more;
  const { rows } = await desk.db.query(
    `insert into notifications (ticket_id, event, who, contact_id, user_id, recipient, channel, outside, visibility, bundle, state,
       because, message_id, settled_at)
     select id, 'comment', $2, $3, $4, 'anna@example.test', 'email', $4::bigint is null, 'public', 'ticket:' || id, $5, 'why', 'm@x.test', now()
       from tickets where number = $1 returning id`,
    [number, who, contact, user, state],
  );
  return rows[0].id as number;
};

describe('what became of every message', () => {
  it('is listed by ticket, for staff', async () => {
    await told({ state: 'bounced' });
    const { json } = await desk.call('GET', `/notifications?ticket=${number}`);
    expect(json.items).toEqual([
      {
        id: expect.any(String),
        ticket: number,
        event: 'comment',
        who: 'requester',
        to: 'anna@example.test',
        channel: 'email',
        state: 'bounced',
        because: 'why',
        messageId: 'm@x.test',
        at: expect.stringMatching(/^20.*Z$/),
      },
    ]);
    const portal = await desk.keyOf('portal', requester);
    expect(
      (await desk.call('GET', `/notifications?ticket=${number}`, undefined, { key: portal })).status,
    ).toBe(403);
    expect((await desk.call('GET', '/notifications?state=gone')).status).toBe(422);
  });

  it('stands on the ticket’s page, and how mail leaves on the page of the synchronisation', async () => {
    await saveChannelState(desk.db, 'email', { state: 'away', error: 'ECONNREFUSED', advice: 'wait' });
    expect((await boss.get(`/tickets/${number}`)).body).toContain('вернулось');
    expect((await boss.get('/sync')).body).toContain('ECONNREFUSED — wait');
  });
});

describe('what a person wishes', () => {
  it('a portal user sets his own, staff that of others; unknown events are faults', async () => {
    const key = await desk.keyOf('portal', requester);
    const wishes = { choices: { comment: { email: false } } };
    const put = await desk.call('PUT', '/me/notifications', wishes, { key });
    expect(put.json).toEqual({ ...wishes, digest: 'none', quietHours: null });
    expect((await desk.call('GET', `/contacts/${requester}/notifications`)).json).toEqual(put.json);
    expect((await desk.call('PUT', '/me/notifications', { choices: { solved: {} } }, { key })).status).toBe(
      422,
    );
    expect((await desk.call('GET', `/users/${bossId}/notifications`, undefined, { key })).status).toBe(403);
  });

  it('staff set theirs on a page', async () => {
    const _csrf = await boss.csrf('/notifications');
    await boss.post('/notifications', {
      _csrf,
      'breach:email': 'no',
      'status:live': 'yes',
      digest: 'hourly',
    });
    expect(await settingsOf(desk.db, { userId: bossId })).toEqual({
      choices: { breach: { email: false }, status: { live: true } },
      digest: 'hourly',
      quietCalendarId: null,
      mailHours: null,
    });
  });

  it('the link of a mail ends such mails with one click, and no other link does', async () => {
    await addParticipants(desk.db, await ticketId(), [await otherContact()], 'test');
    const out = async (id: number) => `/unsubscribe/${await unsubscribeToken(desk.db, id)}`;
    const stranger = new PageVisitor(desk);
    const link = await out(await told({ who: 'participants', contact: await otherContact() }));
    expect((await stranger.get(link)).statusCode).toBe(200);
    expect((await stranger.post(link.slice(0, -2), {})).statusCode).toBe(404);
    expect((await desk.db.query('select 1 from ticket_participants')).rowCount).toBe(1);
    expect((await stranger.post(link, { 'List-Unsubscribe': 'One-Click' })).statusCode).toBe(200);
    expect((await desk.db.query('select 1 from ticket_participants')).rowCount).toBe(0);
    await stranger.post(await out(await told({ who: 'manager', user: bossId })), {});
    expect((await settingsOf(desk.db, { userId: bossId })).choices.comment).toEqual({ email: false });
  });

  it('a service has managers and a group', async () => {
    const { json: service } = await desk.call('POST', '/services', { name: 'Печать' });
    const people = { managers: ['boss'], group: [] };
    expect((await desk.call('PUT', `/services/${service.id}/people`, people)).json).toEqual({
      managers: [String(bossId)],
      group: [],
    });
    expect(
      (await desk.call('PUT', `/services/${service.id}/people`, { managers: ['nobody'], group: [] })).json
        .errors,
    ).toMatchObject([{ field: 'managers[0]' }]);
  });
});

describe('templates', () => {
  const address = '/notifications/templates/comment/ru';
  const send = async (fields: Record<string, string>) =>
    boss.post(address, { _csrf: await boss.csrf(address), ...fields });

  it('are shown with a real ticket before they are saved, and never unescaped', async () => {
    const page = await send({ action: 'preview', ticket: number, body: 'О {{number}}: <b>{{title}}</b>' });
    expect(page.body).toMatch(new RegExp(`О ${number}: &lt;b>`));
    expect((await desk.db.query('select 1 from notification_templates')).rowCount).toBe(0);
  });

  it('are checked when saved, kept, and put back', async () => {
    const wrong = await send({ action: 'save', body: '{{nummer}}' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('nummer');
    expect((await send({ action: 'save', body: '{{author}} пишет: {{text}}' })).statusCode).toBe(303);
    expect((await boss.get('/notifications/templates')).body).toContain('изменён');
    await send({ action: 'reset' });
    expect((await desk.db.query('select 1 from notification_templates')).rowCount).toBe(0);
  });
});

describe('reasons on pages', () => {
  it('are told in the reader’s language: of a mail, of what went to its sender, and of a ticket’s messages', async () => {
    const raw = Buffer.from('Subject: Photos\r\n\r\nHello');
    const { id } = await transaction(desk.db, (tx) =>
      keepMail(tx, { mailbox: 'support', uidValidity: '1', uid: 99 }, spooledBytes(raw), new Date()),
    );
    await settleMail(desk.db, id, {
      state: 'quarantined',
      because: reason('oversized', { size: '80.0', limit: '64.0' }),
    });
    const [answer] = [await told({ state: 'suppressed' })];
    await desk.db.query(
      `update notifications set event = 'oversized', ticket_id = null, mail_id = $2, because = $3 where id = $1`,
      [answer, id, reason('program')],
    );
    const here = await told({ state: 'suppressed' });
    await desk.db.query('update notifications set because = $2 where id = $1', [here, reason('notWished')]);
    const english = new PageVisitor(desk, 'en');
    await english.signIn('boss');
    for (const path of ['/mails', `/mails/${id}`]) {
      expect((await boss.get(path)).body).toContain('слишком велико: 80.0 МБ');
      expect((await english.get(path)).body).toContain('oversized: 80.0 MB');
    }
    const mail = (await boss.get(`/mails/${id}`)).body;
    expect(mail).toContain('письмо слишком велико');
    expect(mail).toContain('то письмо написала программа');
    expect((await boss.get(`/tickets/${number}`)).body).toContain('получатель этого не хочет');
    expect((await english.get(`/tickets/${number}`)).body).toContain('he does not wish it');
    const { json } = await desk.call('GET', `/notifications?mail=${id}`);
    expect(json.items).toMatchObject([{ event: 'oversized', because: reason('program') }]);
  });

  it('of a way out and of a mailbox too', async () => {
    await saveChannelState(desk.db, 'email', {
      state: 'refused',
      error: reason('loginRefused', { said: '535 no' }),
      advice: reason('checkSmtpLogin'),
    });
    const { body } = await boss.get('/sync');
    expect(body).toContain('сервер не пускает: 535 no — Проверьте user и password');
  });
});

describe('the page of all mails', () => {
  it('shows where each went, gives it as it came, and takes a decision', async () => {
    const raw = Buffer.from('From: eve@example.test\r\n\r\nhello \xff', 'latin1');
    const place = { mailbox: 'support', uidValidity: '1', uid: 1 };
    const { id } = await transaction(desk.db, (tx) => keepMail(tx, place, spooledBytes(raw), new Date()));
    await settleMail(desk.db, id, {
      state: 'held',
      because: `claims to belong to ${number}`,
      ticketId: await ticketId(),
    });
    const list = await boss.get('/mails?state=held');
    expect(list.body).toContain('ждёт решения');
    expect(list.body).toContain(`claims to belong to ${number}`);
    expect((await boss.get(`/mails/${id}/raw`)).rawPayload.equals(raw)).toBe(true);
    await boss.post(`/mails/${id}`, {
      as: 'comment',
      ticket: number,
      _csrf: await boss.csrf(`/mails/${id}`),
    });
    const { rows } = await desk.db.query('select state, decision from mails where id = $1', [id]);
    expect(rows[0]).toEqual({
      state: 'open',
      decision: { as: 'comment', ticketId: await ticketId(), by: 'Борис' },
    });
  });
});

it('the page of a forwarded mail makes its author the requester of the ticket', async () => {
  const { json } = await desk.call('POST', '/tickets', aTicket({ title: 'Переслано' }));
  const raw = Buffer.from('From: anna@example.test\r\nSubject: Fwd: x\r\n\r\nx');
  const place = { mailbox: 'support', uidValidity: '1', uid: 77 };
  const { id } = await transaction(desk.db, (tx) => keepMail(tx, place, spooledBytes(raw), new Date()));
  const detail = { forwarded: { name: 'Виктор', address: 'viktor@example.test' } };
  await saveContent(desk.db, id, { text: 'x', reply: 'x', detail });
  const { rows } = await desk.db.query('select id from tickets where number = $1', [json.number]);
  await settleMail(desk.db, id, { state: 'ticket', ticketId: rows[0].id });
  expect((await boss.get(`/mails/${id}`)).body).toContain(
    'само письмо написал(а) Виктор · viktor@example.test',
  );
  const done = await boss.post(`/mails/${id}`, { as: 'original', _csrf: await boss.csrf(`/mails/${id}`) });
  expect([done.statusCode, done.headers.location]).toEqual([303, `/tickets/${json.number}`]);
  const { json: ticket } = await desk.call('GET', `/tickets/${json.number}`);
  expect(ticket.requester).toMatchObject({ email: 'viktor@example.test' });
});

const ticketId = async (): Promise<number> =>
  (await desk.db.query('select id from tickets where number = $1', [number])).rows[0].id;
const otherContact = async (): Promise<number> =>
  (
    await desk.db.query(
      `insert into contacts (name, email) values ('Bob', 'bob@example.test')
       on conflict (lower(email)) do update set name = 'Bob' returning id`,
    )
  ).rows[0].id;
