import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { note } from '../../../store/audit/note';
import type { User } from '../../../store/users';
import { userActor } from '../../audit/register-audit';
import { checkCode } from '../../access/check-code';
import type { AppOptions } from '../../options';
import { demandOwnForm, localPath } from '../guard';
import { sendPage } from '../send-page';
import { renewSession, visitorOf } from '../visitor';
import { CodePage } from './code-page';
import { codeGuesses, knowClient } from './guesses';

type Fields = Readonly<Record<string, unknown>>;

/** The second step of signing in: a code of the app, or one for recovery. */
export const registerCodePages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/sign-in/code', async (request, reply) => {
    const back = localPath((request.query as Fields).back);
    if (visitorOf(request).lacks?.what !== 'code') return reply.redirect(back, 303);
    return sendPage(reply, CodePage({ visitor: visitorOf(request), back }));
  });
  app.post('/sign-in/code', (request, reply) => enter(request, reply, options));
};

const enter = async (request: FastifyRequest, reply: FastifyReply, options: AppOptions): Promise<unknown> => {
  const visitor = visitorOf(request);
  const { code, back: wanted } = (request.body ?? {}) as Fields;
  const back = localPath(wanted);
  const { lacks, texts } = visitor;
  if (lacks?.what !== 'code') return reply.redirect(back, 303);
  demandOwnForm(request, request.body as Fields);
  const guesses = await codeGuesses(options.db, request, lacks.user);
  const wait = await guesses.count();
  if (wait > 0) {
    const fault = texts.signIn.throttled(Math.ceil(wait / 60));
    return sendPage(reply.header('retry-after', wait), CodePage({ visitor, back, fault }), 429);
  }
  const by = await checkCode(options, lacks.user.id, String(code ?? ''));
  if (!by) return refuse(request, reply, options, lacks.user, back);
  await guesses.right();
  await renewSession(reply, options, lacks.user.id, { method: lacks.method });
  await knowClient(reply, options, lacks.user.id);
  await tell(options, request, lacks.user, 'sign-in', { method: lacks.method, secondFactor: by });
  return reply.redirect(back, 303);
};

const refuse = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  user: User,
  back: string,
): Promise<FastifyReply> => {
  await tell(options, request, user, 'second-factor-refused', {});
  const visitor = visitorOf(request);
  return sendPage(reply, CodePage({ visitor, back, fault: visitor.texts.access.code.wrong }), 401);
};

const tell = (
  { db }: AppOptions,
  { ip }: FastifyRequest,
  user: User,
  action: 'sign-in' | 'second-factor-refused',
  detail: Readonly<Record<string, unknown>>,
) => note(db, { actor: userActor(user), action, detail, address: ip });
