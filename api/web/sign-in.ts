import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { note, type AuditActor } from '../../store/audit/note';
import type { SignInMethod } from '../../store/sessions';
import { credentialsOf, setLanguage, userById } from '../../store/users';
import { actorOf, userActor } from '../audit/register-audit';
import type { AppOptions } from '../options';
import { verifyPassword } from '../password';
import { codeStep } from './access/code-step';
import { knowClient, passwordGuesses } from './access/guesses';
import { SignInPage } from './components/sign-in-page';
import { demandOwnForm, localPath } from './guard';
import { known, languageCookie } from './language';
import { sendPage } from './send-page';
import { cookieOptions, giveFormToken, signIn, signOut, visitorOf } from './visitor';

type Fields = Readonly<Record<string, unknown>>;

/** Signing in and out, and choosing the language. */
export const registerSignIn = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/sign-in', (request, reply) => showSignIn(request, reply, options));
  app.post('/sign-in', (request, reply) => enter(request, reply, options));
  app.post('/sign-out', async (request, reply) => {
    demandOwnForm(request, request.body as Fields);
    const { principal } = visitorOf(request);
    await signOut(request, reply, options);
    if (principal)
      await note(options.db, { actor: actorOf(principal), action: 'sign-out', address: request.ip });
    return reply.redirect('/sign-in', 303);
  });
  app.post('/language', (request, reply) => choose(request, reply, options));
};

interface Said {
  readonly fault?: string;
  readonly status?: number;
  readonly back?: string;
}

/** The page on which everybody begins; whoever is in goes where he wanted to. */
export const showSignIn = (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { fault, status = 200, back: wanted }: Said = {},
): FastifyReply | Promise<void> => {
  const visitor = visitorOf(request);
  const given = (request.method === 'GET' ? request.query : request.body) as Fields;
  const back = localPath(wanted ?? given.back);
  if (visitor.principal) return reply.redirect(back, 303);
  const csrf = giveFormToken(reply, request, options);
  const provider = providerOf(options);
  return sendPage(
    reply,
    SignInPage({
      visitor: { ...visitor, csrf },
      back,
      ...(fault ? { fault } : {}),
      ...(provider ? { provider } : {}),
    }),
    status,
  );
};

/** The provider, as the pages call it; undefined: none is configured. */
export const providerOf = ({ access }: AppOptions): { readonly label: string } | undefined =>
  access?.oidc && { label: access.oidc.label ?? new URL(access.oidc.issuer).host };

const enter = async (request: FastifyRequest, reply: FastifyReply, options: AppOptions): Promise<unknown> => {
  const { signIn: texts } = visitorOf(request).texts;
  const { login, password, back } = request.body as Fields;
  try {
    demandOwnForm(request, request.body as Fields);
  } catch {
    return showSignIn(request, reply, options, { fault: texts.stale, status: 403 });
  }
  const guesses = await passwordGuesses(options.db, request, String(login));
  const wait = await guesses.count();
  if (wait > 0) {
    void reply.header('retry-after', wait);
    return showSignIn(request, reply, options, {
      fault: texts.throttled(Math.ceil(wait / 60)),
      status: 429,
    });
  }
  const userId = await userBy(options, request, login, password);
  if (userId === undefined) return showSignIn(request, reply, options, { fault: texts.wrong, status: 401 });
  await guesses.right();
  return letIn(reply, options, userId, localPath(back));
};

/** Who has proven who he is goes on: to the code that is asked for, or in. */
export const letIn = async (
  reply: FastifyReply,
  options: AppOptions,
  userId: number,
  back: string,
  method: SignInMethod = 'password',
): Promise<FastifyReply> => {
  if ((await signIn(reply, options, userId, method)) === 'code') return reply.redirect(codeStep(back), 303);
  await knowClient(reply, options, userId);
  const user = await userById(options.db, userId);
  await note(options.db, {
    actor: user ? userActor(user) : { kind: 'user', id: userId, name: '' },
    action: 'sign-in',
    detail: { method },
    address: reply.request.ip,
  });
  return reply.redirect(back, 303);
};

/** The work is the same whether there is such a user or not: the time it takes tells nothing. */
const userBy = async (
  { db }: AppOptions,
  { ip }: FastifyRequest,
  login: unknown,
  password: unknown,
): Promise<number | undefined> => {
  if (typeof login !== 'string' || typeof password !== 'string' || password.length > 1000) return undefined;
  const user = login.includes('\0') ? undefined : await credentialsOf(db, login.trim());
  if (await verifyPassword(password, user?.passwordHash ?? null)) return user?.id;
  // What was typed as a name that we do not know may be somebody's password.
  const actor: AuditActor = user ? { kind: 'user', id: user.id, name: '' } : { kind: 'nobody', name: '' };
  await note(db, { actor, action: 'sign-in-refused', address: ip });
  return undefined;
};

const choose = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const { language, back } = request.body as Fields;
  const wanted = known(typeof language === 'string' ? language : undefined);
  const { userId } = visitorOf(request);
  if (userId !== null) demandOwnForm(request, request.body as Fields);
  if (wanted && userId !== null) await setLanguage(options.db, userId, wanted);
  if (wanted)
    void reply.setCookie(languageCookie, wanted, { ...cookieOptions(options), maxAge: 365 * 86_400 });
  return reply.redirect(localPath(back), 303);
};
