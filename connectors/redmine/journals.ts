import type { Actor, PresentComment, RecordEvent, RecordState, RemoteFile } from '../../domain/record';
import { compareEntries } from '../../domain/record';
import type { RecordField, Visibility } from '../../domain/ticket';
import type { Attachment, Detail, Issue, Journal } from './answers';
import { readDescription } from './description';
import { readNote } from './visibility';
import type { PublicComments } from './visibility';
import { nameOf } from './vocabulary';
import type { Vocabulary } from './vocabulary';

/** What is needed to read a journal. */
export interface Reading {
  readonly words: Vocabulary;
  readonly mode: PublicComments;
  /** Id of the user that we are there. */
  readonly ownId: number;
  /** Names, by their ids, of all to whom the issue was ever given. */
  readonly assignees: ReadonlyMap<string, string>;
}

type Head = Pick<RecordEvent, 'entry' | 'at' | 'actor'>;
type Told = Exclude<RecordEvent['kind'], 'comment'>;
type Body<K extends RecordEvent['kind'] = RecordEvent['kind']> = RecordEvent extends infer E
  ? E extends { kind: K }
    ? Omit<E, keyof Head>
    : never
  : never;

/** The journals of an issue, oldest first: the account's own preference can turn Redmine's order round. */
export const journalsOf = (issue: Issue): readonly Journal[] =>
  [...(issue.journals ?? [])].sort((a, b) => a.id - b.id);

/** What the journals after `since` tell, oldest first. One journal may be several events of one entry. */
export const historyOf = (issue: Issue, since: string, reading: Reading): readonly RecordEvent[] =>
  journalsOf(issue)
    .filter(({ id }) => compareEntries(String(id), since) > 0)
    .flatMap((journal) => eventsOf(journal, issue, reading));

/** Every note as it stands now: an edited, hidden or emptied one moves nothing else that could be seen. */
export const presentComments = (issue: Issue, reading: Reading): readonly PresentComment[] =>
  journalsOf(issue).flatMap((journal) => {
    const note = noteOf(journal, reading);
    return note ? [{ id: String(journal.id), ...note }] : [];
  });

/** The person behind a journal or an issue. */
export const actorOf = (user: Journal['user'], ownId: number): Actor => ({
  id: String(user?.id ?? 0),
  name: user?.name || 'Redmine',
  isOurAccount: user?.id === ownId,
  isSystem: false,
});

/** A file as the port names it. */
export const fileOf = (file: Attachment): RemoteFile => ({
  id: String(file.id),
  filename: file.filename,
  mediaType: file.content_type || 'application/octet-stream',
  size: file.filesize,
});

/** Ids of the files that some journal says were added later than the issue. */
export const addedLater = (issue: Issue): ReadonlySet<string> =>
  new Set(
    (issue.journals ?? []).flatMap((journal) => journal.details.filter(isFile).map(({ name }) => name)),
  );

/** No journal tells of the creation: whom the first change took it from had it then, else whoever has it now. */
export const firstAssignee = (issue: Issue, reading: Reading): Pick<RecordState, 'firstAssignee'> => {
  const [change] = assignmentsOf(issue);
  const first = change ? change.old_value : issue.assigned_to && String(issue.assigned_to.id);
  const name = assigneeName(first, reading);
  return name === null ? {} : { firstAssignee: name };
};

/** Ids of all to whom, or from whom, it was given by a journal. */
export const pastAssignees = (issue: Issue): readonly string[] => [
  ...new Set(
    assignmentsOf(issue)
      .flatMap(({ old_value: old, new_value: now }) => [old ?? '', now ?? ''])
      .filter((id) => id !== ''),
  ),
];

const assignmentsOf = (issue: Issue): readonly Detail[] =>
  journalsOf(issue)
    .flatMap(({ details }) => details)
    .filter(isAssignment);

