import { usualNotify } from '../../connectors/configuration-notify';
import { reason } from '../../domain/reason';
import { hashPassword } from '../../api/password';
import type { NotifyRules } from '../../domain/notify/rule';
import { createUser } from '../../store/users';
import { aTicket, openDesk, type Desk } from './desk';
import { keptMail } from './kept-mail';
import { PageVisitor } from './page-visitor';

let desk: Desk;
let olga: PageVisitor;
let english: PageVisitor;
let number: string;
let ticketId: number;

const notify: NotifyRules = {
  ...usualNotify,
  rules: [
    ...usualNotify.rules,
    { event: 'breach', to: ['group'], by: ['webhook'], when: { priority: ['urgent'], service: ['Печать'] } },
  ],
  webhooks: [],
  email: false,
  speaker: 'helpdesk',
  own: [],
};

beforeAll(async () => {
  desk = await openDesk({ notify });
  const passwordHash = await hashPassword('correct horse', { N: 1024, r: 8, p: 1 });
  await createUser(desk.db, { login: 'olga', name: 'Ольга', role: 'administrator', passwordHash });
  await desk.db.query('update users set language = null');
  [olga, english] = [new PageVisitor(desk), new PageVisitor(desk, 'en')];
  await olga.signIn('olga');
  await english.signIn('olga');
  ({ number } = (await desk.call('POST', '/tickets', aTicket())).json);
  ticketId = (await desk.db.query('select id from tickets where number = $1', [number])).rows[0].id;
});
afterAll(() => desk?.close());

