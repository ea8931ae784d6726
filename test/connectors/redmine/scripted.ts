import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRedmine } from '../../../connectors/redmine/connector';
import type { Connector } from '../../../connectors/port';
import type { RedmineConfig } from '../../../connectors/system-config';
import { redmineConfig } from '../redmine-fixture';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}
export type Reply = { readonly status: number; readonly json?: unknown; readonly text?: string };
/** The answer to `GET /issues.json` and so on; a plain object is a 200. */
export type Script = Readonly<Record<string, (asked: Asked) => Reply | object>>;

/** A Redmine that says what the script says: for what a right one does only now and then. */
export interface Scripted {
  readonly connector: Connector;
  readonly asked: readonly Asked[];
  /** Requests other than GET. */
  readonly writes: () => readonly Asked[];
  stop(): Promise<void>;
}

export const user = { id: 5, login: 'sd-sync', firstname: 'Service Desk', lastname: 'Sync' };
const permissions = [
  'view_issues',
  'add_issues',
  'edit_issues',
  'add_issue_notes',
  'view_private_notes',
  'set_notes_private',
];
const named = (...names: string[]) => names.map((name, index) => ({ id: index + 1, name }));

const usual: Script = {
  'GET /users/current.json': () => ({
    user: {
      ...user,
      memberships: [{ project: { id: 1, name: 'IT' }, roles: [{ id: 6, name: 'Integration' }] }],
    },
  }),
  'GET /roles/6.json': () => ({ role: { id: 6, name: 'Integration', permissions } }),
  'GET /issue_statuses.json': () => ({
    issue_statuses: named('New', 'In Progress', 'Resolved', 'Feedback', 'Closed', 'Rejected').map(
      (status) => ({
        ...status,
        is_closed: status.id > 4,
      }),
    ),
  }),
  'GET /enumerations/issue_priorities.json': () => ({
    issue_priorities: named('Low', 'Normal', 'High', 'Urgent'),
  }),
  'GET /projects/it-executors.json': () => ({
    project: {
      id: 1,
      name: 'IT',
      trackers: [{ id: 4, name: 'Incident' }],
      issue_custom_fields: [{ id: 1, name: 'External key' }],
      enabled_modules: [{ id: 1, name: 'issue_tracking' }],
    },
  }),
};

/** Starts it, with a connector that speaks to it. */
export const scripted = async (script: Script, change: Partial<RedmineConfig> = {}): Promise<Scripted> => {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://scripted');
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString('utf8');
    const isJson = request.headers['content-type'] === 'application/json';
    const one: Asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
    asked.push(one);
    const name = `${one.method} ${one.path}`;
    const reply = (script[name] ?? usual[name])?.(one) ?? { status: 404 };
    const {
      status,
      json,
      text: plain,
    } = 'status' in reply ? (reply as Reply) : { status: 200, json: reply, text: undefined };
    response.sendDate = false;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(plain ?? (json === undefined ? '' : JSON.stringify(json)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = redmineConfig({ url, apiKey: 'k'.repeat(40), project: 'it-executors' }, change);
  const connector = createRedmine(config);
  return {
    connector,
    asked,
    writes: () => asked.filter(({ method }) => method !== 'GET'),
    stop: async () => {
      await connector.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** An issue as Redmine shows it. */
export const issue = (more: object = {}) => ({
  id: 17,
  project: { id: 1, name: 'IT' },
  tracker: { id: 4, name: 'Incident' },
  status: { id: 1, name: 'New', is_closed: false },
  priority: { id: 2, name: 'Normal' },
  author: { id: 5, name: 'Service Desk Sync' },
  subject: 'Принтер',
  description: 'Текст',
  custom_fields: [{ id: 1, name: 'External key', value: 'SD-1' }],
  created_on: '2026-11-23T06:00:00Z',
  updated_on: '2026-11-23T06:00:00Z',
  attachments: [],
  journals: [],
  ...more,
});

/** A journal by an executor. */
export const journal = (id: number, more: object = {}) => ({
  id,
  user: { id: 6, name: 'Иван Исполнитель' },
  notes: '',
  created_on: '2026-11-23T06:10:00Z',
  private_notes: false,
  details: [],
  ...more,
});

/** A change of an attribute in a journal. */
export const detail = (name: string, old: string | null, now: string | null, property = 'attr') => ({
  property,
  name,
  old_value: old,
  new_value: now,
});
