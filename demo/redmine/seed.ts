import { randomBytes } from 'node:crypto';
import type { Named, World } from './world';

export interface Seed {
  readonly project: string;
  readonly tracker: string;
  readonly externalKeyField: string;
  readonly apiKey?: string;
}

/** Text fields in which the front shows an issue's contract, and of whom and what it is for. */
export const contractFields = [
  'Service contract',
  'Reaction due',
  'Resolution due',
  'Service',
  'Organisation',
  'Requester',
] as const;

const newKey = () => randomBytes(20).toString('hex');
const named = (...names: string[]): Named[] => names.map((name, index) => ({ id: index + 1, name }));
const withNames = (extra: string, ...names: string[]): Named[] =>
  named(...names, ...(names.some((name) => name.toLowerCase() === extra.toLowerCase()) ? [] : [extra]));

/** An empty Redmine with its default data: three people, our account, and three projects, one of them out of our sight. */
export const newWorld = ({ project, tracker, externalKeyField, apiKey = newKey() }: Seed): World => ({
  users: [
    person(1, 'admin', 'Redmine', 'Admin', true),
    { ...person(5, 'sd-sync', 'Service Desk', 'Sync'), apiKey },
    person(6, 'executor1', 'Иван', 'Исполнитель'),
    person(7, 'executor2', 'Ольга', 'Исполнитель'),
  ],
  projects: [
    { id: 1, identifier: project.toLowerCase(), name: 'IT executors', members: [5, 6, 7] },
    { id: 2, identifier: 'warehouse', name: 'Warehouse', members: [5, 6, 7] },
    { id: 3, identifier: 'security', name: 'Security', members: [6, 7] },
  ],
  statuses: named('New', 'In Progress', 'Resolved', 'Feedback', 'Closed', 'Rejected').map((status) => ({
    ...status,
    isClosed: status.id > 4,
  })),
  priorities: named('Low', 'Normal', 'High', 'Urgent', 'Immediate'),
  trackers: withNames(tracker, 'Bug', 'Feature', 'Support'),
  fields: named(externalKeyField, ...contractFields),
  issues: [],
  files: [],
  last: { issue: 0, journal: 0, file: 0 },
});

const person = (id: number, login: string, firstname: string, lastname: string, isAdmin = false) => ({
  id,
  login,
  firstname,
  lastname,
  isAdmin,
  apiKey: newKey(),
});
