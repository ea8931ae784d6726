import type { NotifyEvent } from '../../domain/notify/event';
import type { Queryable } from '../database';
import { pageOf, type Page, type PageRequest } from '../page';

export const notificationStates = ['queued', 'sent', 'refused', 'bounced', 'suppressed'] as const;
export type NotificationState = (typeof notificationStates)[number];

export interface NotificationView {
  readonly id: number;
  readonly ticket: string | null;
  readonly event: NotifyEvent;
  readonly who: string;
  /** Address, login, or the name of a webhook. */
  readonly recipient: string;
  readonly channel: 'email' | 'live' | 'webhook';
  readonly state: NotificationState;
  readonly because: string | null;
  /** Without brackets. */
  readonly messageId: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** Who was told of what, the newest first, and what became of it. */
export const listNotifications = async (
  db: Queryable,
  filter: {
    readonly ticket?: string;
    readonly mail?: number;
    readonly states?: readonly NotificationState[];
  },
  page: PageRequest,
): Promise<Page<NotificationView>> => {
  const { rows } = await db.query<NotificationView>(
    `select n.id, t.number as ticket, n.event, n.who, n.recipient, n.channel, n.state, n.because, n.message_id as "messageId",
       n.created_at as "createdAt", n.settled_at as "settledAt"
       from notifications n left join tickets t on t.id = n.ticket_id
      where ($1::text is null or t.number = $1) and ($2::text[] is null or n.state = any($2))
        and ($3::bigint is null or n.id < $3) and ($5::bigint is null or n.mail_id = $5)
      order by n.id desc limit $4`,
    [filter.ticket ?? null, filter.states ?? null, page.after ?? null, page.limit + 1, filter.mail ?? null],
  );
  return pageOf(rows, page.limit);
};
