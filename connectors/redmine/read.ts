import type { RecordState } from '../../domain/record';
import { IssueAnswer } from './answers';
import type { Issue } from './answers';
import type { RedmineClient } from './client';
import { isOfOneMoment, recordState } from './issue';
import { pastAssignees } from './journals';
import type { Parts } from './parts';
import { issuePath } from './parts';
import type { People } from './people';
import type { Vocabulary } from './vocabulary';

/** Reads that do not agree with themselves are repeated at most this often. */
const tries = 3;

/** Reads an issue with all that hangs on it. */
export const readIssue = async (
  { client, names, account, people, config }: Parts,
  id: string,
  since: string,
): Promise<RecordState | 'gone' | 'hidden'> => {
  const [issue, user] = await Promise.all([wholeIssue(client, id), account.user()]);
  if (typeof issue === 'string') return issue;
  const words = await names.knowing((known) => explains(known, issue));
  return recordState(issue, since, config, {
    words,
    mode: config.publicComments,
    ownId: user.id,
    assignees: await assigneesOf(issue, people),
  });
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
