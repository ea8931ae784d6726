import { byId } from './world';
import type { Issue, World } from './world';

export type Params = Readonly<Record<string, string | undefined>>;

/** The issues that the parameters of GET /issues.json select and order; or Redmine's complaint. Unknown filters are ignored. */
export const selectIssues = (
  world: World,
  params: Params,
): readonly Issue[] | { readonly errors: readonly string[] } => {
  const errors = [...faultyTimes(params), ...blankFields(world, params)];
  if (errors.length > 0) return { errors };
  const tests = params['f[]'] === undefined ? shortForm(world, params) : longForm(params);
  const selected = world.issues.filter((issue) => tests.every((test) => test(issue)));
  return [...selected].sort(orderOf(params.sort));
};

type Test = (issue: Issue) => boolean;

const shortForm = (world: World, params: Params): readonly Test[] => [
  ofStatus(world, params.status_id ?? 'open'),
  ...one(params.project_id, (id) => {
    const project = world.projects.find((some) => String(some.id) === id || some.identifier === id);
    return (issue) => issue.projectId === project?.id;
  }),
  ...one(params.tracker_id, (id) => (issue) => String(issue.trackerId) === id),
  ...one(params.issue_id, ofIds),
  ...one(params.updated_on, (text) => (issue) => isSince(text, issue.updatedAt)),
  ...one(params.created_on, (text) => (issue) => isSince(text, issue.createdAt)),
  ...world.fields.flatMap(({ id }) => one(params[`cf_${id}`], (text) => ofValue(id, text))),
];

const one = (value: string | undefined, test: (value: string) => Test): Test[] =>
  value === undefined ? [] : [test(value)];

/** Only `=`, the one that our connector uses. */
const longForm = (params: Params): readonly Test[] => {
  const [, id] = /^cf_(\d+)$/.exec(params['f[]'] ?? '') ?? [];
  const value = params[`v[cf_${id}][]`];
  return id === undefined ? [] : [(issue) => (issue.values[id] ?? '') === value];
};

const ofStatus = (world: World, wanted: string): Test => {
  const isClosed = ({ statusId }: Issue) => byId(world.statuses, statusId)?.isClosed === true;
  if (wanted === '*') return () => true;
  if (wanted === 'open') return (issue) => !isClosed(issue);
  if (wanted === 'closed') return isClosed;
  return (issue) => wanted.split('|').includes(String(issue.statusId));
};

const ofIds = (wanted: string): Test => {
  const [, from] = /^>=(\d+)$/.exec(wanted) ?? [];
  if (from !== undefined) return (issue) => issue.id >= Number(from);
  return (issue) => wanted.split(',').includes(String(issue.id));
};

const ofValue = (fieldId: number, wanted: string): Test => {
  const valueIn = (issue: Issue) => issue.values[fieldId] ?? '';
  if (wanted === '*') return (issue) => valueIn(issue) !== '';
  if (wanted === '!*') return (issue) => valueIn(issue) === '';
  return (issue) => wanted.split('|').includes(valueIn(issue));
};

const instant = /^>=(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z)?)$/;

/** Times are stored finer than they are shown, so `>=T` means later than T minus one second. */
const isSince = (text: string, at: number): boolean => at > Date.parse(instant.exec(text)?.[1] ?? '') - 1000;

const faultyTimes = (params: Params): readonly string[] =>
  (
    [
      ['updated_on', 'Updated'],
      ['created_on', 'Created'],
    ] as const
  )
    .filter(([name]) => params[name] !== undefined && !instant.test(params[name] ?? ''))
    .map(([, title]) => `${title} is invalid`);

const blankFields = (world: World, params: Params): readonly string[] =>
  world.fields.filter(({ id }) => params[`cf_${id}`] === '').map(({ name }) => `${name} cannot be blank`);

const orderOf = (sort = 'id:desc') => {
  const keys = sort.split(',').map((part) => part.split(':'));
  return (a: Issue, b: Issue): number => {
    for (const [key, way] of keys) {
      const difference = key === 'updated_on' ? a.updatedAt - b.updatedAt : a.id - b.id;
      if (difference !== 0) return way === 'desc' ? -difference : difference;
    }
    return 0;
  };
};
