import { filePart, htmlPart, multipart, plain, raw, textPart } from '../../corpus/mail/case';
import { listComments } from '../../../store/comment-list';
import { listMails } from '../../../store/mail/mail-list';
import { mailsOfTicket } from '../../../store/mail/ticket-mails';
import { removeMailContent } from '../../../store/mail/forget-raw-mails';
import { reprocessMail } from '../../../store/mail/reprocess';
import { createContact } from '../../../store/contacts';
import { ticketByNumber } from '../../../store/tickets';
import { createUser } from '../../../store/users';
import { twoByTwo } from '../../api/kept-mail';
import { operator } from '../../store/house';
import { openPost, type Post } from './post';

let post: Post;
beforeAll(async () => {
  post = await openPost({
    trustedAuthentication: 'mx.helpdesk.test',
    organisations: { 'corp.test': 'Корпорация' },
  });
});
afterAll(() => post?.close());

let count = 0;
/** A Message-ID of its own for every mail. */
const id = () => `<${(count += 1)}@example.test>`;
const anna = (text: string, headers: Record<string, string> = {}) =>
  plain(text, { 'Message-ID': id(), ...headers });
const from = (address: string, text: string, headers: Record<string, string> = {}) =>
  anna(text, { From: address, ...headers });
const ticketOf = async (number: string | null) => (await ticketByNumber(post.house.db, number!))!;
const commentsOf = async (number: string | null) =>
  post.house.rows<{ body: string; visibility: string; author: string; contact: number | null }>(
    `select body, visibility, author_name as author, author_contact as contact from comments
      where ticket_id = (select id from tickets where number = $1) order by id`,
    [number],
  );
const replyTo = async (number: string) => {
  const { requesterId } = await ticketOf(number);
  return post.mail.signatures.replyAddress('support@helpdesk.test', number, requesterId);
};
const edit = async (number: string, status: 'closed' | 'resolved' | 'waiting_customer') => {
  const { id: ticketId } = await ticketOf(number);
  await post.house.tx((tx) => post.house.commands.edit(tx, ticketId, { status }, operator));
};

describe('a first mail', () => {
  it('is a ticket at the time of its server, in its sender’s language, and wakes it', async () => {
    const at = new Date(Date.now() - 3 * 3_600_000);
    const mail = await post.deliver(from('Борис <boris@new.test>', 'Ничего не печатает, помогите.'), { at });
    const ticket = await ticketOf(mail.ticket);
    expect(mail).toMatchObject({ state: 'ticket', answerable: true });
    expect(ticket).toMatchObject({
      title: 'Printer',
      description: 'Ничего не печатает, помогите.',
      createdAt: at,
    });
    expect(post.woken).toContain(ticket.number);
    expect(
      await post.house.rows('select name, language from contacts where id = $1', [ticket.requesterId]),
    ).toEqual([{ name: 'Борис', language: 'ru' }]);
  });

  it('has its files on the ticket, and too large ones in a note', async () => {
    const big = filePart('huge.bin', 'application/octet-stream', Buffer.alloc(26 * 1024 * 1024, 'x'));
    const mail = await post.deliver(
      multipart('mixed', [textPart('See.'), filePart('a.txt', 'text/plain', Buffer.from('one')), big], {
        'Message-ID': id(),
      }),
    );
    const files = await post.house.rows(
      'select filename, visibility, comment_id from attachments where ticket_id = (select id from tickets where number = $1)',
      [mail.ticket],
    );
    expect(files).toEqual([{ filename: 'a.txt', visibility: 'public', comment_id: null }]);
    expect(await commentsOf(mail.ticket)).toMatchObject([
      { visibility: 'internal', body: expect.stringContaining('huge.bin') },
    ]);
  });

  it('of a newcomer belongs to the organisation of his colleagues, or to the configured one', async () => {
    const [ours] = await post.house.rows<{ id: number }>(
      `insert into organisations (name) values ('Ромашка') returning id`,
    );
    const [corp] = await post.house.rows<{ id: number }>(
      `insert into organisations (name) values ('Корпорация') returning id`,
    );
    await createContact(post.house.db, {
      name: 'Ольга',
      email: 'olga@romashka.test',
      phones: [],
      organisationId: ours!.id,
      language: 'ru',
    });
    await post.deliver(from('igor@romashka.test', 'Hello there'));
    await post.deliver(from('ivan@corp.test', 'Hello there'));
    const rows = await post.house.rows(
      `select email, organisation_id as org from contacts where email in ('igor@romashka.test', 'ivan@corp.test') order by email`,
    );
    expect(rows).toEqual([
      { email: 'igor@romashka.test', org: ours!.id },
      { email: 'ivan@corp.test', org: corp!.id },
    ]);
  });

  it('of a robot is a ticket that nobody answers', async () => {
    expect(await post.deliver(anna('Disk full', { 'Auto-Submitted': 'auto-generated' }))).toMatchObject({
      state: 'ticket',
      answerable: false,
    });
  });

  it('with a text of a million characters keeps the whole of it as a file', async () => {
    const mail = await post.deliver(anna('слово и дело '.repeat(80_000)));
    expect((await ticketOf(mail.ticket)).description.length).toBeLessThan(101_000);
    expect(
      await post.house.rows(
        'select filename from attachments where ticket_id = (select id from tickets where number = $1)',
        [mail.ticket],
      ),
    ).toEqual([{ filename: 'mail.txt' }]);
  });
});

