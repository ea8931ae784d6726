import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sessionLives } from '../../../store/access/session-list';
import { userById } from '../../../store/users';
import type { Heard, LiveHub } from '../../live/hub';
import { openStream } from '../../live/open-stream';
import type { AppOptions } from '../../options';
import { demand } from '../../principal';
import { HttpProblem } from '../../problem';
import { visitorOf, type Visitor } from '../visitor';
import type { Follower } from './board';
import { followScreen, followTelephone } from './page-follower';
import { createSwitchboard, type Switchboard } from './switchboard';

interface Parts {
  readonly options: AppOptions;
  readonly hub: LiveHub;
  readonly switchboard: Switchboard;
}

/** The live stream of the telephone pages: `GET /phone/live`, and `?form` for the page of a form. */
export const registerPhoneLive = (app: FastifyInstance, options: AppOptions, hub: LiveHub): void => {
  const switchboard = createSwitchboard(options.db, hub, options.log);
  app.addHook('onClose', async () => switchboard.stop());
  app.route({
    method: 'GET',
    url: '/phone/live',
    exposeHeadRoute: false,
    handler: (request, reply) => live(request, reply, { options, hub, switchboard }),
  });
};

/** A script asks for it: whoever has not signed in is told so, not sent to a page. */
const live = async (request: FastifyRequest, reply: FastifyReply, parts: Parts): Promise<void> => {
  const visitor = visitorOf(request);
  const { principal, sessionId, userId } = visitor;
  if (!principal || sessionId === undefined || userId === null) throw new HttpProblem(401, 'Sign in first.');
  demand(principal, 'calls');
  const { login } = (await userById(parts.options.db, userId))!;
  const isForm = 'form' in (request.query as object);
  await stream(request, reply, parts, { visitor, session: sessionId, viewer: { userId, login }, isForm });
};

interface Asked {
  readonly visitor: Visitor;
  readonly session: number;
  readonly viewer: Follower['viewer'];
  readonly isForm: boolean;
}

const stream = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { options: { db }, hub, switchboard }: Parts,
  { visitor: { language, csrf }, session, viewer, isForm }: Asked,
): Promise<void> => {
  const cutOff = (event: Heard): void => {
    if ('session' in event && event.session === session) reply.raw.destroy();
  };
  await hub.subscribe(cutOff);
  const closed = (): void => {
    switchboard.leave(follower);
    hub.unsubscribe(cutOff);
  };
  const out = openStream(reply, { db, session, sign: 'event: alive\ndata: 1\n\n', closed });
  const follower = isForm ? followTelephone({ out, viewer }) : followScreen({ out, viewer, language, csrf });
  try {
    if (!(await sessionLives(db, session))) out.destroy();
    if (!out.destroyed) await switchboard.follow(follower);
  } catch (error) {
    request.log.warn({ err: error }, 'a telephone page cannot follow the calls; it asks again');
    out.destroy();
  }
};
