import { Type } from '@fastify/type-provider-typebox';
import { channelStates } from '../../store/notify/channel-state';
import {
  listNotifications,
  notificationStates,
  type NotificationView,
} from '../../store/notify/notification-list';
import { pageJson, pageQuery, pageRequest } from '../cursor';
import type { AppOptions } from '../options';
import { plain } from '../plain';
import { idOf } from '../reference';
import type { Api } from './api';
import { choices } from './choices';

const config = { right: 'mail' } as const;
const tags = ['notifications'];

const Query = Type.Object({
  ...pageQuery,
  ticket: Type.Optional(Type.String({ description: 'number of a ticket' })),
  mail: Type.Optional(Type.String({ description: 'id of the mail that they answer' })),
  state: Type.Optional(Type.Array(Type.String(), { description: notificationStates.join(', ') })),
});

/** Who was told of what, and what became of every message; how the ways out fare. */
export const registerNotifications = (api: Api, { db }: AppOptions): void => {
  api.get('/notifications', { schema: { tags, querystring: Query }, config }, async ({ query }) => {
    const states = choices('state', query.state, notificationStates);
    const filter = {
      ...(query.ticket ? { ticket: query.ticket.toUpperCase() } : {}),
      ...(query.mail ? { mail: idOf(query.mail, 'mail') } : {}),
      ...(states ? { states } : {}),
    };
    return pageJson(await listNotifications(db, filter, pageRequest(query)), notificationJson);
  });
  api.get('/notifications/channels', { schema: { tags }, config }, async () => ({
    items: (await channelStates(db)).map((channel) =>
      plain({ ...channel, since: channel.since.toISOString(), seenAt: channel.seenAt?.toISOString() }),
    ),
    next: null,
  }));
};

export const notificationJson = (n: NotificationView) =>
  plain({
    id: String(n.id),
    ticket: n.ticket,
    event: n.event,
    who: n.who,
    to: n.recipient,
    channel: n.channel,
    state: n.state,
    because: n.because,
    messageId: n.messageId,
    at: (n.settledAt ?? n.createdAt).toISOString(),
  });
