import type { NativeFields } from '../../domain/record';
import { slaFields } from '../../domain/ticket';
import { ConnectorFailure } from '../failure';
import type { NewRecord, RecordChanges } from '../port';
import type { RedmineConfig } from '../system-config';
import { IssueAnswer } from './answers';
import { readDescription, requesterLine, writeDescription } from './description';
import type { Description } from './description';
import type { Names } from './names';
import type { Parts } from './parts';
import { issuePath } from './parts';
import { outgoing } from './text';
import { has, idOf, required } from './vocabulary';
import type { Vocabulary } from './vocabulary';

type Fields = Readonly<Record<string, unknown>>;
type Changes = Omit<RecordChanges, 'linkBack'>;

/** Makes an issue. What its workflow does not allow at birth Redmine replaces silently: the caller reads back. */
export const createIssue = async (
  { client, names, config }: Parts,
  record: NewRecord,
): Promise<{ id: string }> => {
  const words = await wordsFor(names, record.fields);
  const { title, status, priority } = record.fields;
  const issue = {
    project_id: words.project.id,
    tracker_id: required(words.tracker, 'tracker', config.tracker).id,
    description: writeDescription(
      record.fields.description,
      {
        links: [record.linkBack],
        ...(record.requester ? { requester: requesterLine(record.requester) } : {}),
      },
      config.language,
    ),
    ...changed({ title, status, priority, key: record.key, ...record.sla }, words, config),
  };
  const made = await client.post('/issues.json', IssueAnswer, { json: { issue } });
  return { id: String(made.issue.id) };
};

/** Writes what is named and nothing else; a new description keeps the footer of the present one. */
export const writeFields = async (parts: Parts, id: string, changes: RecordChanges): Promise<void> => {
  const words = await wordsFor(parts.names, changes);
  const issue = { ...changed(changes, words, parts.config), ...(await described(parts, id, changes)) };
  // Even an empty PUT would move updated_on and fire an event.
  if (Object.keys(issue).length > 0) await parts.client.put(issuePath(id), { issue });
};

/** Our link goes into the description's footer, in place of another one. */
const described = async (
  parts: Parts,
  id: string,
  { description, linkBack }: RecordChanges,
): Promise<Fields> => {
  if (description === undefined && linkBack === undefined) return {};
  const present = await presentDescription(parts, id);
  const isThere = linkBack === undefined || present.links.includes(linkBack);
  if (description === undefined && isThere) return {};
  const footer = isThere ? present : { ...present, links: [linkBack] };
  return { description: writeDescription(description ?? present.text, footer, parts.config.language) };
};

/** A read before a write: whatever became of it, nothing of the write was sent. Throws ConnectorFailure. */
export const beforeWriting = async <T>(reading: Promise<T>): Promise<T> => {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ConnectorFailure) || error.delivery === 'not-sent') throw error;
    throw new ConnectorFailure(error.kind, 'not-sent', error.message, error.details);
  }
};

const presentDescription = async ({ client }: Parts, id: string): Promise<Description> =>
  readDescription((await beforeWriting(client.get(issuePath(id), IssueAnswer))).issue.description ?? '');

/** A new status or priority may have been made since we last looked. */
const wordsFor = (names: Names, { status, priority }: NativeFields): Promise<Vocabulary> =>
  beforeWriting(
    names.knowing(
      ({ statuses, priorities }) =>
        (status === undefined || has(statuses, status)) &&
        (priority === undefined || has(priorities, priority)),
    ),
  );

const changed = (fields: Omit<Changes, 'description'>, words: Vocabulary, config: RedmineConfig): Fields => ({
  ...(fields.title === undefined ? {} : { subject: outgoing(fields.title) }),
  ...(fields.status === undefined ? {} : { status_id: idOf(words.statuses, fields.status, 'status') }),
  ...(fields.priority === undefined
    ? {}
    : { priority_id: idOf(words.priorities, fields.priority, 'priority') }),
  ...customFields(fields, words, config),
});

/** Fields for the contract that the project does not have are left out; the doctor tells of them. */
const customFields = (
  fields: Omit<Changes, 'description'>,
  words: Vocabulary,
  config: RedmineConfig,
): Fields => {
  const values = [
    ...(fields.key === undefined ? [] : [{ id: keyFieldId(words, config), value: fields.key }]),
    ...slaFields.flatMap((field) => {
      const [named, value] = [words.slaFields[field], fields[field]];
      return named === undefined || value === undefined ? [] : [{ id: named.id, value }];
    }),
  ];
  return values.length === 0 ? {} : { custom_fields: values };
};

const keyFieldId = (words: Vocabulary, config: RedmineConfig): number =>
  required(words.keyField, 'externalKeyField', config.externalKeyField).id;
