import { byId } from './world';
import type { Detail, Issue, Journal, Project, StoredFile, User, World } from './world';

/** A request to change an issue, as it stands in the body; what Redmine does not understand it ignores. */
export interface Wanted {
  readonly project_id?: unknown;
  readonly tracker_id?: unknown;
  readonly status_id?: unknown;
  readonly priority_id?: unknown;
  readonly assigned_to_id?: unknown;
  readonly subject?: unknown;
  readonly description?: unknown;
  readonly custom_fields?: unknown;
  readonly notes?: unknown;
  readonly private_notes?: unknown;
  readonly uploads?: unknown;
}

/** Done, with the journal that a webhook tells; or Redmine's sentences of refusal. */
export type Outcome =
  { readonly issue: Issue; readonly journal?: Journal } | { readonly errors: readonly string[] };

interface Upload {
  readonly file: StoredFile;
  readonly filename?: string;
  readonly mediaType?: string;
}

/** Makes an issue; an unknown tracker becomes the first one, an unknown status the default one, without a word. */
export const createIssue = (world: World, user: User, wanted: Wanted, now: number): Outcome => {
  const project = world.projects.find(
    ({ id, identifier }) => String(id) === String(wanted.project_id) || identifier === wanted.project_id,
  );
  if (!project || !(user.isAdmin || project.members.includes(user.id)))
    return { errors: ['Project cannot be blank', 'Tracker cannot be blank', 'Status cannot be blank'] };
  const uploads = uploadsOf(world, wanted);
  const errors = [...faultsIn(world, project, { subject: '', ...wanted }), ...lost(uploads)];
  if (errors.length > 0) return { errors };
  const issue: Issue = {
    id: ++world.last.issue,
    projectId: project.id,
    trackerId: (byId(world.trackers, wanted.tracker_id) ?? world.trackers[0])?.id ?? 1,
    statusId: byId(world.statuses, wanted.status_id)?.id ?? 1,
    priorityId: byId(world.priorities, wanted.priority_id)?.id ?? 2,
    authorId: user.id,
    assigneeId: assigneeIn(wanted) ?? null,
    subject: String(wanted.subject),
    description: crlf(wanted.description ?? ''),
    values: valuesOf(world, wanted),
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    journals: [],
  };
  world.issues.push(issue);
  hang(uploads, issue);
  return { issue };
};

/** Changes an issue and writes its journal; a private note apart from what else changed, as Redmine splits them. */
export const updateIssue = (world: World, user: User, issue: Issue, wanted: Wanted, now: number): Outcome => {
  const uploads = uploadsOf(world, wanted);
  const project = byId(world.projects, wanted.project_id ?? issue.projectId);
  const errors = [...faultsIn(world, project, wanted), ...lost(uploads)];
  if (errors.length > 0) return { errors };
  const details = [...changeFields(world, issue, wanted), ...hang(uploads, issue)];
  const notes = typeof wanted.notes === 'string' ? wanted.notes : '';
  const isPrivate = notes.trim() !== '' && (wanted.private_notes === true || wanted.private_notes === '1');
  const split = isPrivate && details.length > 0;
  // Even a change of nothing moves updated_on.
  issue.updatedAt = now;
  const write = (journal: Omit<Journal, 'id' | 'userId' | 'createdAt'>): Journal => {
    const written = { id: ++world.last.journal, userId: user.id, createdAt: now, ...journal };
    issue.journals.push(written);
    return written;
  };
  if (split) write({ notes: '', isPrivate: false, details });
  if (notes.trim() === '' && details.length === 0) return { issue };
  return { issue, journal: write({ notes, isPrivate, details: split ? [] : details }) };
};

const changeFields = (world: World, issue: Issue, wanted: Wanted): Detail[] => {
  const next = {
    projectId: byId(world.projects, wanted.project_id)?.id,
    trackerId: byId(world.trackers, wanted.tracker_id)?.id,
    statusId: byId(world.statuses, wanted.status_id)?.id,
    priorityId: byId(world.priorities, wanted.priority_id)?.id,
    subject: wanted.subject === undefined ? undefined : String(wanted.subject),
    description: wanted.description === undefined ? undefined : crlf(wanted.description),
  };
  const details: Detail[] = [];
  for (const [property, name] of attributes) {
    const [old, now] = [issue[property], next[property] ?? issue[property]];
    if (old === now) continue;
    Object.assign(issue, { [property]: now });
    details.push({ property: 'attr', name, old: String(old), now: String(now) });
  }
  const isClosed = byId(world.statuses, issue.statusId)?.isClosed === true;
  issue.closedAt = isClosed ? (issue.closedAt ?? Date.now()) : null;
  return [...details, ...changeAssignee(issue, wanted), ...changeValues(world, issue, wanted)];
};

