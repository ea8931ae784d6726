import type { PoolClient } from 'pg';
import { mayWait, type Happening } from '../../domain/notify/event';
import type { Person } from '../../domain/notify/person';
import type { Way } from '../../domain/notify/rule';
import { beforeCommit } from '../database';
import { inboxChannel } from '../inbox';
import { appendLive } from '../live';

/** Under this name the sender is nudged on the inbox channel; names of systems have no colon. */
export const outboxNudge = 'outbox:';

export interface NewNotification {
  readonly ticketId: number | null;
  readonly happening: Happening;
  readonly person: Person;
  readonly way: Way;
  readonly outside: boolean;
  readonly recipient: string;
  readonly bundle: string;
  readonly collectSeconds: number;
  readonly suppressed?: string;
}

/** One row of the outbox. What is for a live page is said at once; the row tells that it was. */
export const insertNotification = async (tx: PoolClient, n: NewNotification): Promise<void> => {
  const { happening, person } = n;
  const state = n.suppressed ? 'suppressed' : n.way === 'live' ? 'sent' : 'queued';
  const { rows } = await tx.query<{ id: number }>(
    `insert into notifications (ticket_id, event, who, contact_id, user_id, recipient, name, language, channel, outside,
       visibility, detail, comment_id, mail_id, bundle, state, because, ready_at, next_at, settled_at)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
       case when s.digest <> 'none' and $9 = 'email' and not $10 then 'digest' else $15 end, $16, $17,
       now() + make_interval(secs => $18),
       case when $9 <> 'email' or ($10 and not $19) then now() when s.digest = 'hourly' then date_trunc('hour', now()) + interval '1 hour'
            when s.digest = 'daily' then date_trunc('day', now()) + interval '1 day 6 hours' else now() end,
       case when $16 = 'queued' then null else now() end
       from (select 1) one left join notification_settings s on s.contact_id = $4 or s.user_id = $5
     returning id`,
    [
      n.ticketId,
      happening.event,
      person.who,
      person.contactId ?? null,
      person.userId ?? null,
      n.recipient,
      person.name,
      person.language,
      n.way,
      n.outside,
      happening.visibility,
      JSON.stringify({ ...happening.detail, actor: happening.doer.name }),
      happening.commentId ?? null,
      happening.mailId ?? null,
      n.bundle,
      state,
      n.suppressed ?? null,
      n.collectSeconds,
      mayWait(happening.event),
    ],
  );
  if (n.outside && n.way === 'email' && state === 'queued' && !mayWait(happening.event))
    await takeAlong(tx, n);
  if (n.way === 'live' && !n.suppressed) sayLive(tx, n, rows[0]!.id);
};

/** What asks him for something brings what waits for his digest: the question itself may be in it. */
const takeAlong = async (tx: PoolClient, { recipient, bundle }: NewNotification): Promise<void> => {
  await tx.query(
    `update notifications set next_at = now()
      where state = 'queued' and channel = 'email' and recipient = $1 and bundle = $2 and attempts = 0 and next_at > now()`,
    [recipient, bundle],
  );
};

const sayLive = (tx: PoolClient, { ticketId, happening, recipient }: NewNotification, id: number): void =>
  appendLive(tx, 'notification', ticketId, {
    id: String(id),
    to: recipient,
    event: happening.event,
    visibility: 'internal', // for the staff that it names
    ...happening.detail,
  });

/** The sender looks as soon as this is committed. */
export const wakeOutbox = (tx: PoolClient): void =>
  beforeCommit(tx, () => tx.query('select pg_notify($1, $2)', [inboxChannel, outboxNudge]));
