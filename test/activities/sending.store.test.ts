import { SmtpFailure } from '../../channels/mail/smtp-failure';
import { sendNext, untilMail } from '../../activities/notify/send-bundle';
import { markBounced, untilDue } from '../../store/notify/outbox';
import { storeBlob } from '../../store/blobs';
import { createUser } from '../../store/users';
import { mergeTickets } from '../../store/merge-tickets';
import { addParticipants } from '../../store/mail/sender';
import { createContact } from '../../store/contacts';
import { createCalendar } from '../../store/calendars';
import { saveSettings } from '../../store/notify/settings';
import { announceClocks, announceEscalation } from '../../store/notify/announce-clocks';
import { operator } from '../store/house';
import { openNotifyHouse, type NotifyHouse } from './notify-house';

let post: NotifyHouse;
let boss: number;
beforeAll(async () => {
  post = await openNotifyHouse();
  boss = await createUser(post.house.db, {
    login: 'boss',
    name: 'Борис',
    role: 'manager',
    email: 'boss@helpdesk.test',
  });
});
afterAll(() => post?.close());

const say = (ticketId: number, body: string, visibility: 'public' | 'internal') =>
  post.house.tx((tx) =>
    post.house.commands.comment(
      tx,
      ticketId,
      { body, visibility, commentAuthorIsRequester: false },
      { ...operator, id: '999' },
    ),
  );
const edit = (ticketId: number, change: object) =>
  post.house.tx((tx) => post.house.commands.edit(tx, ticketId, change, { ...operator, id: '999' }));
/** A ticket whose confirmation has left. */
const standing = async () => {
  const ticket = await post.house.standing();
  await post.send();
  return ticket;
};