const changeAssignee = (issue: Issue, wanted: Wanted): Detail[] => {
  const [old, now] = [issue.assigneeId ?? null, assigneeIn(wanted)];
  if (now === undefined || now === old) return [];
  issue.assigneeId = now;
  const told = (id: number | null) => (id === null ? null : String(id));
  return [{ property: 'attr', name: 'assigned_to_id', old: told(old), now: told(now) }];
};

/** '' takes it from everybody; Redmine overlooks null (Issue#safe_attributes=). */
const assigneeIn = ({ assigned_to_id: id }: Wanted): number | null | undefined => {
  if (id === undefined || id === null) return undefined;
  return Number(id) || null;
};

const attributes = [
  ['projectId', 'project_id'],
  ['trackerId', 'tracker_id'],
  ['statusId', 'status_id'],
  ['priorityId', 'priority_id'],
  ['subject', 'subject'],
  ['description', 'description'],
] as const;

const changeValues = (world: World, issue: Issue, wanted: Wanted): Detail[] =>
  Object.entries(valuesOf(world, wanted)).flatMap(([name, now]): Detail[] => {
    const old = issue.values[name] ?? '';
    if (old === now) return [];
    issue.values[name] = now;
    return [{ property: 'cf', name, old: old || null, now: now || null }];
  });

const valuesOf = (world: World, { custom_fields: fields }: Wanted): Record<string, string> =>
  Object.fromEntries(
    listOf(fields)
      .filter(({ id }) => byId(world.fields, id))
      .map(({ id, value }) => [String(id), typeof value === 'string' ? value : '']),
  );

const faultsIn = (
  world: World,
  project: Project | undefined,
  { subject, priority_id: priority, ...wanted }: Wanted,
): readonly string[] => [
  ...(subject !== undefined && String(subject).trim() === '' ? ['Subject cannot be blank'] : []),
  ...(subject !== undefined && [...String(subject)].length > 255
    ? ['Subject is too long (maximum is 255 characters)']
    : []),
  ...(priority !== undefined && !byId(world.priorities, priority) ? ['Priority cannot be blank'] : []),
  ...(isMember(project, assigneeIn(wanted)) ? [] : ['Assignee is invalid']),
];

const isMember = (project: Project | undefined, userId: number | null | undefined): boolean =>
  !userId || project?.members.includes(userId) === true;

const uploadsOf = (world: World, { uploads }: Wanted): readonly (Upload | undefined)[] =>
  listOf(uploads).map(({ token, filename, content_type: mediaType }) => {
    const file = world.files.find((one) => one.token !== null && one.token === token);
    if (!file) return undefined;
    return {
      file,
      ...(typeof filename === 'string' ? { filename } : {}),
      ...(typeof mediaType === 'string' ? { mediaType } : {}),
    };
  });

const lost = (uploads: readonly (Upload | undefined)[]): readonly string[] => {
  const count = uploads.filter((upload) => upload === undefined).length;
  return count === 0 ? [] : [`${count} file(s) could not be saved.`];
};

const hang = (uploads: readonly (Upload | undefined)[], issue: Issue): Detail[] =>
  uploads.flatMap((upload): Detail[] => {
    if (!upload) return [];
    const { file } = upload;
    file.issueId = issue.id;
    file.token = null;
    file.filename = safeName(upload.filename ?? file.filename);
    file.mediaType = upload.mediaType ?? file.mediaType;
    return [{ property: 'attachment', name: String(file.id), old: null, now: file.filename }];
  });

/** As Redmine does it (Attachment#sanitize_filename). */
export const safeName = (name: string): string =>
  name.replace(/^.*[\\/]/s, '').replace(/[/?%*:|"'<>\n\r]+/g, '_') || 'file';

const crlf = (text: unknown): string => String(text).replace(/\r\n?|\n/g, '\r\n');

const listOf = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value)
    ? value.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
    : [];
