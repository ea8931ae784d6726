import { reason } from '../../domain/reason';
import { ConnectorFailure } from '../failure';
import type { Erased, Erasure } from '../port';
import { IssueAnswer } from './answers';
import type { Issue } from './answers';
import { readDescription, writeDescription } from './description';
import type { Description } from './description';
import { eraseFromNotes } from './erase-notes';
import type { Parts } from './parts';
import { issuePath } from './parts';
import { sameName } from './text';

/**
 * Takes a person out of an issue: the footer that names him as the requester, and every note that our account may edit. What titles
 * and descriptions were before stays in Redmine's journal, which nobody can edit there.
 */
export const eraseFromIssue = async (
  parts: Parts,
  id: string,
  erasure: Erasure,
): Promise<Erased | 'gone' | 'hidden'> => {
  const answer = await parts.client.find(issuePath(id), IssueAnswer, { include: 'journals' });
  if (typeof answer === 'string') return answer;
  const edit = editOf(parts, answer.issue, erasure);
  if (Object.keys(edit).length > 0) await editAndSee(parts, id, edit, erasure);
  return eraseFromNotes(parts, answer.issue, erasure);
};

type Edit = Readonly<Record<string, unknown>>;

/** What is to be written; empty when he is not named. */
const editOf = ({ config }: Parts, issue: Issue, { mask, name, whole }: Erasure): Edit => {
  const now = readDescription(issue.description ?? '');
  const next: Description = {
    ...now,
    ...(whole ? { text: mask(now.text) } : {}),
    ...(isNamed(now.requester, mask) ? { requester: name } : {}),
  };
  const isSame = next.text === now.text && next.requester === now.requester;
  const subject = whole ? mask(issue.subject) : issue.subject;
  const shown = whole ? fieldsThatName(issue, config.slaFields?.contact, mask) : [];
  return {
    ...(isSame ? {} : { description: writeDescription(next.text, next, config.language) }),
    ...(subject === issue.subject ? {} : { subject }),
    ...(shown.length > 0 ? { custom_fields: shown.map((fieldId) => ({ id: fieldId, value: name })) } : {}),
  };
};

const isNamed = (text: string | undefined, mask: Erasure['mask']): boolean =>
  text !== undefined && mask(text) !== text;

/** The field that shows the requester: pushes keep it where there still are any. */
const fieldsThatName = (
  issue: Issue,
  contactField: string | undefined,
  mask: Erasure['mask'],
): readonly number[] =>
  contactField === undefined
    ? []
    : (issue.custom_fields ?? [])
        .filter(({ name, value }) => sameName(name, contactField) && isNamed(String(value ?? ''), mask))
        .map(({ id }) => id);

/** Redmine answers 204 also when it did nothing. */
const editAndSee = async (parts: Parts, id: string, edit: Edit, erasure: Erasure): Promise<void> => {
  await parts.client.put(issuePath(id), { issue: edit });
  const { issue } = await parts.client.get(issuePath(id), IssueAnswer);
  if (Object.keys(editOf(parts, issue, erasure)).length === 0) return;
  const why = reason('stillNamed', { system: parts.config.name, record: id });
  throw new ConnectorFailure('refused', 'answered', why);
};
