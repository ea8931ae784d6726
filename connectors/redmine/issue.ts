import type { RecordState, SlaTexts } from '../../domain/record';
import { slaFields } from '../../domain/ticket';
import type { RedmineConfig } from '../system-config';
import type { Issue } from './answers';
import { readDescription } from './description';
import {
  actorOf,
  addedLater,
  fileOf,
  firstAssignee,
  historyOf,
  journalsOf,
  presentComments,
} from './journals';
import type { Reading } from './journals';
import { sameName, unixNewlines } from './text';

/** An issue with journals and attachments as a record. */
export const recordState = (
  issue: Issue,
  since: string,
  config: RedmineConfig,
  reading: Reading,
): RecordState => {
  const { text, links } = readDescription(issue.description ?? '');
  const later = addedLater(issue);
  return {
    id: String(issue.id),
    fields: {
      title: issue.subject,
      description: text,
      status: issue.status.name,
      priority: issue.priority.name,
    },
    key: keyOf(issue, config.externalKeyField),
    sla: slaOf(issue, config),
    linksBack: links,
    inScope: issue.project.id === reading.words.project.id,
    isDone: reading.words.statuses.some(({ id, isClosed }) => isClosed && id === issue.status.id),
    createdAt: Date.parse(issue.created_on),
    createdBy: actorOf(issue.author, reading.ownId),
    ...(since === '0' && firstAssignee(issue, reading)),
    // An executor's issue comes from staff: its files are internal until somebody says otherwise.
    firstFiles: (issue.attachments ?? [])
      .filter(({ id }) => !later.has(String(id)))
      .map((file) => ({ ...fileOf(file), visibility: 'internal' })),
    cursor: String(journalsOf(issue).at(-1)?.id ?? 0),
    history: historyOf(issue, since, reading),
    presentComments: presentComments(issue, reading),
  };
};

/** The external key, trimmed; by the field's name, which the issue itself tells. */
export const keyOf = (issue: Issue, keyField: string): string | null =>
  valueOf(issue, keyField)?.trim() || null;

/** The contract's fields that are configured and that the issue has. */
const slaOf = (issue: Issue, { slaFields: names }: RedmineConfig): SlaTexts =>
  Object.fromEntries(
    slaFields.flatMap((field) => {
      const name = names?.[field];
      const value = name === undefined ? undefined : valueOf(issue, name);
      return value === undefined ? [] : [[field, value]];
    }),
  );

/** Undefined: the issue has no such field. */
const valueOf = (issue: Issue, fieldName: string): string | undefined => {
  const field = issue.custom_fields?.find(({ name }) => sameName(name, fieldName));
  return field && (typeof field.value === 'string' ? field.value : '');
};

/** Longest time between an issue's creation and the upload of a file that came with it, in milliseconds. */
const firstFilesMs = 60_000;

/**
 * Do fields, journals and files belong to one moment? Redmine reads them one after the other without a transaction, so a
 * change that is committed in between shows in the later ones only.
 */
export const isOfOneMoment = (issue: Issue): boolean => {
  const last = new Map<string, string | null | undefined>();
  for (const { details } of journalsOf(issue))
    for (const { property, name, new_value: now } of details) if (property === 'attr') last.set(name, now);
  const agrees = (name: string, value: string | number) =>
    !last.has(name) || unixNewlines(last.get(name) ?? '') === unixNewlines(String(value));
  const later = addedLater(issue);
  const unexplained = (issue.attachments ?? []).some(
    ({ id, created_on: at }) =>
      !later.has(String(id)) && Date.parse(at) - Date.parse(issue.created_on) > firstFilesMs,
  );
  return (
    agrees('status_id', issue.status.id) &&
    agrees('priority_id', issue.priority.id) &&
    agrees('subject', issue.subject) &&
    agrees('description', issue.description ?? '') &&
    !unexplained
  );
};