describe('mails to the requester', () => {
  it('confirm a registration with its number, once', async () => {
    const ticket = await post.house.standing();
    const [mail, ...more] = await post.send();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: { address: 'anna@example.test' },
      subject: `[${ticket.number}] Printer`,
      text: expect.stringContaining(ticket.number),
    });
    expect(await post.send()).toEqual([]);
    expect(await post.outbox(ticket.id)).toEqual([
      { event: 'registered', to: 'anna@example.test', channel: 'email', state: 'sent', because: null },
    ]);
  });

  it('lead to the portal, those to staff to the page for staff', async () => {
    const ticket = await standing();
    await say(ticket.id, 'Едем', 'public');
    await edit(ticket.id, { assigneeId: boss });
    const textTo = (mails: readonly { to: { address: string }; text: string }[], address: string) =>
      mails.find(({ to }) => to.address === address)?.text;
    const mails = await post.send();
    expect(textTo(mails, 'anna@example.test')).toContain(`http://desk.test/portal/tickets/${ticket.number}`);
    expect(textTo(mails, 'boss@helpdesk.test')).toContain(`http://desk.test/tickets/${ticket.number}`);
  });

  it('say what is public, in one thread, with addresses of ours that are signed', async () => {
    const ticket = await post.house.standing();
    const [first] = await post.send();
    await say(ticket.id, 'Починили <b>сегодня</b>', 'public');
    const [mail] = await post.send();
    const { signatures } = post.deps.mail!;
    expect(mail).toMatchObject({
      subject: first!.subject,
      inReplyTo: first!.messageId,
      references: [first!.messageId],
      text: expect.stringContaining('Починили <b>сегодня</b>'),
      html: expect.stringContaining('Починили &lt;b&gt;сегодня'),
    });
    expect(signatures.readAddress(mail!.replyTo)).toMatchObject({
      kind: 'r',
      ticket: ticket.number,
      id: post.house.requester,
    });
    expect(signatures.readAddress(mail!.returnPath)).toMatchObject({ kind: 'b', ticket: ticket.number });
    expect(signatures.readMessageId(mail!.messageId)).toMatchObject({ kind: 'm', ticket: ticket.number });
  });

  it('never say what is internal, and nothing that became so before it left', async () => {
    const ticket = await standing();
    await say(ticket.id, 'между нами', 'internal');
    await say(ticket.id, 'оговорка', 'public');
    await post.house.rows(`update comments set visibility = 'internal' where ticket_id = $1`, [ticket.id]);
    expect(await post.send()).toEqual([]);
    expect(await post.outbox(ticket.id)).toContainEqual(
      expect.objectContaining({
        event: 'comment',
        state: 'suppressed',
        because: 'the comment is internal now',
      }),
    );
  });

  it('are impossible to write down when they are internal', async () => {
    const ticket = await standing();
    await expect(
      post.house.rows(
        `insert into notifications (ticket_id, event, who, recipient, channel, outside, visibility, bundle)
         values ($1, 'comment', 'requester', 'a@b.test', 'email', true, 'internal', 'x')`,
        [ticket.id],
      ),
    ).rejects.toThrow(/check constraint/);
  });

  it('put a text and the status that came with it into one mail', async () => {
    const ticket = await standing();
    await say(ticket.id, 'Сделано', 'public');
    await edit(ticket.id, { status: 'resolved' });
    const mails = await post.send();
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text).toMatch(/Сделано[\s\S]*решён/);
  });

  it('bring public files along: with their comment, or by themselves when that has left', async () => {
    const ticket = await standing();
    const attach = async (commentId: number, visibility: 'public' | 'internal') => {
      const { sha256, size } = await post.house.tx((tx) => storeBlob(tx, Buffer.from(visibility)));
      const file = {
        filename: `${visibility}.txt`,
        mediaType: 'text/plain',
        sha256,
        size,
        visibility,
        commentId,
      };
      await post.house.tx((tx) =>
        post.house.commands.attach(tx, ticket.id, file, { ...operator, id: '999' }),
      );
    };
    const { id } = await say(ticket.id, 'Вот', 'public');
    await attach(id, 'public');
    await attach(id, 'internal');
    const [mail, ...more] = await post.send();
    expect(more).toEqual([]);
    expect(mail!.files).toEqual([
      { filename: 'public.txt', mediaType: 'text/plain', bytes: Buffer.from('public') },
    ]);
    await attach(id, 'internal');
    expect(await post.send()).toEqual([]);
    await attach(id, 'public');
    expect(await post.send()).toMatchObject([{ text: expect.stringContaining('public.txt'), files: [{}] }]);
  });

  it('are silent about his own words, and about a closing after the solution', async () => {
    const ticket = await standing();
    await edit(ticket.id, { status: 'resolved' });
    await post.send();
    await edit(ticket.id, { status: 'closed' });
    await post.house.tx((tx) =>
      post.house.commands.comment(
        tx,
        ticket.id,
        { body: 'спасибо', visibility: 'public', commentAuthorIsRequester: true },
        { kind: 'mail', id: String(post.house.requester), name: 'Анна', contactId: post.house.requester },
      ),
    );
    expect(await post.send()).toEqual([]);
  });

  it('go to those who take part too, but not to him who has the mail that says it', async () => {
    const ticket = await standing();
    const bob = await createContact(post.house.db, {
      name: 'Bob',
      email: 'bob@example.test',
      phones: [],
      organisationId: null,
      language: 'en',
    });
    await addParticipants(post.house.db, ticket.id, [bob], 'test');
    await edit(ticket.id, { status: 'resolved' });
    const mails = await post.send();
    expect(mails.map(({ to }) => to.address).sort()).toEqual(['anna@example.test', 'bob@example.test']);
    expect(mails.find(({ to }) => to.address.startsWith('bob'))!.text).toContain('is resolved');
    await post.house.tx((tx) =>
      post.house.commands.comment(
        tx,
        ticket.id,
        {
          body: 'и я',
          visibility: 'public',
          commentAuthorIsRequester: true,
          authorContactId: bob,
          have: ['anna@example.test'],
        },
        { kind: 'mail', id: String(bob), name: 'Bob', contactId: bob },
      ),
    );
    expect(await post.send()).toEqual([]);
  });

  it('of a merged ticket name the other one, nothing of the closing, and go on about that one', async () => {
    const bob = await createContact(post.house.db, {
      name: 'Карл',
      email: 'karl@example.test',
      phones: [],
      organisationId: null,
      language: 'ru',
    });
    const one = await post.house.standing({ requesterId: bob });
    const other = await standing();
    await post.house.tx((tx) => mergeTickets(tx, one.id, other.id, operator, post.house.rules));
    const mails = await post.send();
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text).toContain(`${one.number} объединён с ${other.number}`);
    await say(other.id, 'Обоим', 'public');
    expect((await post.send()).map(({ to }) => to.address).sort()).toEqual([
      'anna@example.test',
      'karl@example.test',
    ]);
  });

  it('are none where a registration was undone before it was confirmed', async () => {
    const ticket = await post.house.standing();
    await post.house.tx((tx) => post.house.commands.undo(tx, ticket.id, operator));
    expect(await post.outbox(ticket.id)).toMatchObject([{ event: 'registered', state: 'suppressed' }]);
    expect(await post.send()).toEqual([]);
  });
});

