import { sameText } from './comment-text';
import { sameFileName } from './file-name';
import { sameNative } from './mapping';
import { compareEntries, type RecordEvent } from './record';
import type { RecordField, ShownField, Visibility } from './ticket';

/** A text of ours as another system gets it. */
export interface OwnText {
  readonly body: string;
  readonly visibility: Visibility;
  readonly key: string;
}

/** What a push said it would write (see the table `intents`). */
export type IntentContent =
  | {
      readonly kind: 'create';
      readonly title: string;
      readonly key: string;
      /** What a system may only take in a second step of the same create (RT: a status that a new ticket cannot begin with). */
      readonly fields?: { readonly [field in RecordField]?: string };
    }
  | {
      readonly kind: 'fields';
      readonly fields: { readonly [field in RecordField | ShownField | 'key' | 'linkBack']?: string };
    }
  | ({ readonly kind: 'comment' | 'addendum' } & OwnText)
  /** Several, sent one after the other. */
  | { readonly kind: 'comments'; readonly texts: readonly OwnText[] }
  | { readonly kind: 'attachment'; readonly filename: string; readonly size: number };

/** `after` is absent while the intent is open. */
export interface IntentWindow {
  readonly content: IntentContent;
  readonly before: string;
  readonly after?: string;
}

export type Verdict = 'echo' | 'side-effect' | 'news';

/**
 * Is this event our own write coming back? Only when it lies in the window of the write, our account did it, and it says
 * what we said: so a person who shares our account still gets his edits through. A status that the system itself moved
 * inside our window (RT opens a ticket on correspondence) is a side effect of ours.
 */
export const classify = (event: RecordEvent, intent: IntentWindow): Verdict => {
  if (!isInside(event.entry, intent)) return 'news';
  if (event.actor.isSystem)
    return event.kind === 'field' && event.field === 'status' && movesStatus(intent.content)
      ? 'side-effect'
      : 'news';
  return event.actor.isOurAccount && saysWhatWeSaid(event, intent.content) ? 'echo' : 'news';
};

/** The verdict over all of a record's intents: the first that explains the event. */
export const classifyAgainst = (event: RecordEvent, intents: readonly IntentWindow[]): Verdict => {
  for (const intent of intents) {
    const verdict = classify(event, intent);
    if (verdict !== 'news') return verdict;
  }
  return 'news';
};

/**
 * The verdicts over a stretch of a record's history, oldest first. A status that the system moved by itself is a side effect of
 * ours only while nobody else has said anything in public since: by the very same rule a requester's answer opens his ticket
 * again, and the window of a write of unknown outcome may be as long as an outage.
 */
export const classifyAll = (
  history: readonly RecordEvent[],
  intents: readonly IntentWindow[],
): readonly Verdict[] => {
  let last: Verdict | undefined;
  return history.map((event) => {
    const verdict = classifyAgainst(event, intents);
    if (isPublicWord(event)) last = verdict;
    return verdict === 'side-effect' && last === 'news' ? 'news' : verdict;
  });
};

const isPublicWord = (event: RecordEvent): boolean =>
  (event.kind === 'comment' || event.kind === 'file') && event.visibility === 'public';

const isInside = (entry: string, { before, after }: IntentWindow): boolean =>
  compareEntries(entry, before) > 0 && (after === undefined || compareEntries(entry, after) <= 0);

/** The texts that a write brings. */
export const textsOf = (content: IntentContent): readonly OwnText[] =>
  content.kind === 'comments'
    ? content.texts
    : content.kind === 'comment' || content.kind === 'addendum'
      ? [content]
      : [];

/** Is it this text of ours? Whatever visibility it reads back with: a system without public notes calls all of ours internal. */
export const says = (event: RecordEvent, text: OwnText): boolean =>
  event.kind === 'comment' && (event.key === text.key || sameText(event.body, text.body));

const movesStatus = (content: IntentContent): boolean =>
  content.kind === 'attachment' || textsOf(content).length > 0;

const saysWhatWeSaid = (event: RecordEvent, content: IntentContent): boolean => {
  if (event.kind === 'other') return true;
  if (content.kind === 'fields') return event.kind === 'field' && setsTo(event, content.fields[event.field]);
  if (content.kind === 'create')
    return event.kind === 'field' && setsTo(event, content.fields?.[event.field]);
  if (content.kind === 'attachment') return carriesFile(event, content);
  return textsOf(content).some((text) => says(event, text));
};

const setsTo = (event: RecordEvent & { readonly kind: 'field' }, wanted: string | undefined): boolean =>
  wanted !== undefined && sameNative(event.field, event.new ?? '', wanted);

const carriesFile = (
  event: RecordEvent,
  wanted: { readonly filename: string; readonly size: number },
): boolean => {
  const files = event.kind === 'file' ? [event.file] : event.kind === 'comment' ? event.files : [];
  return (
    files.length > 0 &&
    files.every((file) => sameFileName(file.filename, wanted.filename) && file.size === wanted.size)
  );
};
