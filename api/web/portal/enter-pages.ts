import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { countAttempt, uncountAttempt } from '../../../store/access/attempts';
import { useLink } from '../../../store/portal/sign-in-links';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { stringsOf } from '../fields';
import { demandOwnForm } from '../guard';
import { sendPage } from '../send-page';
import { giveFormToken, visitorOf } from '../visitor';
import { enterAs, noteRefused } from './enter-as';
import { portalPath } from './portal-guard';
import { EnterPage, LinkBrokenPage } from './sign-in-page';

/** The one-time link: looking at it changes nothing, its button uses it up. */
export const registerEnter = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/portal/enter/:token', (request, reply) => {
    const visitor = visitorOf(request);
    const token = tokenOf(request);
    if (token === undefined) return sendPage(reply, LinkBrokenPage({ visitor }), 404);
    const csrf = giveFormToken(reply, request, options);
    return sendPage(reply, EnterPage({ visitor: { ...visitor, csrf }, token }));
  });
  app.post('/portal/enter/:token', (request, reply) => enter(request, reply, options));
};

/** Whether it opens anything is told only to who presses the button. */
const tokenOf = ({ params }: FastifyRequest): string | undefined => {
  const { token } = params as { token: string };
  return /^[\w-]{43}$/.test(token) ? token : undefined;
};

const enter = async (request: FastifyRequest, reply: FastifyReply, options: AppOptions): Promise<unknown> => {
  demandOwnForm(request, stringsOf(request.body));
  const visitor = visitorOf(request);
  const guesses = [{ name: `portal link from ${request.ip}`, allowed: 30 }];
  const wait = await countAttempt(options.db, guesses);
  if (wait > 0) {
    const fault = visitor.texts.portal.signIn.throttled(Math.ceil(wait / 60));
    void reply.header('retry-after', wait);
    return sendPage(reply, LinkBrokenPage({ visitor, fault }), 429);
  }
  const token = tokenOf(request);
  const used = token === undefined ? undefined : await commit(options.db, (tx) => useLink(tx, token));
  const { contactId } = used ?? {};
  const back = portalPath(used?.back);
  const proof = contactId === undefined ? undefined : ({ contactId, by: 'link', back } as const);
  if (!proof || !(await enterAs(reply, options, proof))) {
    await noteRefused(options, request, 'link');
    return sendPage(reply, LinkBrokenPage({ visitor }), 403);
  }
  await uncountAttempt(options.db, guesses);
  return reply;
};
