import { ok, quoted, warning } from '../findings';
import type { Told } from '../findings';
import type { Finding } from '../port';
import { IssueAnswer, IssuesAnswer } from './answers';
import type { Query } from './client';
import type { Parts } from './parts';
import { issuePath } from './parts';
import { ofProject } from './search';
import { sameName } from './text';
import type { Status, Vocabulary } from './vocabulary';

/**
 * Which steps of the workflow our account may take. Redmine tells it only of an issue that stands in the status, and takes
 * a step that is not allowed in silence.
 */
export const checkWorkflow = async (parts: Parts): Promise<readonly Finding[]> => {
  const words = await parts.names.get();
  const used = words.statuses.filter(({ name }) =>
    Object.values(parts.config.status).some((mapped) => sameName(mapped, name)),
  );
  const found = await Promise.all(
    used.map(async (from) => ({ from, to: await stepsFrom(parts, words, from) })),
  );
  const unseen = found.filter(({ to }) => to === undefined).map(({ from }) => from.name);
  const barred = found.flatMap(({ from, to }) => (to ? missing(from, used, to) : []));
  return [
    ...barred,
    ...(unseen.length > 0 ? [notSeen(unseen)] : []),
    ...(barred.length + unseen.length === 0 ? [ok('status', allAllowed)] : []),
  ];
};

const allAllowed: Told = [
  'Every step between the mapped statuses is allowed.',
  'Все переходы между указанными статусами разрешены.',
];

/** Ids of the statuses that an issue in `from` may be given; undefined when there is no such issue. */
const stepsFrom = async (
  { client }: Parts,
  words: Vocabulary,
  from: Status,
): Promise<readonly number[] | undefined> => {
  const query: Query = { ...ofProject(words), status_id: from.id, limit: 1, sort: 'id:desc' };
  const ofTracker: Query = words.tracker ? { tracker_id: words.tracker.id } : {};
  const { issues } = await client.get('/issues.json', IssuesAnswer, { ...query, ...ofTracker });
  const [issue] = issues;
  if (!issue) return undefined;
  const answer = await client.find(issuePath(String(issue.id)), IssueAnswer, { include: 'allowed_statuses' });
  // Before 5.0 the include is ignored.
  return typeof answer === 'string' ? undefined : answer.issue.allowed_statuses?.map(({ id }) => id);
};

const missing = (from: Status, used: readonly Status[], to: readonly number[]): readonly Finding[] => {
  const names = used.filter(({ id }) => id !== from.id && !to.includes(id)).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    warning(
      'status',
      [
        `From "${from.name}" our account cannot set ${quoted(names)} (seen on one issue).`,
        `Из "${from.name}" наша учётная запись не может перевести в ${quoted(names)} (видно по одной задаче).`,
      ],
      [
        'Allow these steps in Administration, Workflow, for the role of our account and the tracker; open children or blockers bar closing too.',
        'Разрешите эти переходы для роли нашей учётной записи и трекера: Администрирование, Последовательность действий; закрыть мешают и открытые подзадачи или блокирующие задачи.',
      ],
    ),
  ];
};

const notSeen = (names: readonly string[]): Finding =>
  warning(
    'status',
    [
      `Steps from ${quoted(names)} could not be checked: no issue stands there.`,
      `Переходы из ${quoted(names)} не проверить: ни одна задача там не стоит.`,
    ],
    [
      'See Administration, Workflow, or run this again later.',
      'Посмотрите: Администрирование, Последовательность действий; или запустите проверку позже.',
    ],
  );
