import { classify, type IntentContent } from '../../../domain/echo';
import { difference, type Wanted } from '../../../domain/projection';
import type { MergedTicket } from '../../../domain/merge';
import type { Priority, Status } from '../../../domain/ticket';
import type { Centre, Intent, Link } from './centre';
import type { Snapshot } from './remote';

/** A piece of work that others may come between: at every `yield` anything may happen, and it may be cut for ever. */
export type Work<T = void> = Generator<void, T>;

const none = { refusals: {}, overrides: {} };

/** What a record should say: the desk mirrors the ticket, a task has a status of its own. */
export const wantedOf = (ticket: MergedTicket, link: Link): Wanted => ({
  title: ticket.fields.title!,
  description: ticket.fields.description!,
  status: (ticket.tasks.find((task) => task.linkId === link.id)?.status ?? ticket.fields.status) as Status,
  priority: ticket.fields.priority as Priority,
});

/** Takes in a read, and settles the write that it follows. */
const absorb = (
  centre: Centre,
  link: Link,
  state: Snapshot,
  settles?: readonly [Intent, 'written' | 'not-written'],
): void => {
  if (settles) Object.assign(settles[0], { state: settles[1], after: state.cursor });
  const own = settles?.[1] === 'written' ? settles[0] : undefined;
  centre.store(link, centre.judge(link, state, own), true);
  link.shadow = { ...link.shadow, ...state.fields };
  link.cursor = state.cursor;
};

const begin = (link: Link, content: IntentContent): Intent => {
  const intent: Intent = { content, before: link.cursor, state: 'open' };
  link.intents.push(intent);
  return intent;
};

/** An earlier attempt may have left a write open: was it carried out? */
function* settleOpen(centre: Centre, link: Link): Work {
  const intent = link.intents.find(({ state }) => state === 'open');
  if (!intent) return;
  const state = link.record.read(link.cursor);
  yield;
  const echoes = state.history.filter((event) => classify(event, intent) === 'echo');
  const fields = intent.content.kind === 'fields' ? Object.keys(intent.content.fields) : [];
  const found = fields.length
    ? fields.every((field) => echoes.some((event) => event.kind === 'field' && event.field === field))
    : echoes.length > 0;
  absorb(centre, link, state, [intent, found ? 'written' : 'not-written']);
  if (found) noteShown(centre, link, intent);
}

const noteShown = (centre: Centre, link: Link, { content }: Intent): void => {
  if (content.kind === 'comment')
    centre.comments.find(({ key }) => key === content.key)?.shownIn.add(link.id);
};

/** Says what it writes, writes, reads back, settles. */
function* write(centre: Centre, link: Link, content: IntentContent, send: () => void): Work {
  const intent = begin(link, content);
  yield;
  send();
  yield;
  const state = link.record.read(link.cursor);
  yield;
  absorb(centre, link, state, [intent, 'written']);
  noteShown(centre, link, intent);
}

/** One push as activities/push does it. False: somebody's edit was found and must be merged first. */
export function* push(centre: Centre, link: Link): Work<boolean> {
  const { version } = centre;
  yield* settleOpen(centre, link);
  const state = link.record.read(link.cursor);
  yield;
  absorb(centre, link, state);
  if (centre.hasNews(link)) return false;
  for (const comment of centre.comments.filter(({ shownIn }) => !shownIn.has(link.id))) {
    const { key, body, visibility } = comment;
    yield* write(centre, link, { kind: 'comment', key, body, visibility }, () =>
      link.record.comment({ key, body, visibility }),
    );
    if (centre.hasNews(link)) return false;
  }
  for (let round = 0; round < 3; round += 1) {
    const fields = difference(link.record.system.rules, wantedOf(centre.ticket, link), link.shadow, none);
    if (Object.keys(fields).length === 0) break;
    yield* write(centre, link, { kind: 'fields', fields }, () => link.record.write(fields));
    if (centre.hasNews(link)) return false;
  }
  link.confirmed = Math.max(link.confirmed, version);
  return true;
}

/** The reader: looks now, decides and stores later. */
export function* read(centre: Centre, link: Link): Work {
  const state = link.record.read(link.cursor);
  yield;
  const judged = centre.judge(link, state);
  yield;
  centre.store(link, judged, false);
}