describe('the pictures of a mail that is in no ticket', () => {
  const picture = (more: Record<string, string | null>) =>
    multipart(
      'related',
      [
        htmlPart('<p>Look</p><img src="cid:pic1">'),
        {
          headers: { 'Content-Type': 'image/png', 'Content-ID': '<pic1>', 'Content-Disposition': 'inline' },
          body: twoByTwo,
        },
      ],
      { 'Message-ID': id(), ...more },
    );
  const filesOf = (mail: number) =>
    post.house.rows<{ attached: boolean; bytes: string | null }>(
      `select f.attachment_id is not null as attached, encode(c.bytes, 'hex') as bytes
         from mail_files f left join blob_chunks c on c.sha256 = f.sha256 where f.mail_id = $1`,
      [mail],
    );
  const kept = [{ attached: false, bytes: twoByTwo.toString('hex') }];

  it('are kept for who decides about it: held, or without a sender', async () => {
    const { ticket } = await post.deliver(from('vera@pictures.test', 'Printer.'));
    const held = await post.deliver(
      picture({ From: 'stranger@pictures.test', Subject: `Re: [${ticket}] Printer` }),
    );
    const nobodys = await post.deliver(picture({ From: null }));
    expect([held.state, nobodys.state]).toEqual(['held', 'quarantined']);
    for (const mail of [held, nobodys]) expect(await filesOf(mail.id)).toEqual(kept);
  });

  it('go with the mail when its time is over, and into the ticket when it gets into one', async () => {
    const nobodys = await post.deliver(picture({ From: null }));
    await post.house.tx((tx) => removeMailContent(tx, nobodys.id));
    expect(await filesOf(nobodys.id)).toEqual([{ attached: false, bytes: null }]);
    const { ticket } = await post.deliver(from('vera@pictures.test', 'Scanner.'));
    const held = await post.deliver(
      picture({ From: 'stranger@pictures.test', Subject: `Re: [${ticket}] Scanner` }),
    );
    await post.house.tx((tx) => reprocessMail(tx, held.id, { as: 'ticket', by: 'olga' }));
    await post.read();
    expect(await filesOf(held.id)).toEqual([{ attached: true, bytes: null }]);
  });
});

describe('who is in copy sees the ticket in the portal', () => {
  const seers = async (number: string | null) =>
    (
      await post.house.rows<{ email: string }>(
        `select c.email from portal_tickets y join contacts c on c.id = y.contact_id
          where y.ticket_id = (select id from tickets where number = $1) order by 1`,
        [number],
      )
    ).map(({ email }) => email);

  it('from the first mail on, or from an answer by what we signed', async () => {
    const { ticket } = await post.deliver(
      from('zina@copy.test', 'Printer.', { Cc: 'first@copy.test, support@helpdesk.test' }),
    );
    expect(await seers(ticket)).toEqual(['first@copy.test', 'zina@copy.test']);
    await post.deliver(
      from('zina@copy.test', 'And her.', { To: await replyTo(ticket!), Cc: 'late@copy.test' }),
    );
    expect(await seers(ticket)).toEqual(['first@copy.test', 'late@copy.test', 'zina@copy.test']);
  });

  it('but not on the word of a mail that only says who sent it', async () => {
    const { ticket } = await post.deliver(from('zina@copy.test', 'Printer.'));
    const said = { Subject: `Re: [${ticket}] Printer`, Cc: 'spy@copy.test' };
    expect(await post.deliver(from('zina@copy.test', 'Add him.', said))).toMatchObject({ state: 'comment' });
    expect(await seers(ticket)).toEqual(['zina@copy.test']);
    const proven = { ...said, 'Authentication-Results': 'mx.helpdesk.test; dmarc=pass' };
    await post.deliver(from('zina@copy.test', 'Really add him.', proven));
    expect(await seers(ticket)).toEqual(['spy@copy.test', 'zina@copy.test']);
  });
});