const eventsOf = (journal: Journal, issue: Issue, reading: Reading): RecordEvent[] => {
  const { attachments = [] } = issue;
  const head: Head = {
    entry: String(journal.id),
    at: Date.parse(journal.created_on),
    actor: actorOf(journal.user, reading.ownId),
  };
  const note = noteOf(journal, reading);
  const files = journal.details
    .filter(isFile)
    .map((detail) => attachments.find(({ id }) => String(id) === detail.name));
  const bodies: Body[] = [
    ...journal.details.filter((detail) => !isFile(detail)).map((detail) => changeOf(detail, reading)),
    ...(note ? [commentOf(journal, note, files)] : files.map(fileAlone)),
  ];
  return (bodies.length > 0 ? bodies : [other('empty note')]).map(
    (body) => ({ ...head, ...body }) as RecordEvent,
  );
};

/** Absent when the journal has no text, or nothing but a mark and no file to go with it. */
const noteOf = (journal: Journal, { mode, words }: Reading) => {
  const notes = journal.notes ?? '';
  if (notes.trim() === '') return undefined;
  const isPrivate = journal.private_notes;
  const note = readNote(mode, {
    notes,
    isPrivate,
    closes: journal.details.some((detail) => closes(detail, words)),
  });
  return note.body.trim() === '' && !journal.details.some(isFile) ? undefined : note;
};

/** Redmine splits a private note from its files (Journal#split_private_notes): a file alone is therefore internal. */
const commentOf = (
  journal: Journal,
  note: { readonly visibility: Visibility; readonly body: string },
  files: readonly (Attachment | undefined)[],
): Body<'comment'> => ({
  kind: 'comment',
  id: String(journal.id),
  ...note,
  ...(note.visibility === 'internal' && journal.private_notes === false && { exposed: true }),
  files: files.flatMap((file) => (file ? [{ ...fileOf(file), visibility: note.visibility }] : [])),
});

const fileAlone = (file: Attachment | undefined): Body<Told> =>
  file ? { kind: 'file', file: fileOf(file), visibility: 'internal' } : other('file, deleted since');

const changeOf = (detail: Detail, reading: Reading): Body<Told> => {
  const { words } = reading;
  if (isAssignment(detail)) return { kind: 'assigned', to: assigneeName(detail.new_value, reading) };
  const field = detail.property === 'attr' ? fieldOf[detail.name] : undefined;
  if (field === undefined) return other(whatOf(detail, words));
  const old = valueOf(field, detail.old_value, words);
  const now = valueOf(field, detail.new_value, words);
  return old === now ? other('our footer') : { kind: 'field', field, old, new: now };
};

const isAssignment = ({ property, name }: Detail): boolean =>
  property === 'attr' && name === 'assigned_to_id';

/** Our own account is nobody who works on it. */
const assigneeName = (
  id: string | null | undefined,
  { assignees, ownId }: Pick<Reading, 'assignees' | 'ownId'>,
): string | null => (id && id !== String(ownId) ? (assignees.get(id) ?? `#${id}`) : null);

const fieldOf: Readonly<Record<string, RecordField | undefined>> = {
  subject: 'title',
  description: 'description',
  status_id: 'status',
  priority_id: 'priority',
};

const valueOf = (field: RecordField, value: string | null | undefined, words: Vocabulary): string | null => {
  if (field === 'status') return nameOf(words.statuses, value);
  if (field === 'priority') return nameOf(words.priorities, value);
  return field === 'description' ? readDescription(value ?? '').text : (value ?? null);
};

const whatOf = ({ property, name }: Detail, words: Vocabulary): string => {
  if (property === 'cf') return name === String(words.keyField?.id) ? 'key' : 'custom field';
  if (property === 'attr') return name.replace(/_id$/, '').replace(/_/g, ' ');
  return property === 'attachment' ? 'file deleted' : property;
};

const isFile = ({ property, new_value: added }: Detail): boolean =>
  property === 'attachment' && added !== null && added !== undefined;

const closes = ({ property, name, new_value: now }: Detail, words: Vocabulary): boolean =>
  property === 'attr' &&
  name === 'status_id' &&
  words.statuses.some((status) => status.isClosed && String(status.id) === now);

const other = (what: string): Body<'other'> => ({ kind: 'other', what });
