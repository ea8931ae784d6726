import { eventOfStatus, type Doer, type Happening } from '../../domain/notify/event';
import type { Outcome } from '../../domain/merge';
import type { Visibility } from '../../domain/ticket';
import type { Change } from '../changes';
import { announce } from '../notify/announce';
import { isStillToLeave } from '../notify/outbox';
import type { Merging } from './merging';

/** What a record said so long before it was linked is its past: nobody is told of it now. */
const pastMs = 10 * 60_000;

/** Somebody said something. What a machine says, or only copies, is no news. */
export const noteComment = async (
  merging: Merging,
  change: Change,
  commentId: number,
  visibility: Visibility,
): Promise<void> => {
  if (!merging.rules.notify || change.data.automatic || change.actor.isSystem) return;
  if (await isPast(merging, change)) return;
  merging.news.push({
    event: 'comment',
    at: change.at.getTime(),
    doer: doerOf(merging, change),
    visibility,
    detail: {},
    commentId,
    ...(change.data.have ? { have: change.data.have } : {}),
  });
};

/**
 * A public file that came by itself. Files of mails, and those with which a record began, came along with them; and while the
 * mail about its comment has not left yet, it goes with that.
 */
export const noteFile = async (merging: Merging, change: Change, attachmentId: number): Promise<void> => {
  const { rules, tx, news } = merging;
  const { actor, data } = change;
  const cameAlong =
    (actor.contactId !== undefined && actor.userId === undefined) || change.changeId.startsWith('first/');
  if (!rules.notify || cameAlong || actor.isSystem || data.file?.visibility !== 'public') return;
  if (data.onComment !== undefined && (await isStillToLeave(tx, data.onComment))) return;
  if (await isPast(merging, change)) return;
  news.push({
    event: 'file',
    at: change.at.getTime(),
    doer: doerOf(merging, change),
    visibility: 'public',
    detail: { attachment: String(attachmentId) },
  });
};

/** A field got a new value. Of several statuses in one merge only the last is news. */
export const noteField = (
  merging: Merging,
  change: Change,
  { from, to }: Extract<Outcome, { kind: 'applied' }>,
): void => {
  const { news } = merging;
  const event =
    change.field === 'status'
      ? eventOfStatus(from, to)
      : change.field === 'assignee' && to !== null
        ? 'assigned'
        : undefined;
  if (change.field === 'status')
    for (let i = news.length - 1; i >= 0; i--) if (statusEvents.has(news[i]!.event)) news.splice(i, 1);
  if (event === undefined) return;
  news.push({
    event,
    at: change.at.getTime(),
    doer: doerOf(merging, change),
    visibility: event === 'assigned' ? 'internal' : 'public',
    detail: { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) },
  });
};

const statusEvents: ReadonlySet<Happening['event']> = new Set(['status', 'waiting', 'resolved', 'closed']);

/** When everything is merged, so that those are told who have to do with the ticket now. */
export const announceNews = async ({ tx, ticket, news, rules }: Merging): Promise<void> => {
  for (const happening of news) await announce(tx, ticket.id, happening, rules);
};

const doerOf = ({ ticket }: Merging, { actor, data }: Change): Doer => {
  const contactId = data.authorContact ?? (data.byRequester ? ticket.requesterId : actor.contactId);
  return {
    name: actor.name,
    ...(contactId === undefined ? {} : { contactId }),
    ...(actor.userId === undefined ? {} : { userId: actor.userId }),
    ...(actor.email === undefined ? {} : { email: actor.email }),
  };
};

const isPast = async ({ tx }: Merging, { linkId, at }: Change): Promise<boolean> => {
  if (linkId === null) return false;
  const { rows } = await tx.query<{ since: Date }>('select created_at as since from links where id = $1', [
    linkId,
  ]);
  return rows[0] !== undefined && at.getTime() < rows[0].since.getTime() - pastMs;
};
