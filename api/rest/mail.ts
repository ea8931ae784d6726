import { Type } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { listMails, mailById, mailContent, mailFiles, type MailView } from '../../store/mail/mail-list';
import { mailboxStates } from '../../store/mail/mailbox-states';
import { mailStates, type StoredDecision } from '../../store/mail/mails';
import { reprocessMail } from '../../store/mail/reprocess';
import { ticketByNumber } from '../../store/tickets';
import { commit } from '../commit';
import { pageJson, pageQuery, pageRequest } from '../cursor';
import { mailPage } from '../mail/mail-page';
import { sendRawMail } from '../mail/send-raw';
import type { AppOptions } from '../options';
import { plain } from '../plain';
import { principalOf } from '../principal';
import { invalidField, notFound } from '../problem';
import { idOf } from '../reference';
import type { Api } from './api';
import { choices } from './choices';
import { strict } from './schemas';

const config = { right: 'mail' } as const;
const schema = { tags: ['mail'] };

/** Every mail that ever came: where it went and why, as it came, and once more. */
export const registerMail = (api: Api, options: AppOptions): void => {
  registerLists(api, options);
  registerReading(api, options);
  registerReprocess(api, options);
};

const Query = Type.Object({
  ...pageQuery,
  state: Type.Optional(Type.Array(Type.String(), { description: mailStates.join(', ') })),
  messageId: Type.Optional(Type.String({ description: 'with or without its brackets' })),
  mailbox: Type.Optional(Type.String()),
  ticket: Type.Optional(Type.String({ description: 'number of a ticket' })),
});

const registerLists = (api: Api, { db }: AppOptions): void => {
  api.get('/mail', { schema: { ...schema, querystring: Query }, config }, async ({ query }) => {
    const states = choices('state', query.state, mailStates);
    const messageId = query.messageId?.trim().replace(/^<|>$/g, '');
    const filter = {
      ...(states ? { states } : {}),
      ...(messageId ? { messageId } : {}),
      ...(query.mailbox ? { mailbox: query.mailbox } : {}),
      ...(query.ticket ? { ticket: query.ticket.toUpperCase() } : {}),
    };
    return pageJson(await listMails(db, filter, pageRequest(query)), mailJson);
  });
  api.get('/mailboxes', { schema, config }, async () => ({
    items: (await mailboxStates(db)).map((mailbox) =>
      plain({
        ...mailbox,
        since: mailbox.since.toISOString(),
        seenAt: mailbox.seenAt?.toISOString(),
        lastMailAt: mailbox.lastMailAt?.toISOString(),
      }),
    ),
    next: null,
  }));
};

const registerReading = (api: Api, { db }: AppOptions): void => {
  api.get('/mail/:id', { schema, config }, async (request) => {
    const mail = await mailOf(db, request);
    const [content, files] = await Promise.all([mailContent(db, mail.id), mailFiles(db, mail.id)]);
    return plain({
      ...mailJson(mail),
      text: content?.text,
      reply: content?.reply,
      ...(content?.detail ?? {}),
      files: files.map(({ attachmentId, n: _n, sha256: _sha256, ...file }) =>
        plain({ ...file, id: attachmentId === null ? null : String(attachmentId) }),
      ),
    });
  });
  api.get('/mail/:id/raw', { schema, config }, async (request, reply) => {
    const mail = await mailOf(db, request);
    return sendRawMail(reply, db, mail);
  });
  const Images = Type.Object({
    images: Type.Optional(Type.Boolean({ description: 'load images from elsewhere' })),
  });
  api.get(
    '/mail/:id/html',
    { schema: { ...schema, querystring: Images }, config },
    async (request, reply) => {
      const mail = await mailOf(db, request);
      const content = await mailContent(db, mail.id);
      if (!content) throw notFound(`a readable text of mail ${mail.id}`);
      const page = mailPage(content, {
        files: await mailFiles(db, mail.id),
        withRemote: request.query.images === true,
        addressOf: ({ attachmentId }) =>
          attachmentId === null ? undefined : `/api/v1/attachments/${attachmentId}`,
      });
      return reply.headers(page.headers).send(page.body);
    },
  );
};

const Wanted = Type.Optional(
  Type.Union([
    Type.Null(),
    Type.Object(
      {
        as: Type.Optional(Type.Enum(['ticket', 'comment', 'ignore'])),
        ticket: Type.Optional(Type.String({ description: 'for a comment: the ticket that it belongs to' })),
      },
      strict,
    ),
  ]),
);

const registerReprocess = (api: Api, { db, commands, wake }: AppOptions): void => {
  api.post('/mail/:id/reprocess', { schema: { ...schema, body: Wanted }, config }, async (request, reply) => {
    const mail = await mailOf(db, request);
    const wanted = request.body ?? {};
    const decision = await decisionOf(db, wanted, mail, principalOf(request).name);
    const begun = await commit(db, (tx) => reprocessMail(tx, mail.id, decision));
    if (!begun && mail.state !== 'open')
      throw invalidField('state', `the mail is in ${mail.ticket ?? 'a ticket'} already; nothing was done`);
    return reply.status(202).send(mailJson((await mailById(db, mail.id)) ?? mail));
  });
  // "Make the original sender the requester", for what somebody forwarded to us.
  api.post('/mail/:id/original-sender', { schema, config }, async (request) => {
    const mail = await mailOf(db, request);
    const done = await commit(db, (tx) => commands.originalSender(tx, mail.id, principalOf(request)));
    if (!done)
      throw invalidField('id', 'this mail made no ticket, or forwards no mail whose sender can be told');
    wake(done.ticket);
    return { ticket: done.ticket };
  });
};

const decisionOf = async (
  db: AppOptions['db'],
  { as, ticket }: { readonly as?: 'ticket' | 'comment' | 'ignore'; readonly ticket?: string },
  mail: MailView,
  by: string,
): Promise<StoredDecision | undefined> => {
  if (as === undefined) return mail.state === 'held' ? { as: 'release', by } : undefined;
  if (as !== 'comment') return { as, by };
  const number = ticket ?? mail.ticket;
  if (!number) throw invalidField('ticket', 'is required: to which ticket does the mail belong?');
  const found = await ticketByNumber(db, number.toUpperCase());
  if (!found) throw invalidField('ticket', `there is no ticket “${number.slice(0, 40)}”`);
  return { as, ticketId: found.id, by };
};

const mailOf = async (db: AppOptions['db'], request: FastifyRequest): Promise<MailView> => {
  const id = idOf((request.params as { id: string }).id, 'mail');
  const mail = await mailById(db, id);
  if (!mail) throw notFound(`mail ${id}`);
  return mail;
};

const mailJson = (mail: MailView) =>
  plain({
    id: String(mail.id),
    mailbox: mail.mailbox,
    messageId: mail.messageId,
    from: shownFrom(mail),
    subject: mail.subject,
    receivedAt: mail.receivedAt.toISOString(),
    state: mail.state,
    because: mail.because,
    // A held one is in no ticket, whatever it claims.
    [mail.state === 'held' ? 'claims' : 'ticket']: mail.ticket,
    comment: mail.commentId === null ? null : String(mail.commentId),
    size: mail.size,
  });

const shownFrom = ({ fromName, fromAddress }: MailView): string =>
  fromName === '' || fromName === fromAddress ? (fromAddress ?? '') : `${fromName} <${fromAddress ?? ''}>`;
