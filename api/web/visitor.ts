import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../store/contacts';
import type { Database } from '../../store/database';
import { closeSession, findSession, openSession } from '../../store/sessions';
import { userById, type User } from '../../store/users';
import type { AppOptions } from '../options';
import type { Principal } from '../principal';
import { languageOf } from './language';
import { textsOf, type Texts } from './texts/index';

/** Who looks at a page, in which language. */
export interface Visitor {
  readonly language: Language;
  readonly texts: Texts;
  /** Null: nobody has signed in. */
  readonly principal: Principal | null;
  readonly userId: number | null;
  /** Has to come back with every form. */
  readonly csrf: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    visitor: Visitor | null;
  }
}

export const visitorOf = (request: FastifyRequest): Visitor => {
  if (!request.visitor) throw new Error(`${request.url} is served outside the pages`);
  return request.visitor;
};

const sessionCookie = 'sagadesk';
/** Before anybody has signed in the token lives in a cookie of its own: what comes back with the form must equal it. */
const formCookie = 'sagadesk_form';

export const findVisitor = async (request: FastifyRequest, db: Database): Promise<Visitor> => {
  const id = request.cookies[sessionCookie];
  const session = id ? await findSession(db, id) : undefined;
  const user = session && (await userById(db, session.userId));
  const language = languageOf(request, user?.language ?? null);
  return {
    language,
    texts: textsOf(language),
    principal: user ? principalOf(user) : null,
    userId: user?.id ?? null,
    csrf: user && session ? session.csrf : (request.cookies[formCookie] ?? ''),
  };
};

const principalOf = ({ id, name, role, contactId }: User): Principal => ({
  kind: 'user',
  id: String(id),
  name,
  role,
  ...(contactId === null ? {} : { contactId }),
});

/** A form token for somebody who has not signed in. */
export const giveFormToken = (reply: FastifyReply, request: FastifyRequest, options: AppOptions): string => {
  const known = request.cookies[formCookie];
  if (known && /^[\w-]{20,64}$/.test(known)) return known;
  const token = randomBytes(24).toString('base64url');
  void reply.setCookie(formCookie, token, { ...cookieOptions(options), sameSite: 'strict' });
  return token;
};

/** Opens a session under a new id: one that somebody planted before is worth nothing. */
export const signIn = async (reply: FastifyReply, options: AppOptions, userId: number): Promise<void> => {
  const id = randomBytes(32).toString('base64url');
  await openSession(options.db, id, { userId, csrf: randomBytes(24).toString('base64url') });
  void reply.setCookie(sessionCookie, id, cookieOptions(options)).clearCookie(formCookie, { path: '/' });
};

export const signOut = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
): Promise<void> => {
  const id = request.cookies[sessionCookie];
  if (id) await closeSession(db, id);
  void reply.clearCookie(sessionCookie, { path: '/' });
};

export const cookieOptions = ({ publicUrl }: AppOptions) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') }) as const;
