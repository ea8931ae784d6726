import { createSignatures } from '../../../channels/mail/signatures';
import { mailKeys } from '../../../store/mail/keys';
import { eventually } from '../../systems/eventually';
import { startMailServer, type RealMailServer } from '../../systems/mail-server';
import { startRealWorld } from '../real-world';
import type { World } from '../world';
import { taskPerson } from '../task-person';
import { mailConfig, supportMailbox } from './configs';
import { inboxOf } from './inbox-of';

jest.setTimeout(240_000);

let server: RealMailServer;
let world: World;
beforeAll(async () => {
  server = await startMailServer();
  world = await startRealWorld({
    mail: mailConfig([supportMailbox(server)], {
      smtp: { host: '127.0.0.1', port: server.smtpPort, tls: 'none' },
    }),
  });
});
afterAll(async () => {
  await world?.stop();
  await server?.down();
});

interface Mail {
  readonly id: string;
  readonly state: string;
  readonly because?: string;
  readonly ticket?: string;
}
interface Ticket {
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly status: string;
  readonly channel: string;
  readonly requester: { readonly email?: string };
  readonly sync: { readonly state: string; readonly links: readonly unknown[] };
}

const mailOf = (messageId: string) =>
  eventually('the mail is settled', async () => {
    const { json } = await world.stack.api<{ items: Mail[] }>(
      'GET',
      `/mail?messageId=${encodeURIComponent(messageId)}`,
    );
    return json.items.find(({ state }) => state !== 'open');
  });
const ticketOf = async (number: string) => (await world.stack.api<Ticket>('GET', `/tickets/${number}`)).json;

const write = (more: object = {}) =>
  server.send({
    from: 'Анна Петрова <anna@example.test>',
    to: `support@${server.domain}`,
    subject: 'Принтер не печатает',
    text: 'Третий этаж, у окна',
    ...more,
  });

describe('a mail to a real mailbox', () => {
  it('becomes a ticket in the front and in both systems, and leaves the inbox', async () => {
    const mail = await mailOf(
      await write({ attachments: [{ filename: 'счёт.txt', content: 'сто рублей' }] }),
    );
    expect(mail).toMatchObject({ state: 'ticket' });
    const ticket = await eventually('it is in both systems', async () => {
      const found = await ticketOf(mail.ticket!);
      return found.sync.state === 'synced' && found.sync.links.length === 2 ? found : undefined;
    });
    expect(ticket).toMatchObject({
      title: 'Принтер не печатает',
      description: 'Третий этаж, у окна',
      channel: 'email',
      requester: { email: 'anna@example.test' },
      attachments: [{ filename: 'счёт.txt' }],
    });
    await eventually('it lies in Processed', async () => (await server.count('support', 'Processed')) >= 1);
    expect(await server.count('support', 'INBOX')).toBe(0);
  });

  it('is answered into the same ticket through the signed address, whatever the subject says', async () => {
    const { ticket } = await mailOf(await write());
    const signatures = createSignatures(await mailKeys(world.stack.db));
    const { json } = await world.stack.api<{ requester: { id: string } }>('GET', `/tickets/${ticket}`);
    const to = signatures.replyAddress(`support@${server.domain}`, ticket!, Number(json.requester.id));
    const reply = await mailOf(await write({ to, subject: 'о другом', text: 'уже печатает' }));
    expect(reply).toMatchObject({ state: 'comment', ticket });
  });
});

describe('the answer of an executor', () => {
  it('in the tracker is one mail to the sender, in his thread; an internal note is none', async () => {
    const messageId = await write({ from: `Алиса <alice@${server.domain}>`, subject: 'Не печатает' });
    const { ticket } = await mailOf(messageId);
    const task = await eventually('it is in the tracker', async () => {
      const { sync } = (await ticketOf(ticket!)) as unknown as {
        sync: { state: string; links: { system: string; id: string }[] };
      };
      return sync.state === 'synced'
        ? sync.links.find(({ system }) => system === 'executors')?.id
        : undefined;
    });
    const ivan = taskPerson(world.redmine.asExecutor(), world.redmine);
    await ivan.say(task, 'internal', 'заявитель опять всё перепутал');
    await ivan.say(task, 'public', 'Картридж заменён, проверьте');
    const mails = await eventually('the answer arrives', async () => {
      const all = await inboxOf(server, 'alice');
      return all.some(({ text }) => text.includes('Картридж заменён')) ? all : undefined;
    });
    await eventually('it stands in the desk too', async () =>
      (await ticketOf(ticket!)).sync.state === 'synced' ? true : undefined,
    );
    expect(mails).toHaveLength(2);
    expect(mails.map(({ head }) => head.subject)).toEqual(Array(2).fill(`Re: Не печатает [${ticket}]`));
    expect(mails.every(({ head }) => head.references[0] === messageId)).toBe(true);
    expect(mails.some(({ text }) => text.includes('перепутал'))).toBe(false);
  });
});
