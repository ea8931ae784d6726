import { reason } from '../../domain/reason';
import type { Instant } from '../../domain/ticket';
import { ConnectorFailure } from '../failure';
import type { PollPage } from '../port';
import { IssuesAnswer } from './answers';
import type { Issue } from './answers';
import type { Query, RedmineClient } from './client';
import { keyOf } from './issue';
import type { Parts } from './parts';
import type { Vocabulary } from './vocabulary';
import { required } from './vocabulary';

/** Redmine silently caps `limit` at this. */
export const mostPerPage = 100;

/** An instant as Redmine's filters take it: to the second, with Z. Milliseconds or an offset are 422. */
export const filterTime = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** The issues of the configured project alone, closed ones too. */
export const ofProject = ({ project }: Vocabulary): Query => ({
  project_id: project.id,
  subproject_id: '!*',
  status_id: '*',
});

/**
 * Ids of the issues whose key field holds exactly `key`, in any project, oldest first. Throws `refused` when Redmine does
 * not filter by the field: it would then answer with every issue, and ours may be on a page that nobody reads.
 */
export const findByKey = async (
  client: RedmineClient,
  words: Vocabulary,
  keyField: string,
  key: string,
): Promise<readonly string[]> => {
  if (key.trim() === '' || /[\u0000-\u001f]/.test(key)) return [];
  const filter = `cf_${required(words.keyField, 'externalKeyField', keyField).id}`;
  const found: string[] = [];
  for (let offset = 0; ; offset += mostPerPage) {
    // The long form: in the short one (`cf_1=a|b`, `cf_1=*`) a key could be taken for an operator.
    const query = { 'f[]': filter, [`op[${filter}]`]: '=', [`v[${filter}][]`]: key, sort: 'id' };
    const page = await client.get('/issues.json', IssuesAnswer, { ...query, limit: mostPerPage, offset });
    const matches = page.issues.filter((issue) => keyOf(issue, keyField) === key.trim());
    if (matches.length < page.issues.length) await makeSureOfFilter(client, words, keyField);
    found.push(...matches.map(({ id }) => String(id)));
    if (offset + mostPerPage >= page.total_count) return found;
  }
};

/** Records open now or created since, by id upwards: an issue closed meanwhile moves no other over a page's edge. */
export const listIssues = async (
  { client, names, clock, pageSize }: Parts,
  from: 'open' | Instant,
  cursor: string | null,
): Promise<PollPage> => {
  const [words, offset] = await Promise.all([names.get(), clock.offset()]);
  const since = from === 'open' ? from : Math.floor((from + offset) / 1000) * 1000;
  const first = Number(cursor ?? '1');
  const wanted: Query = since === 'open' ? { status_id: 'open' } : { created_on: `>=${filterTime(since)}` };
  const query = { ...ofProject(words), ...wanted, issue_id: `>=${first}`, sort: 'id', limit: pageSize };
  const { issues } = await client.get('/issues.json', IssuesAnswer, query);
  if (issues.some(({ id }) => id < first)) throw tooOld();
  const wantedIssues = issues.filter(
    (issue) => isIn(issue, words) && (since === 'open' || Date.parse(issue.created_on) >= since),
  );
  return {
    recordIds: wantedIssues.map(({ id }) => String(id)),
    next: String((issues.at(-1)?.id ?? first) + 1),
    more: issues.length === pageSize,
  };
};

/** `project_id` of a Redmine that does not know the filter would be ignored like any other. */
export const isIn = (issue: Issue, words: Vocabulary): boolean => issue.project.id === words.project.id;

/** A filter that is known complains of an empty value, one that is not is ignored. */
export const filtersByKey = async ({ http }: RedmineClient, fieldId: number): Promise<boolean> => {
  const query = { [`cf_${fieldId}`]: '', status_id: '*', limit: 1 };
  return (await http.send({ method: 'GET', path: '/issues.json', query, allow: [422] })).status === 422;
};

/** Other values may come back where the database compares loosely (MySQL), but also when the filter is ignored. */
const makeSureOfFilter = async (
  client: RedmineClient,
  words: Vocabulary,
  keyField: string,
): Promise<void> => {
  if (await filtersByKey(client, required(words.keyField, 'externalKeyField', keyField).id)) return;
  throw new ConnectorFailure('refused', 'answered', reason('noFilter', { field: keyField }), {
    field: 'externalKeyField',
  });
};

const tooOld = () => new ConnectorFailure('refused', 'answered', reason('tooOld'));
