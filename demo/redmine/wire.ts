import { byId, nameOf } from './world';
import type { Issue, Journal, Named, StoredFile, World } from './world';

/** A time as Redmine writes it: UTC, whole seconds. */
export const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

const ref = (one: Named | undefined) => (one ? { id: one.id, name: one.name } : undefined);

const person = (world: World, id: number) => ({ id, name: nameOf(byId(world.users, id)) });

/** An issue as GET /issues/N.json and the list show it, without includes. */
export const issueJson = (world: World, issue: Issue) => {
  const status = byId(world.statuses, issue.statusId);
  return {
    id: issue.id,
    project: ref(byId(world.projects, issue.projectId)),
    tracker: ref(byId(world.trackers, issue.trackerId)),
    status: { ...ref(status), is_closed: status?.isClosed },
    priority: ref(byId(world.priorities, issue.priorityId)),
    author: person(world, issue.authorId),
    ...(issue.assigneeId ? { assigned_to: person(world, issue.assigneeId) } : {}),
    subject: issue.subject,
    description: issue.description,
    is_private: false,
    custom_fields: world.fields.map(({ id, name }) => ({ id, name, value: issue.values[id] ?? null })),
    created_on: stamp(issue.createdAt),
    updated_on: stamp(issue.updatedAt),
    closed_on: issue.closedAt === null ? null : stamp(issue.closedAt),
  };
};

/** A journal as REST shows it. */
export const journalJson = (world: World, journal: Journal) => ({
  id: journal.id,
  user: person(world, journal.userId),
  notes: journal.notes,
  created_on: stamp(journal.createdAt),
  private_notes: journal.isPrivate,
  details: journal.details.map(({ property, name, old, now }) => ({
    property,
    name,
    old_value: old,
    new_value: now,
  })),
});

/** A journal as a webhook tells it: other names than REST's. */
export const hookJournalJson = (world: World, journal: Journal) => ({
  ...journalJson(world, journal),
  details: journal.details.map(({ property, name, old, now }) => ({
    property,
    prop_key: name,
    old_value: old,
    value: now,
  })),
});

/** A file as `include=attachments` shows it. */
export const fileJson = (world: World, file: StoredFile, base: string) => ({
  id: file.id,
  filename: file.filename,
  filesize: file.size,
  content_type: file.mediaType,
  description: '',
  content_url: `${base}/attachments/download/${file.id}/${encodeURIComponent(file.filename)}`,
  author: person(world, file.authorId),
  created_on: stamp(file.createdAt),
});
