import { eventually } from '../../systems/eventually';
import { startMailServer, type RealMailServer } from '../../systems/mail-server';
import { startStack, type Stack } from '../stack';
import { mailConfig, supportMailbox } from './configs';
import { inboxOf } from './inbox-of';

jest.setTimeout(180_000);

let server: RealMailServer;
let stack: Stack;
beforeAll(async () => {
  server = await startMailServer();
  stack = await startStack({
    systems: [],
    mail: mailConfig([supportMailbox(server)], {
      smtp: { host: '127.0.0.1', port: server.smtpPort, tls: 'none' },
    }),
  });
});
afterAll(async () => {
  await stack?.stop();
  await server?.down();
});

interface Row {
  readonly event: string;
  readonly to: string;
  readonly state: string;
  readonly because?: string;
  readonly messageId?: string;
  readonly at: string;
}
const write = (from: string, subject: string, more: object = {}) =>
  server.send({ from, to: `support@${server.domain}`, subject, text: 'Третий этаж, у окна', ...more });
const ticketOf = (messageId: string) =>
  eventually('the mail is a ticket', async () => {
    const { json } = await stack.api<{ items: { ticket?: string }[] }>(
      'GET',
      `/mail?messageId=${encodeURIComponent(messageId)}`,
    );
    return json.items[0]?.ticket;
  });
const told = async (ticket: string) =>
  (await stack.api<{ items: Row[] }>('GET', `/notifications?ticket=${ticket}`)).json.items;
const inState = (ticket: string, state: string, event = 'registered') =>
  eventually(`${event} is ${state}`, async () =>
    (await told(ticket)).find((row) => row.event === event && row.state === state),
  );

it('a mail is confirmed to its sender, in its thread; what is said in public follows, and his reply comes back', async () => {
  const messageId = await write(`Алиса <alice@${server.domain}>`, 'Принтер не печатает');
  const accepted = Date.now();
  const ticket = await ticketOf(messageId);
  const row = await inState(ticket, 'sent');
  console.log(`mail accepted → confirmation given to the server: ${Date.parse(row.at) - accepted} ms`);
  expect(row).toMatchObject({
    to: `alice@${server.domain}`,
    messageId: expect.stringContaining(ticket.toLowerCase()),
  });
  const [confirmation] = await eventually('it arrives', async () => {
    const mails = await inboxOf(server, 'alice');
    return mails.length > 0 ? mails : undefined;
  });
  expect(confirmation!.head).toMatchObject({
    messageId: row.messageId,
    inReplyTo: [messageId],
    references: [messageId],
    subject: `Re: Принтер не печатает [${ticket}]`,
  });
  expect(confirmation!.raw).toMatch(/^Auto-Submitted: auto-replied/m);
  expect(confirmation!.raw).toMatch(/^X-Auto-Response-Suppress: All/m);

  await stack.api('POST', `/tickets/${ticket}/comments`, { body: 'тайна', visibility: 'internal' });
  await stack.api('POST', `/tickets/${ticket}/comments`, { body: 'Мастер в пути', visibility: 'public' });
  await inState(ticket, 'sent', 'comment');
  const mails = await eventually('the comment arrives', async () => {
    const all = await inboxOf(server, 'alice');
    return all.length > 1 ? all : undefined;
  });
  expect(mails).toHaveLength(2);
  expect(mails[1]!.text).toContain('Мастер в пути');
  expect(mails.some(({ raw, text }) => `${raw}${text}`.includes('тайна'))).toBe(false);
  expect(mails[1]!.head).toMatchObject({ inReplyTo: [messageId], subject: confirmation!.head.subject });
  expect(mails[1]!.head.references).toEqual([messageId, row.messageId]);

  const reply = await server.send({
    from: `alice@${server.domain}`,
    to: mails[1]!.head.replyTo[0]!.address,
    subject: 'спасибо',
    text: 'Жду',
  });
  expect(await ticketOf(reply)).toBe(ticket);
  expect((await told(ticket)).filter(({ to }) => to.startsWith('alice'))).toHaveLength(2);
});

it('a confirmation that comes back is bounced, one that is refused at once is refused', async () => {
  const bounced = await ticketOf(await write('bounce@elsewhere.test', 'Comes back'));
  expect(await inState(bounced, 'bounced')).toMatchObject({ because: expect.stringContaining('5.') });
  const refused = await ticketOf(await write('reject@elsewhere.test', 'Is refused'));
  expect(await inState(refused, 'refused')).toMatchObject({ because: expect.stringContaining('550') });
});

it('a robot is not confirmed, and it is told why', async () => {
  const ticket = await ticketOf(
    await write('cron@elsewhere.test', 'Disk full', { headers: { 'Auto-Submitted': 'auto-generated' } }),
  );
  expect(await told(ticket)).toMatchObject([
    { state: 'suppressed', because: expect.stringContaining('RFC 3834') },
  ]);
});

it('a server that is away loses nothing: what waited leaves when it is there again, once', async () => {
  const ticket = await ticketOf(await write('carol@elsewhere.test', 'While it was away'));
  await inState(ticket, 'sent');
  await server.stop();
  await stack.api('POST', `/tickets/${ticket}/comments`, { body: 'Ещё жив', visibility: 'public' });
  await eventually('the way out is shown as closed', async () => {
    const { json } = await stack.api<{ items: { state: string }[] }>('GET', '/notifications/channels');
    return json.items[0]?.state === 'away' || undefined;
  });
  expect(await told(ticket)).toMatchObject([{ event: 'comment', state: 'queued' }, { state: 'sent' }]);
  await server.start();
  await inState(ticket, 'sent', 'comment');
  const arrived = await eventually('it arrives', async () => {
    const all = (await inboxOf(server, 'sink')).filter(({ text }) => text.includes('Ещё жив'));
    return all.length > 0 ? all : undefined;
  });
  expect(arrived).toHaveLength(1);
});
