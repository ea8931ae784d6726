import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { note, type AuditActor, type AuditNote } from '../../store/audit/note';
import type { User } from '../../store/users';
import type { AppOptions } from '../options';
import type { Principal } from '../principal';
import { auditedOf, type Audited } from './what';
import { createRecently } from './recently';
import { touchedBy } from './touched';

/** The same look by the same person within it is one line: pages look again by themselves. Milliseconds. */
const sameLookMs = 60_000;

/** Keeps who saw and changed what, of everything that this scope serves, before the answer leaves. */
export const registerAudit = (
  app: FastifyInstance,
  options: AppOptions,
  whoOf: (request: FastifyRequest) => Principal | null | undefined,
): void => {
  const seenRecently = createRecently(sameLookMs);
  app.addHook('onSend', async (request, reply) => {
    const who = whoOf(request);
    const what = auditedOf(request.method, routeOf(request));
    if (!who || !what || reply.statusCode >= 400 || isOnlyShown(request, reply)) return;
    const line = lineOf(request, reply, who, what);
    const isLook = request.method === 'GET';
    if (isLook && seenRecently(`${who.kind} ${who.id} ${line.action} ${line.ticket} ${line.subject}`)) return;
    for (const one of [line, ...furtherLines(request, line)])
      await note(options.db, one).catch((err: unknown) =>
        request.log.error({ err, action: line.action }, 'the audit could not be written'),
      );
  });
};

/** A form of a page that is answered with a page: a preview, a text put in, who else is there. What changes leads on. */
const isOnlyShown = ({ method }: FastifyRequest, reply: FastifyReply): boolean =>
  method !== 'GET' && reply.statusCode === 200 && /^text\/html/.test(String(reply.getHeader('content-type')));

/** One for each further ticket: whoever asks for that one finds it too. */
const furtherLines = (request: FastifyRequest, line: AuditNote): readonly AuditNote[] =>
  touchedBy(request)
    .filter((number) => number !== line.ticket)
    .map((ticket) => ({ ...line, ticket }));

const routeOf = (request: FastifyRequest): string =>
  (request.routeOptions.url ?? '').replace(/^\/api\/v1(?=\/)/, '');

const lineOf = (request: FastifyRequest, reply: FastifyReply, who: Principal, what: Audited): AuditNote => {
  const { number, id, ref, ...rest } = (request.params ?? {}) as Readonly<Record<string, string>>;
  const fields = fieldsOf(request.body);
  const named = id ?? ref ?? Object.values(rest)[0];
  const made = reply.statusCode === 303 ? ticketIn(reply) : touchedBy(request)[0];
  const ticket = number ?? made;
  return {
    actor: actorOf(who),
    action: what.action,
    subject: what.about ? [what.about, named].filter(Boolean).join(' ') : '',
    address: request.ip,
    ...(ticket === undefined ? {} : { ticket: ticket.toUpperCase() }),
    ...(fields.length > 0 ? { detail: { fields } } : {}),
  };
};

/** Lines cannot be edited: the name of a requester, who may be made anonymous, is looked up where it can. */
export const actorOf = ({ kind, id, name, role }: Principal): AuditActor => ({
  kind: kind === 'key' ? 'key' : 'user',
  id: Number(id),
  name: role === 'portal' ? '' : name,
});

/** The same of an account. */
export const userActor = ({ id, name, role }: Pick<User, 'id' | 'name' | 'role'>): AuditActor => ({
  kind: 'user',
  id,
  name: role === 'portal' ? '' : name,
});

/** Where a form that made a ticket leads to. */
const ticketIn = (reply: FastifyReply): string | undefined =>
  /^\/(?:portal\/)?tickets\/(SD-\d+)/.exec(String(reply.getHeader('location') ?? ''))?.[1];

/** Names only: values are texts and addresses of people, and secrets. Marks of tickets are no names of fields. */
const fieldsOf = (body: unknown): readonly string[] =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? Object.keys(body)
        .filter((name) => !/^(_|t\.SD-)/.test(name) && name.length <= 60)
        .slice(0, 30)
    : [];