const pageOf = async (id: number, visitor = olga) => (await visitor.get(`/mails/${id}`)).body;
const buttons = (body: string) =>
  [...body.matchAll(/<button name="as" value(?:="([^"]*)")?/g)].map(([, as = '']) => as);
const claim = () => reason('claim', { ticket: number, sender: 'stranger@else.test' });

describe('where a mail went and why', () => {
  it('is told step by step, with what a person may do about it, in the reader’s language', async () => {
    const id = await keptMail(desk.db, {}, { state: 'held', ticketId, because: claim() });
    const body = await pageOf(id);
    expect(body).toMatch(
      /Пришло на почтовый сервер[\s\S]*support[\s\S]*Сохранено у нас[\s\S]*Ждёт вашего решения[\s\S]*Почему:[\s\S]*stranger@else\.test[\s\S]*«В эту заявку»/,
    );
    const other = await pageOf(id, english);
    expect(other).toMatch(
      /Waits for your decision[\s\S]*Why:[\s\S]*takes no part in it[\s\S]*press “Into this ticket”/,
    );
  });

  it.each([
    ['held', claim, ['ticket', 'comment', 'ignore']],
    ['held', () => reason('burst', { sender: 'a@b.test' }), ['ticket', 'comment', '', 'ignore']],
    ['ignored', () => reason('duplicate', { mailbox: 'sales' }), ['ticket', 'comment', '']],
    ['quarantined', () => reason('senderless'), ['', 'ignore']],
    ['quarantined', () => reason('oversized', { size: '91.2', limit: '64.0' }), ['']],
    ['quarantined', () => reason('unreadable', { why: 'EMAXLEN' }), ['']],
  ] as const)(
    'a mail that is %s offers only what would do something: %s',
    async (state, because, offered) => {
      expect(buttons(await pageOf(await keptMail(desk.db, {}, { state, because: because() })))).toEqual(
        offered,
      );
    },
  );

  it('leads to its ticket and comment, and to the mail that it repeats', async () => {
    const said = (await desk.call('POST', `/tickets/${number}/comments`, { body: 'x' })).json;
    const commentId = Number(said.id.replace(/\D/g, ''));
    const first = await keptMail(desk.db, {}, { state: 'comment', ticketId, commentId, thirdParty: true });
    expect(await pageOf(first)).toContain(`href="/tickets/${number}#comment-${commentId}"`);
    expect(await pageOf(first)).toContain('третье лицо');
    const again = {
      state: 'ignored',
      because: reason('duplicate', { mailbox: 'support' }),
      sameAs: first,
    } as const;
    expect(await pageOf(await keptMail(desk.db, {}, again))).toContain(`href="/mails/${first}"`);
  });

  it('of a report about our answer leads to the mail that was answered, where it is told that it came back', async () => {
    const large = reason('oversized', { size: '91.2', limit: '64.0' });
    const answered = await keptMail(desk.db, {}, { state: 'quarantined', because: large });
    const { rows } = await desk.db.query<{ id: number }>(
      `insert into notifications (event, who, recipient, channel, outside, visibility, bundle, mail_id, state, because)
       values ('oversized', 'requester', 'foto@example.test', 'email', true, 'public', 'x', $1, 'bounced', '5.1.1 unknown') returning id`,
      [answered],
    );
    const because = reason('bounceOfMail', { recipient: 'foto@example.test' });
    const report = await keptMail(desk.db, {}, { state: 'ignored', because });
    await desk.db.query(
      `insert into mail_bounces (mail_id, recipient, outbox_id, action, status) values ($1, 'foto@example.test', $2, 'failed', '5.1.1')`,
      [report, rows[0]!.id],
    );
    expect(await pageOf(report)).toContain(`href="/mails/${answered}"`);
    expect(await pageOf(answered)).toMatch(/foto@example\.test[\s\S]*вернулось[\s\S]*5\.1\.1 unknown/);
  });
});

describe('the list of mails', () => {
  const found = async (q: string, more = '') =>
    [
      ...(await olga.get(`/mails?q=${encodeURIComponent(q)}${more}`)).body.matchAll(/href="\/mails\/(\d+)"/g),
    ].map(([, id]) => Number(id));

  it('is searched by sender, subject, Message-ID and ticket, every word of it', async () => {
    const id = await keptMail(desk.db, {}, { state: 'ticket', ticketId });
    await desk.db.query(
      `update mails set from_address = 'zoya@find.test', from_name = 'Зоя Находкина', subject = '100% печать_цвет', message_id = 'M1@find.test'
        where id = $1`,
      [id],
    );
    for (const q of [
      'zoya@find',
      'находкина',
      'зоя ПЕЧАТЬ',
      '<m1@find.test>',
      `находкина ${number}`,
      '100%',
      'печать_ц',
    ])
      expect(await found(q)).toEqual([id]);
    for (const q of ['зоя борис', '%%%', 'печать-ц', '\0', 'm1@find'])
      expect(await found(q)).not.toEqual([id]);
    expect(await found('зоя', '&state=held')).toEqual([]);
    expect(await found('зоя', '&mailbox=sales')).toEqual([]);
    expect(await found('зоя', '&mailbox=support&state=ticket')).toEqual([id]);
  });

  it('says first what waits for a person', async () => {
    const { rows } = await desk.db.query<{ n: number }>(
      `select count(*)::int as n from mails where state = 'held'`,
    );
    expect((await olga.get('/mails')).body).toMatch(
      new RegExp(`href="/mails\\?state=held">ждёт решения: ${rows[0]!.n}</a>`),
    );
  });
});

describe('the page of the rules', () => {
  it('shows who is told of what, by which way and when, in both languages', async () => {
    const { body } = await olga.get('/notifications/rules');
    expect(body).toMatch(/скоро срок[\s\S]*с 75% срока[\s\S]*письмо[\s\S]*с 90% срока/);
    expect(body).toMatch(/срок нарушен[\s\S]*вебхук[\s\S]*услуга: Печать; приоритет: /);
    expect((await english.get('/notifications/rules')).body).toMatch(
      /deadline missed[\s\S]*webhook[\s\S]*service: Печать/,
    );
  });

  it('says what overrides all of it', async () => {
    const { body } = await olga.get('/notifications/rules');
    expect(body).toContain('С заявителем говорит helpdesk');
    expect(body).toContain('Почта не настроена');
  });
});

it('a template is shown with the newest ticket when none is named', async () => {
  const address = '/notifications/templates/comment/ru';
  const fields = { action: 'preview', ticket: '', body: 'О {{number}}', _csrf: await olga.csrf(address) };
  expect((await olga.post(address, fields)).body).toMatch(new RegExp(`id="preview"[\\s\\S]*О ${number}`));
});