describe('exactly one speaks to the requester', () => {
  const said = async (
    house: NotifyHouse['house'],
    ticketId: number,
    system: string,
    visibility: 'public' | 'internal',
  ) => {
    const link = (await house.links(ticketId)).find((one) => one.system === system)!;
    const body = `${visibility} of ${system}`;
    await house.said(link, { kind: 'comment', data: { body, visibility, commentId: `${Math.random()}` } });
    await house.merge(ticketId);
  };

  it.each(['helpdesk', 'executors'])(
    'the front: a public comment in %s is one mail, an internal one none',
    async (system) => {
      const { id } = await standing();
      await said(post.house, id, system, 'internal');
      await said(post.house, id, system, 'public');
      const mails = await post.send();
      expect(mails.map(({ to }) => to.address)).toEqual(['anna@example.test']);
      expect(mails[0]!.text).toContain(`public of ${system}`);
      expect(mails[0]!.text).not.toContain('internal');
    },
  );

  it('the desk: whatever is said anywhere, the front sends nothing to his side, and says why', async () => {
    const other = await openNotifyHouse({ speaker: 'helpdesk' });
    try {
      const { id } = await other.house.standing();
      for (const system of ['helpdesk', 'executors']) await said(other.house, id, system, 'public');
      await other.house.tx((tx) =>
        other.house.commands.comment(
          tx,
          id,
          { body: 'из фронта', visibility: 'public', commentAuthorIsRequester: false },
          { ...operator, id: '999' },
        ),
      );
      expect(await other.send()).toEqual([]);
      const outbox = await other.outbox(id);
      expect(outbox.map(({ event }) => event)).toEqual(['registered', 'comment', 'comment', 'comment']);
      for (const row of outbox)
        expect(row).toMatchObject({
          state: 'suppressed',
          because: expect.stringContaining('helpdesk speaks'),
        });
    } finally {
      await other.close();
    }
  });
});

describe('when sending fails', () => {
  it('a bad address is refused and remembered, and nobody writes there again', async () => {
    const ticket = await post.house.standing();
    post.refuseWith(new SmtpFailure('address', '550 no such user'));
    await post.send();
    post.refuseWith(undefined);
    expect(await post.outbox(ticket.id)).toMatchObject([{ state: 'refused', because: '550 no such user' }]);
    await say(ticket.id, 'слышно?', 'public');
    expect(await post.send()).toEqual([]);
    expect((await post.outbox(ticket.id))[1]).toMatchObject({
      state: 'suppressed',
      because: expect.stringContaining('comes back'),
    });
    await post.house.rows('delete from bad_addresses');
  });

  it('a server that is away keeps everything waiting and is shown; the repeated mail has the same Message-ID', async () => {
    const ticket = await post.house.standing();
    post.refuseWith(new SmtpFailure('server', 'ECONNREFUSED'));
    await post.send();
    const [before] = await post.house.rows<{ id: string; attempts: number }>(
      'select message_id as id, attempts from notifications where ticket_id = $1',
      [ticket.id],
    );
    expect(await post.outbox(ticket.id)).toMatchObject([{ state: 'queued' }]);
    expect(await post.house.rows('select channel, state from channel_states')).toEqual([
      { channel: 'email', state: 'away' },
    ]);
    expect(before!.attempts).toBe(0);
    post.refuseWith(undefined);
    const [mail] = await post.send();
    expect(mail!.messageId).toBe(before!.id);
  });

  it('“later” waits, and holds up no other', async () => {
    const late = await post.house.standing();
    post.refuseWith(new SmtpFailure('later', '451 try again'));
    await post.send();
    post.refuseWith(undefined);
    const next = await post.house.standing();
    expect((await post.send()).map(({ subject }) => subject)).toEqual([`[${next.number}] Printer`]);
    expect(await post.outbox(late.id)).toMatchObject([{ state: 'queued', because: '451 try again' }]);
  });

  it('a bounce is told on the message, by its number in the outbox', async () => {
    const ticket = await standing();
    const [row] = await post.house.rows<{ id: number }>('select id from notifications where ticket_id = $1', [
      ticket.id,
    ]);
    await markBounced(post.house.db, { outboxId: row!.id }, '5.1.1 unknown');
    expect(await post.outbox(ticket.id)).toMatchObject([{ state: 'bounced', because: '5.1.1 unknown' }]);
  });
});

