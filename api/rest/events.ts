import type { LiveHub } from '../live/hub';
import { stream } from '../live/stream';
import type { AppOptions } from '../options';
import { principalOf, scopeOf } from '../principal';
import type { Api } from './api';

/** The live stream: tickets, calls, notifications. */
export const registerEvents = (api: Api, { db }: AppOptions, hub: LiveHub): void => {
  api.route({
    method: 'GET',
    url: '/events',
    exposeHeadRoute: false,
    schema: { tags: ['events'], produces: ['text/event-stream'] },
    config: { right: 'tickets.read' },
    handler: (request, reply) => stream(request, reply, { db, hub, scope: scopeOf(principalOf(request)) }),
  });
};
