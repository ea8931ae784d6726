import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../store/contacts';
import { hasSecondFactor } from '../../store/access/second-factors';
import {
  closeSession,
  findSession,
  openSession,
  type LivingSession,
  type SessionOrigin,
  type SignInMethod,
} from '../../store/sessions';
import { userById, type User } from '../../store/users';
import { accessOf, type AppOptions } from '../options';
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
  /** Which of his sessions this is; undefined before the first step of signing in. */
  readonly sessionId?: number;
  /** Somebody on his way in: he has proven to be this user, and has this still to do. */
  readonly lacks?: {
    readonly what: 'code' | 'enrolment';
    readonly user: User;
    readonly method: SignInMethod;
  };
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

export const findVisitor = async (request: FastifyRequest, options: AppOptions): Promise<Visitor> => {
  const id = request.cookies[sessionCookie];
  const { sessions: limits } = accessOf(options);
  const session = id ? await findSession(options.db, id, limits, request.ip) : undefined;
  const user = session && (await userById(options.db, session.userId));
  const language = languageOf(request, user?.language ?? null);
  const stranger = { language, texts: textsOf(language), principal: null, userId: null };
  if (!user || !session) return { ...stranger, csrf: request.cookies[formCookie] ?? '' };
  const lacks = await missing(options, session, user);
  const known = { csrf: session.csrf, sessionId: session.id };
  if (lacks) return { ...stranger, ...known, lacks: { what: lacks, user, method: session.method } };
  return { ...stranger, ...known, principal: principalOf(user), userId: user.id };
};

/** What somebody who has proven one thing has to do before he is in. */
const missing = async (
  options: AppOptions,
  { awaits, method }: LivingSession,
  { id, role }: User,
): Promise<'code' | 'enrolment' | undefined> => {
  const { secondFactorFor, oidc } = accessOf(options);
  if (awaits) return awaits;
  if (!secondFactorFor.includes(role) || (method === 'oidc' && oidc?.trustSecondFactor)) return undefined;
  return (await hasSecondFactor(options.db, id)) ? undefined : 'enrolment';
};

const principalOf = ({ id, name, role, contactId }: User): Principal => ({
  kind: 'user',
  id: String(id),
  name,
  role,
  ...(contactId === null ? {} : { contactId }),
});

/** The token of the forms that whoever begins, or is on his way in, is given: his session's, where there is one. */
export const giveFormToken = (reply: FastifyReply, request: FastifyRequest, options: AppOptions): string => {
  const { sessionId, csrf } = visitorOf(request);
  if (sessionId !== undefined) return csrf;
  const known = request.cookies[formCookie];
  if (known && /^[\w-]{20,64}$/.test(known)) return known;
  const token = randomBytes(24).toString('base64url');
  void reply.setCookie(formCookie, token, { ...cookieOptions(options), sameSite: 'strict' });
  return token;
};

/**
 * Opens a session under a new id: one that somebody planted before is worth nothing, and the one before it ends. Where a second
 * factor is set up it opens nothing until that was given too.
 */
export const signIn = async (
  reply: FastifyReply,
  options: AppOptions,
  userId: number,
  method: SignInMethod = 'password',
): Promise<'in' | 'code'> => {
  const trusted = method === 'oidc' && accessOf(options).oidc?.trustSecondFactor;
  const asks = !trusted && (await hasSecondFactor(options.db, userId));
  await renewSession(reply, options, userId, { method, ...(asks ? { awaits: 'code' } : {}) });
  return asks ? 'code' : 'in';
};

/** A new session in the place of the one that the browser shows, if it shows one; answers the token of its forms. */
export const renewSession = async (
  reply: FastifyReply,
  options: AppOptions,
  userId: number,
  origin: Pick<SessionOrigin, 'method' | 'awaits'>,
): Promise<{ readonly csrf: string }> => {
  const { request } = reply;
  const before = request.cookies[sessionCookie];
  if (before) await closeSession(options.db, before);
  const id = randomBytes(32).toString('base64url');
  const session = { userId, csrf: randomBytes(24).toString('base64url') };
  const seen = { client: request.headers['user-agent'] ?? '', address: request.ip };
  await openSession(options.db, id, session, { ...origin, ...seen }, accessOf(options).sessions);
  void reply.setCookie(sessionCookie, id, cookieOptions(options)).clearCookie(formCookie, { path: '/' });
  return { csrf: session.csrf };
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