describe('staff', () => {
  const escalate = (ticketId: number, target: string) =>
    post.house.tx((tx) =>
      announceEscalation(
        tx,
        ticketId,
        { target, level: 'resolution+0m', clock: 'resolution' },
        post.house.rules,
      ),
    );
  const wish = (more: object) =>
    saveSettings(
      post.house.db,
      { userId: boss },
      { choices: {}, digest: 'none', quietCalendarId: null, ...more },
    );
  afterEach(() => wish({}));

  it('whom an escalation names are told, and nobody else', async () => {
    const ticket = await standing();
    await escalate(ticket.id, 'manager');
    await escalate(ticket.id, 'duty@helpdesk.test');
    const mails = await post.send();
    expect(mails.map(({ to }) => to.address).sort()).toEqual(['boss@helpdesk.test', 'duty@helpdesk.test']);
    expect(mails[0]!.unsubscribe ?? mails[1]!.unsubscribe).toMatch(/^http:\/\/desk.test\/unsubscribe\//);
  });

  it('who wish a digest get one mail an hour', async () => {
    await wish({ digest: 'hourly' });
    const [one, other] = [await standing(), await standing()];
    for (const { id } of [one, other]) await escalate(id, 'manager');
    expect(await post.send()).toEqual([]);
    await post.house.rows(`update notifications set next_at = now() where state = 'queued'`);
    const mails = (await post.send()).filter(({ to }) => to.address === 'boss@helpdesk.test');
    expect(mails).toMatchObject([
      { subject: 'Сводка: 2 сообщений', text: expect.stringContaining(one.number) },
    ]);
  });

  it('are left alone in their quiet hours', async () => {
    const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const open = { date: '2099-01-01', name: 'once', hours: [['09:00', '10:00']] as [string, string][] };
    const definition = { timeZone: 'UTC', week, holidays: [], exceptions: [open] };
    await wish({ quietCalendarId: await createCalendar(post.house.db, 'Тихо', definition) });
    const ticket = await standing();
    await escalate(ticket.id, 'manager');
    expect(await post.send()).toEqual([]);
    expect((await post.outbox(ticket.id)).at(-2)).toMatchObject({
      state: 'queued',
      because: 'his quiet hours',
    });
    await post.house.rows(`update notifications set state = 'suppressed' where state = 'queued'`);
  });
});

describe('a requester', () => {
  const wish = (more: object) =>
    saveSettings(
      post.house.db,
      { contactId: post.house.requester },
      { choices: {}, digest: 'none', quietCalendarId: null, ...more },
    );
  afterEach(() => wish({}));
  const untilDigest = (ticketId: number) =>
    post.house.rows<{ event: string; at: string }>(
      `select event, to_char(next_at at time zone 'UTC', 'HH24:MI') as at from notifications
        where ticket_id = $1 and state = 'queued' order by id`,
      [ticketId],
    );

  it('who wishes a digest gets what was said in a day in one mail of the ticket’s thread', async () => {
    const ticket = await standing();
    await wish({ digest: 'daily' });
    await say(ticket.id, 'Заказали деталь', 'public');
    await say(ticket.id, 'Деталь едет', 'public');
    expect(await post.send()).toEqual([]);
    expect(await untilDigest(ticket.id)).toEqual([
      { event: 'comment', at: '06:00' },
      { event: 'comment', at: '06:00' },
    ]);
    await post.house.rows(`update notifications set next_at = now() where state = 'queued'`);
    expect(await post.send()).toMatchObject([
      {
        subject: `[${ticket.number}] Printer`,
        text: expect.stringMatching(/Заказали деталь[\s\S]*Деталь едет/),
      },
    ]);
  });

  it('is asked at once all the same, with what was said before the question', async () => {
    await wish({ digest: 'daily' });
    const ticket = await standing();
    expect((await post.outbox(ticket.id))[0]).toMatchObject({ event: 'registered', state: 'sent' });
    await say(ticket.id, 'Какая у вас модель?', 'public');
    expect(await post.send()).toEqual([]);
    await edit(ticket.id, { status: 'waiting_customer' });
    expect(await post.send()).toMatchObject([{ text: expect.stringContaining('Какая у вас модель?') }]);
    expect(await untilDigest(ticket.id)).toEqual([]);
  });

  it('gets no mail outside of the hours that he names', async () => {
    const ticket = await standing();
    const now = new Date();
    // A minute of a day on which it is open, long past or long to come: never now.
    const from = now.getUTCHours() < 12 ? '22:00' : '02:00';
    await wish({ mailHours: { from, to: from.replace(':00', ':01'), weekends: true, timeZone: 'UTC' } });
    await say(ticket.id, 'Едем', 'public');
    expect(await post.send()).toEqual([]);
    expect((await post.outbox(ticket.id)).at(-1)).toMatchObject({
      state: 'queued',
      because: 'his quiet hours',
    });
    await wish({ mailHours: { from: '00:00', to: '24:00', weekends: true, timeZone: 'UTC' } });
    await post.house.rows(`update notifications set next_at = now() where state = 'queued'`);
    expect(await post.send()).toHaveLength(1);
  });
});

it('a storm of 500 breaches is one mail for the manager', async () => {
  const ids = await post.house.rows<{ id: number }>(
    `insert into tickets (number, title, status, priority, channel, requester_id)
     select 'SD-9' || lpad(n::text, 6, '0'), 'Storm ' || n, 'new', 'normal', 'api', $1 from generate_series(1, 500) n returning id`,
    [post.house.requester],
  );
  const breach = {
    clock: 'resolution',
    event: 'breached',
    at: Date.now(),
    because: { kind: 'time-is-up', minutes: 60 },
    origin: 'front',
    usedMs: 3_600_000,
    due: Date.now(),
    order: '9',
  } as const;
  await post.house.tx(async (tx) => {
    for (const { id } of ids) await announceClocks(tx, id, { next: {}, entries: [breach] }, post.house.rules);
  });
  const mails = await post.send();
  expect(mails.map(({ to }) => to.address)).toEqual(['boss@helpdesk.test']);
  expect(mails[0]).toMatchObject({
    subject: 'Сроки: 500 заявок',
    text: expect.stringContaining('Storm 1 —'),
  });
  expect(
    await post.house.rows(
      `select state, count(*)::int as n from notifications where user_id = $1 and channel = 'email' and event = 'breach' group by 1`,
      [boss],
    ),
  ).toEqual([{ state: 'sent', n: 500 }]);
});

describe('a server that takes so many mails a minute', () => {
  const rested = () =>
    post.house.rows(
      `update notifications set tried_at = tried_at - interval '1 minute' where tried_at is not null`,
    );
  beforeAll(async () => {
    await rested();
    Object.assign(post.deps.mail!.outgoing!, { perMinute: 2 });
  });
  afterAll(() => Object.assign(post.deps.mail!.outgoing!, { perMinute: undefined }));

  it('gets no more in any minute; the others wait their turn, in their order', async () => {
    const tickets = [];
    for (let n = 0; n < 5; n++) tickets.push(await post.house.standing());
    const subjects = tickets.map(({ number }) => `[${number}] Printer`);
    const leaving = async () => (await post.send()).map(({ subject }) => subject);
    expect(await leaving()).toEqual(subjects.slice(0, 2));
    expect(await leaving()).toEqual([]);
    expect(await untilMail(post.deps)).toBeGreaterThan(50_000);
    expect(await untilDue(post.house.db, 5_000, await untilMail(post.deps))).toBe(5_000);
    await rested();
    expect(await leaving()).toEqual(subjects.slice(2, 4));
    await rested();
    expect(await leaving()).toEqual(subjects.slice(4));
  });

  it('gets no more from several who send at once', async () => {
    await rested();
    for (let n = 0; n < 5; n++) await post.house.standing();
    const before = post.sent.length;
    await Promise.all(Array.from({ length: 5 }, () => sendNext(post.deps)));
    expect(post.sent.length - before).toBe(2);
  });
});
