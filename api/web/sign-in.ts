import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { credentialsOf, setLanguage } from '../../store/users';
import type { AppOptions } from '../options';
import { verifyPassword } from '../password';
import { SignInPage } from './components/sign-in-page';
import { demandOwnForm, localPath } from './guard';
import { known, languageCookie } from './language';
import { sendPage } from './send-page';
import { createThrottle, type Suspect, type Throttle } from './throttle';
import { cookieOptions, giveFormToken, signIn, signOut, visitorOf } from './visitor';

type Fields = Readonly<Record<string, unknown>>;

/** Signing in and out, and choosing the language. */
export const registerSignIn = (app: FastifyInstance, options: AppOptions): void => {
  const throttle = createThrottle();
  app.get('/sign-in', (request, reply) => show(request, reply, options));
  app.post('/sign-in', (request, reply) => enter(request, reply, options, throttle));
  app.post('/sign-out', async (request, reply) => {
    demandOwnForm(request, request.body as Fields);
    await signOut(request, reply, options);
    return reply.redirect('/sign-in', 303);
  });
  app.post('/language', (request, reply) => choose(request, reply, options));
};

const show = (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { fault, status = 200 }: { readonly fault?: string; readonly status?: number } = {},
): FastifyReply | Promise<void> => {
  const visitor = visitorOf(request);
  const given = (request.method === 'GET' ? request.query : request.body) as Fields;
  const back = localPath(given.back);
  if (visitor.principal) return reply.redirect(back, 303);
  const csrf = giveFormToken(reply, request, options);
  return sendPage(
    reply,
    SignInPage({ visitor: { ...visitor, csrf }, back, ...(fault ? { fault } : {}) }),
    status,
  );
};

const enter = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  throttle: Throttle,
): Promise<unknown> => {
  const { signIn: texts } = visitorOf(request).texts;
  const { login, password, back } = request.body as Fields;
  try {
    demandOwnForm(request, request.body as Fields);
  } catch {
    return show(request, reply, options, { fault: texts.stale, status: 403 });
  }
  const guesses = suspects(request.ip, String(login));
  const wait = throttle.waitMs(guesses);
  if (wait > 0) {
    void reply.header('retry-after', Math.ceil(wait / 1000));
    return show(request, reply, options, { fault: texts.throttled(Math.ceil(wait / 60_000)), status: 429 });
  }
  const userId = await userBy(options, login, password);
  if (userId === undefined) {
    throttle.failed(guesses);
    return show(request, reply, options, { fault: texts.wrong, status: 401 });
  }
  throttle.succeeded(guesses);
  await signIn(reply, options, userId);
  return reply.redirect(localPath(back), 303);
};

/** Many people may share one address; nobody can lock a name out from everywhere. */
const suspects = (ip: string, login: string): readonly Suspect[] => [
  { name: `from ${ip}`, allowed: 100 },
  { name: `as ${login.toLowerCase().slice(0, 200)} from ${ip}`, allowed: 10 },
];

/** The work is the same whether there is such a user or not: the time it takes tells nothing. */
const userBy = async ({ db }: AppOptions, login: unknown, password: unknown): Promise<number | undefined> => {
  if (typeof login !== 'string' || typeof password !== 'string' || password.length > 1000) return undefined;
  const user = login.includes('\0') ? undefined : await credentialsOf(db, login.trim());
  return (await verifyPassword(password, user?.passwordHash ?? null)) ? user?.id : undefined;
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