describe('nothing twice', () => {
  it('the same bytes are one mail, also in a rebuilt mailbox', async () => {
    const mail = anna('once');
    const first = await post.keep(mail);
    await post.read();
    expect(await post.keep(mail, { uidValidity: '2' })).toEqual({ id: first.id, isNew: false });
  });

  it('the same mail through two mailboxes, or sent twice by a server, is one ticket', async () => {
    const mail = anna('twice');
    const first = await post.deliver(Buffer.concat([Buffer.from('Received: from a\r\n'), mail]));
    const second = await post.deliver(Buffer.concat([Buffer.from('Received: from b\r\n'), mail]), {
      mailbox: 'sales',
    });
    expect(second).toMatchObject({
      state: 'ignored',
      because: expect.stringContaining('duplicate'),
      ticket: first.ticket,
    });
  });

  it('another text under the same Message-ID is another mail', async () => {
    const headers = { 'Message-ID': id() };
    const [first, second] = [
      await post.deliver(plain('one', headers)),
      await post.deliver(plain('two', headers)),
    ];
    expect(second.state).toBe('ticket');
    expect(second.ticket).not.toBe(first.ticket);
  });
});

describe('a reply', () => {
  it('of the requester through the signed address is his public word, without what it quotes', async () => {
    const { ticket } = await post.deliver(anna('Broken'));
    await edit(ticket!, 'waiting_customer');
    const mail = await post.deliver(
      anna('Still broken\n\nOn Mon, 5 Jan 2026 at 10:15, Desk <support@helpdesk.test> wrote:\n> Did you?', {
        To: await replyTo(ticket!),
        Subject: 'other',
      }),
    );
    expect(mail).toMatchObject({ state: 'comment', ticket });
    const { requesterId, status } = await ticketOf(ticket);
    expect(await commentsOf(ticket)).toMatchObject([
      { body: 'Still broken', visibility: 'public', author: 'Anna Petrova', contact: requesterId },
    ]);
    expect(status).toBe('in_progress');
  });

  it('is known by our Message-ID when the address was lost', async () => {
    const { ticket } = await post.deliver(anna('Broken'));
    const ours = post.mail.signatures.messageId('support@helpdesk.test', ticket!, 5);
    expect(
      await post.deliver(anna('answer', { References: `<x@y> <${ours}>`, Subject: 'other' })),
    ).toMatchObject({ state: 'comment', ticket });
  });

  it('with a forged token is a new ticket', async () => {
    const { ticket } = await post.deliver(anna('Broken'));
    const forged = (await replyTo(ticket!)).replace(/[a-z2-7]{16}@/, 'aaaaaaaaaaaaaaaa@');
    const mail = await post.deliver(
      from('eve@evil.test', 'let me in', {
        To: forged,
        'In-Reply-To': `<${ticket!.toLowerCase()}.m.1.aaaaaaaaaaaaaaaa@helpdesk.test>`,
      }),
    );
    expect(mail.state).toBe('ticket');
    expect(mail.ticket).not.toBe(ticket);
  });

  it('of a stranger who only knows the number is kept apart until a person decides', async () => {
    const { ticket } = await post.deliver(anna('Broken'));
    const mail = await post.deliver(
      from('Carol <carol@other.test>', 'me too', { Subject: `Re: [${ticket}] Printer` }),
    );
    expect(mail).toMatchObject({
      state: 'held',
      ticket,
      because: expect.stringContaining(`claims to belong to ${ticket}`),
    });
    expect(await commentsOf(ticket)).toEqual([]);
    const { id: ticketId } = await ticketOf(ticket);
    await post.house.tx((tx) => reprocessMail(tx, mail.id, { as: 'comment', ticketId, by: 'Olga' }));
    await post.read();
    expect(await post.settled(mail.id)).toMatchObject({ state: 'comment', ticket });
  });

  it('of a participant counts by the number, unless our server found his From forged', async () => {
    const { ticket } = await post.deliver(anna('Broken', { Cc: 'Bob <bob@example.test>' }));
    const subject = { Subject: `Re: [${ticket}] Printer` };
    const forged = { ...subject, 'Authentication-Results': 'mx.helpdesk.test; dmarc=fail' };
    expect(await post.deliver(from('bob@example.test', 'let me in', forged))).toMatchObject({
      state: 'held',
    });
    expect(await post.deliver(from('bob@example.test', 'me too', subject))).toMatchObject({
      state: 'comment',
      ticket,
      thirdParty: false,
    });
    expect(await commentsOf(ticket)).toMatchObject([{ body: 'me too', visibility: 'public' }]);
  });

  it('of a member of staff to his own signed address is his public comment; to something internal it stays internal', async () => {
    const { ticket } = await post.deliver(anna('Broken'));
    const user = await createUser(post.house.db, {
      login: 'ivan',
      name: 'Иван Мастер',
      role: 'support',
      email: 'Ivan@staff.test',
    });
    const { signatures } = post.mail;
    const to = (about: 'public' | 'internal') =>
      signatures.staffAddress('support@helpdesk.test', ticket!, user, about);
    const passed = { 'Authentication-Results': 'mx.helpdesk.test; dmarc=pass' };
    const ivan = 'Ivan <ivan@staff.test>';
    await post.deliver(from(ivan, 'Готово', { To: to('public'), ...passed }));
    await post.deliver(from(ivan, 'Между нами', { To: to('internal'), ...passed }));
    const forged = await post.deliver(from(ivan, 'Обман', { To: to('public') }));
    const stolen = await post.deliver(from('eve@other.test', 'Тоже обман', { To: to('public'), ...passed }));
    expect([forged, stolen]).toMatchObject([{ thirdParty: true }, { thirdParty: true }]);
    expect(await commentsOf(ticket)).toMatchObject([
      { visibility: 'public', author: 'Иван Мастер', body: 'Готово', contact: null },
      { visibility: 'internal', author: 'Иван Мастер', body: 'Между нами' },
      { visibility: 'internal', body: 'Обман' },
      { visibility: 'internal', body: 'Тоже обман' },
    ]);
  });

  it('of a third party with a valid token is marked, and not shown to the requester', async () => {
    const { ticket } = await post.deliver(anna('Broken'));
    const mail = await post.deliver(
      from('Dan <dan@other.test>', 'I know why', { To: await replyTo(ticket!) }),
    );
    expect(mail).toMatchObject({ state: 'comment', thirdParty: true, answerable: false });
    expect(await commentsOf(ticket)).toMatchObject([
      { visibility: 'internal', author: 'Dan <dan@other.test> (третье лицо)', contact: null },
    ]);
  });

  it('to all of a colleague in copy comes into the ticket, not into a second one', async () => {
    const first = id();
    const { ticket } = await post.deliver(anna('Broken', { 'Message-ID': first, Cc: 'frank@example.test' }));
    expect(
      await post.deliver(from('frank@example.test', 'here too', { 'In-Reply-To': first })),
    ).toMatchObject({ state: 'comment', ticket });
  });

  it('to a closed ticket opens it; after the days it is a new one that refers to it', async () => {
    const { ticket } = await post.deliver(anna('Broken'));
    await edit(ticket!, 'closed');
    expect(await post.deliver(anna('again', { To: await replyTo(ticket!) }))).toMatchObject({
      state: 'comment',
      ticket,
    });
    expect((await ticketOf(ticket)).status).toBe('in_progress');
    await edit(ticket!, 'closed');
    await post.house.rows(
      `update tickets set closed_at = now() - interval '15 days' where number = $1 returning id`,
      [ticket],
    );
    const late = await post.deliver(anna('once more', { To: await replyTo(ticket!) }));
    expect(late).toMatchObject({ state: 'ticket', because: expect.stringContaining(ticket!) });
    expect((await ticketOf(ticket)).status).toBe('closed');
  });

  it('to a merged ticket goes to the one that it was merged into', async () => {
    const [one, two] = [await post.deliver(anna('one')), await post.deliver(anna('two'))];
    const address = await replyTo(one.ticket!);
    const [a, b] = [await ticketOf(one.ticket), await ticketOf(two.ticket)];
    await post.house.tx((tx) => post.house.commands.merge(tx, a.id, b.id, operator));
    expect(await post.deliver(anna('more', { To: address }))).toMatchObject({
      state: 'comment',
      ticket: two.ticket,
    });
  });

  it('of a ticket that was merged away shows at the one that has its texts now, also after a second merge', async () => {
    const made = [
      await post.deliver(anna('one')),
      await post.deliver(anna('two')),
      await post.deliver(anna('three')),
    ];
    const reply = await post.deliver(anna('more of one', { To: await replyTo(made[0]!.ticket!) }));
    const [one, two, three] = await Promise.all(made.map(({ ticket }) => ticketOf(ticket)));
    await post.house.tx((tx) => post.house.commands.merge(tx, one!.id, two!.id, operator));
    await post.house.tx((tx) => post.house.commands.merge(tx, two!.id, three!.id, operator));
    const page = { limit: 100 };
    const comments = (await listComments(post.house.db, three!.id, {}, page)).items;
    const textAt = (commentId: number | null) => comments.find(({ id }) => id === commentId)?.body;
    const shown = await mailsOfTicket(
      post.house.db,
      three!.id,
      comments.map(({ id }) => id),
    );
    expect(shown.map(({ id, commentId }) => [id, textAt(commentId)])).toEqual([
      [made[0]!.id, expect.stringMatching(/^Merged from .*\n\none$/s)],
      [made[1]!.id, expect.stringMatching(/^Merged from .*\n\ntwo$/s)],
      [made[2]!.id, undefined],
      [reply.id, 'more of one'],
    ]);
    const { items } = await listMails(post.house.db, { ticket: three!.number }, page);
    expect(items.map(({ id }) => id).sort((a, b) => a - b)).toEqual([...made.map(({ id }) => id), reply.id]);
  });
});

