import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  countMailsForPerson,
  listMails,
  mailById,
  mailContent,
  mailFiles,
  mailThatWasAnswered,
} from '../../store/mail/mail-list';
import { mailboxStates } from '../../store/mail/mailbox-states';
import { mailStates } from '../../store/mail/mails';
import { reprocessMail } from '../../store/mail/reprocess';
import { listNotifications } from '../../store/notify/notification-list';
import { ticketByNumber } from '../../store/tickets';
import { commit } from '../commit';
import { pageJson, pageRequest } from '../cursor';
import { sendRawMail } from '../mail/send-raw';
import type { AppOptions } from '../options';
import type { Principal } from '../principal';
import { invalidField, notFound } from '../problem';
import { idInPath } from '../reference';
import { MailListPage } from './components/mail-list-page';
import { mailsAddress } from './mail/mails-address';
import { MailPage } from './components/mail-page';
import { stringsOf } from './fields';
import { ownFields } from './form-of';
import { personWhoMay } from './guard';
import { sendPage } from './send-page';
import { visitorOf } from './visitor';

/** Every mail that ever came: where it went and why, as it came, and what a person decides about it. */
export const registerMailPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/mails', (request, reply) => showList(request, reply, options));
  app.get('/mails/:id', (request, reply) => showMail(request, reply, options));
  app.get('/mails/:id/raw', (request, reply) => sendRaw(request, reply, options));
  app.post('/mails/:id', (request, reply) => decide(request, reply, options));
};

const mailOf = async (request: FastifyRequest, { db }: AppOptions) => {
  const mail = await mailById(db, idInPath(request, 'mail'));
  if (!mail) throw notFound('such mail');
  return mail;
};

const showList = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
): Promise<unknown> => {
  if (!(await personWhoMay(request, reply, 'mail'))) return reply;
  const { state: given, q: typed = '', mailbox: box = '', cursor } = stringsOf(request.query);
  const state = mailStates.find((one) => one === given);
  const [q, mailbox] = [typed, box].map((text) => text.replaceAll('\0', '').trim().slice(0, 200)) as [
    string,
    string,
  ];
  const filter = {
    ...(state ? { states: [state] } : {}),
    ...(q ? { q } : {}),
    ...(mailbox ? { mailbox } : {}),
  };
  const page = await listMails(db, filter, pageRequest({ limit: 50, ...(cursor ? { cursor } : {}) }));
  const { next } = pageJson(page, () => null);
  const asked = { state: state ?? '', q, mailbox };
  return sendPage(
    reply,
    MailListPage({
      visitor: visitorOf(request),
      mails: page.items,
      asked,
      mailboxes: (await mailboxStates(db)).map((one) => one.mailbox),
      waiting: await countMailsForPerson(db),
      here: mailsAddress(asked),
      next: next === null ? null : mailsAddress({ ...asked, cursor: next }),
    }),
  );
};

const showMail = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  if (!(await personWhoMay(request, reply, 'mail'))) return reply;
  const mail = await mailOf(request, options);
  const content = await mailContent(options.db, mail.id);
  const { items: answers } = await listNotifications(options.db, { mail: mail.id }, { limit: 20 });
  const files = await mailFiles(options.db, mail.id);
  const visitor = visitorOf(request);
  const withRemote = stringsOf(request.query).images === '1';
  const answered = await mailThatWasAnswered(options.db, mail.id);
  const page = { visitor, mail, content: content ?? null, files, withRemote, answers, answered };
  return sendPage(reply, MailPage(page));
};

const sendRaw = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  if (!(await personWhoMay(request, reply, 'mail'))) return reply;
  const mail = await mailOf(request, options);
  return sendRawMail(reply, options.db, mail);
};

/** Who wrote the forwarded mail becomes the requester; who forwarded it takes part. */
const makeOriginalRequester = async (
  reply: FastifyReply,
  { db, commands, wake }: AppOptions,
  mailId: number,
  person: Principal,
): Promise<unknown> => {
  const done = await commit(db, (tx) => commands.originalSender(tx, mailId, person));
  if (!done)
    throw invalidField('as', 'this mail made no ticket, or forwards no mail whose sender can be told');
  wake(done.ticket);
  return reply.redirect(`/tickets/${done.ticket}`, 303);
};

const decide = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'mail');
  if (!person) return reply;
  const fields = ownFields(request);
  const mail = await mailOf(request, options);
  const { as = '', ticket = '' } = fields;
  if (as === 'original') return makeOriginalRequester(reply, options, mail.id, person);
  await commit(options.db, async (tx) => {
    const by = person.name;
    if (as === 'ticket' || as === 'ignore') return reprocessMail(tx, mail.id, { as, by });
    if (as !== 'comment')
      return reprocessMail(tx, mail.id, mail.state === 'held' ? { as: 'release', by } : undefined);
    const found = await ticketByNumber(tx, ticket.trim().toUpperCase());
    if (!found) throw invalidField('ticket', `there is no ticket “${ticket.slice(0, 40)}”`);
    return reprocessMail(tx, mail.id, { as, ticketId: found.id, by });
  });
  return reply.redirect(`/mails/${mail.id}`, 303);
};
