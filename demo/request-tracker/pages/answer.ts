import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Desk } from '../desk';
import { languageOf } from './words';
import type { Language } from './words';

/** What a page must know of the browser. */
export interface Visitor {
  readonly language: Language;
  /** The agent as whom he acted last. */
  readonly person: string;
}

export const visitorOf = (desk: Desk, { headers }: FastifyRequest): Visitor => {
  const { cookie, 'accept-language': accepted } = headers;
  const [, last] = /(?:^|;\s*)desk_person=(\w+)/.exec(cookie ?? '') ?? [];
  return { language: languageOf(undefined, cookie, accepted), person: agentNamed(desk, last) };
};

/** One of the agents, whatever was sent. */
export const agentNamed = (desk: Desk, name: string | undefined): string => {
  const agents = desk.tables.users.filter(({ agent }) => agent).map((agent) => agent.name);
  return agents.find((agent) => agent === name) ?? agents[0] ?? 'olga';
};

export const sendPage = (reply: FastifyReply, html: string): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    )
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .send(html);

export const remember = (reply: FastifyReply, name: 'lang' | 'desk_person', value: string): FastifyReply =>
  reply.header('set-cookie', `${name}=${encodeURIComponent(value)}; Path=/; SameSite=Lax; Max-Age=31536000`);

/** A form of another site cannot post here. */
export const fromOurPage = async (
  { headers, protocol }: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> => {
  if (headers.origin === undefined || headers.origin === `${protocol}://${headers.host}`) return undefined;
  return reply.code(403).type('text/plain').send('This form was sent from another site.');
};