describe('programs', () => {
  it('out of office is kept, neither opens the ticket nor ends the waiting', async () => {
    const { ticket } = await post.deliver(anna('Broken'));
    await edit(ticket!, 'waiting_customer');
    const away = await post.deliver(
      anna('I am away', { To: await replyTo(ticket!), 'Auto-Submitted': 'auto-replied' }),
    );
    expect(away).toMatchObject({
      state: 'comment',
      answerable: false,
      because: expect.stringContaining('auto-reply'),
    });
    expect((await ticketOf(ticket)).status).toBe('waiting_customer');
    await edit(ticket!, 'closed');
    await post.deliver(
      anna('I am still away', { To: await replyTo(ticket!), 'Auto-Submitted': 'auto-replied' }),
    );
    expect((await ticketOf(ticket)).status).toBe('closed');
  });

  it('a bounce marks the address and tells the ticket, by the VERP address alone', async () => {
    const { ticket } = await post.deliver(anna('Broken'));
    const to = post.mail.signatures.bounceAddress('support@helpdesk.test', ticket!, 77);
    const status =
      'Final-Recipient: rfc822; anna@example.test\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n';
    const bounce = multipart(
      'report; report-type=delivery-status',
      [textPart('failed'), { headers: { 'Content-Type': 'message/delivery-status' }, body: status }],
      { From: 'mailer-daemon@mx.test', To: to, 'Return-Path': '<>', 'Message-ID': id() },
    );
    expect(await post.deliver(bounce)).toMatchObject({ state: 'comment', ticket, answerable: false });
    expect(await commentsOf(ticket)).toMatchObject([
      { visibility: 'internal', body: expect.stringContaining('anna@example.test') },
    ]);
    expect(await post.house.rows('select outbox_id, status from mail_bounces where outbox_id = 77')).toEqual([
      { outbox_id: 77, status: '5.1.1' },
    ]);
    expect(await post.house.rows('select address from bad_addresses')).toEqual([
      { address: 'anna@example.test' },
    ]);
    await post.deliver(anna('I can write again'));
    expect(await post.house.rows('select address from bad_addresses')).toEqual([]);
  });

  describe('a bounce in words alone', () => {
    /** What a server says of a mail of ours to this address, in which it names that mail by its VERP address. */
    const qmailSays = async (ticket: string, about: string, more: Record<string, string> = {}) => {
      const { id: ticketId } = await ticketOf(ticket);
      const [sent] = await post.house.rows<{ id: number }>(
        `insert into notifications (ticket_id, event, who, recipient, channel, outside, state, visibility, bundle)
         values ($1, 'comment', 'requester', 'anna@example.test', 'email', true, 'sent', 'public', 'ticket:1') returning id`,
        [ticketId],
      );
      const to = post.mail.signatures.bounceAddress('support@helpdesk.test', ticket, sent!.id);
      const text = `Hi. This is the qmail-send program at mx.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${about}>:\nSorry, no mailbox here by that name. (#5.1.1)\n`;
      const head = { From: 'MAILER-DAEMON@mx.test', Subject: 'failure notice', 'Return-Path': '<>' };
      await post.deliver(anna(text, { ...head, To: to, ...more }));
      const bad = await post.house.rows('select address, status from bad_addresses');
      await post.house.rows('delete from bad_addresses');
      return bad;
    };

    it('marks the address that a mail of ours went to', async () => {
      const { ticket } = await post.deliver(anna('Broken'));
      expect(await qmailSays(ticket!, 'anna@example.test')).toEqual([
        { address: 'anna@example.test', status: '5.1.1' },
      ]);
    });

    it('marks no other address, and none when it names no mail of ours', async () => {
      const { ticket } = await post.deliver(anna('Broken'));
      expect(await qmailSays(ticket!, 'boss@example.test')).toEqual([]);
      expect(await qmailSays(ticket!, 'anna@example.test', { To: 'support@helpdesk.test' })).toEqual([]);
      const reply = await replyTo(ticket!);
      expect(await qmailSays(ticket!, 'anna@example.test', { To: reply })).toEqual([]);
    });
  });

  it('a mail of our own that comes back is ignored, and one that says it is from us is held', async () => {
    expect(
      await post.deliver(anna('hello', { 'X-Sagadesk-Loop': post.mail.signatures.loopMark() })),
    ).toMatchObject({ state: 'ignored', because: expect.stringContaining('loop') });
    expect(await post.deliver(from('support@helpdesk.test', 'hello'))).toMatchObject({ state: 'held' });
  });
});

