import type { PresentComment, RecordState } from '../../domain/record';
import { allows } from './account';
import { IssueAnswer } from './answers';
import type { Issue } from './answers';
import type { RedmineClient } from './client';
import { isOfOneMoment, recordState } from './issue';
import { pastAssignees, presentComments } from './journals';
import type { Reading } from './journals';
import type { Parts } from './parts';
import { issuePath } from './parts';
import type { People } from './people';
import type { Vocabulary } from './vocabulary';

/** Reads that do not agree with themselves are repeated at most this often. */
const tries = 3;

/** Reads an issue with all that hangs on it. */
export const readIssue = async (
  parts: Parts,
  id: string,
  since: string,
): Promise<RecordState | 'gone' | 'hidden'> => {
  const [issue] = await Promise.all([wholeIssue(parts.client, id), parts.account.user()]);
  if (typeof issue === 'string') return issue;
  return recordState(issue, since, parts.config, await readingOf(parts, issue));
};

const readingOf = async ({ names, account, people, config }: Parts, issue: Issue): Promise<Reading> => ({
  words: await names.knowing((known) => explains(known, issue)),
  mode: config.publicComments,
  ownId: (await account.user()).id,
  assignees: await assigneesOf(issue, people),
});

/**
 * An open Redmine takes a revoked key for a visitor, and shows him no private notes. So our account is asked for before and after
 * the read, and whether it may see them in the issue's project.
 */
export const allComments = async (
  parts: Parts,
  id: string,
): Promise<readonly PresentComment[] | undefined> => {
  const { account } = parts;
  await account.fresh();
  const issue = await wholeIssue(parts.client, id);
  if (typeof issue === 'string') return undefined;
  if (!allows(await account.permissionsNow(issue.project.id), 'view_private_notes')) return undefined;
  return presentComments(issue, await readingOf(parts, issue));
};

/** Names by ids of all who had it. */
const assigneesOf = async (issue: Issue, people: People): Promise<ReadonlyMap<string, string>> => {
  const { assigned_to: present } = issue;
  const ids = pastAssignees(issue).filter((each) => each !== String(present?.id));
  const named = ids.map(async (each) => [each, await people.nameOf(each)] as const);
  return new Map([
    ...(await Promise.all(named)),
    ...(present ? [[String(present.id), present.name] as const] : []),
  ]);
};

const wholeIssue = async (client: RedmineClient, id: string): Promise<Issue | 'gone' | 'hidden'> => {
  let before: string | undefined;
  for (let attempt = 1; ; attempt++) {
    const answer = await client.find(issuePath(id), IssueAnswer, { include: 'journals,attachments' });
    if (typeof answer === 'string') return answer;
    const text = JSON.stringify(answer);
    // A field that changes without a journal (a parent's priority) never agrees: the same answer twice is the truth.
    if (isOfOneMoment(answer.issue) || text === before || attempt === tries) return answer.issue;
    before = text;
  }
};

/** Does it know every status and priority that the issue's present and past name? */
const explains = ({ statuses, priorities }: Vocabulary, issue: Issue): boolean => {
  const past = (issue.journals ?? []).flatMap(({ details }) =>
    details.filter(({ property }) => property === 'attr'),
  );
  const ids = (name: string, now: number) => [
    String(now),
    ...past
      .filter((detail) => detail.name === name)
      .flatMap((detail) => [detail.old_value, detail.new_value]),
  ];
  const all = (known: readonly { readonly id: number }[], used: readonly (string | null | undefined)[]) =>
    used.every((id) => id === null || id === undefined || known.some((word) => String(word.id) === id));
  return (
    all(statuses, ids('status_id', issue.status.id)) && all(priorities, ids('priority_id', issue.priority.id))
  );
};