describe('what cannot be taken in', () => {
  it.each([
    ['has no sender', raw({ From: null, 'Message-ID': '<s1@x>' }), /^senderless/],
    [
      'breaks the limits of the parser',
      raw(
        { 'Content-Type': 'multipart/mixed; boundary=x', 'Message-ID': '<s2@x>' },
        '--x\r\n\r\nhi\r\n'.repeat(2000),
      ),
      /^unreadable: EMAXLEN/,
    ],
  ])('is quarantined when it %s', async (_, bytes, because) => {
    const mail = await post.deliver(bytes);
    expect(mail.state).toBe('quarantined');
    expect(mail.because).toMatch(because);
  });

  it('is read again when a person asks for it, after what stopped it is put right', async () => {
    const bytes = anna('x'.repeat(3000));
    const { limits } = post.mail.rules;
    (post.mail.rules as { limits: typeof limits }).limits = { ...limits, readBytes: 1000 };
    const mail = await post.deliver(bytes);
    expect(mail).toMatchObject({
      state: 'quarantined',
      because: expect.stringContaining('mail.limits.readMegabytes'),
    });
    (post.mail.rules as { limits: typeof limits }).limits = limits;
    expect(await post.house.tx((tx) => reprocessMail(tx, mail.id, undefined))).toBe(true);
    await post.read();
    expect(await post.settled(mail.id)).toMatchObject({ state: 'ticket' });
  });
});

it('a flood from one sender is fifty tickets and one held burst, with every mail kept and one problem', async () => {
  for (let n = 0; n < 70; n++) await post.keep(from('flood@bomb.test', `mail ${n}`));
  await post.read();
  const states = await post.house.rows(
    `select state, count(*)::int as n from mails where from_address = 'flood@bomb.test' group by state order by state`,
  );
  expect(states).toEqual([
    { state: 'held', n: 20 },
    { state: 'ticket', n: 50 },
  ]);
  expect(await post.house.rows(`select value, attempts from problems where kind = 'mail-burst'`)).toEqual([
    { value: 'flood@bomb.test', attempts: 20 },
  ]);
});
