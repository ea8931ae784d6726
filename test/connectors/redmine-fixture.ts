import { createHmac, randomUUID } from 'node:crypto';
import { createRedmine } from '../../connectors/redmine/connector';
import { verifyRedmineWebhook } from '../../connectors/redmine/webhook';
import type { RedmineConfig } from '../../connectors/system-config';
import { personAt } from '../systems/person';
import type { ConnectChange, ConnectorFixture } from './fixture';
import { actsIn, must } from './redmine-person';
import { shownNames, trackerWords } from '../words';

const webhookSecret = 'a secret of the tracker';

/** A Redmine that speaks REST, real or demo, as the fixture needs it. */
export interface RedmineServer {
  readonly url: string;
  readonly apiKey: string;
  readonly executorKey: string;
  readonly adminKey: string;
  readonly project: string;
  readonly trackerId: number;
  readonly keyFieldId: number;
  /** Two members of the project, by their ids. */
  readonly staff: ConnectorFixture['staff'];
  /** Another project that our account sees, and one that it does not. */
  readonly elsewhere: number;
  readonly outOfSight: number;
  stop(): Promise<void>;
}

/** The configuration as outside checks use it (API.md). */
export const redmineConfig = (
  server: Pick<RedmineServer, 'url' | 'apiKey' | 'project'>,
  change: Partial<RedmineConfig> = {},
): RedmineConfig => ({
  name: 'executors',
  type: 'redmine',
  role: 'tracker',
  url: server.url,
  apiKey: server.apiKey,
  webhookSecret,
  project: server.project,
  tracker: 'incident',
  externalKeyField: 'External Key',
  pollSeconds: 30,
  language: 'en',
  rereadMinutes: 15,
  publicComments: 'all',
  ...trackerWords,
  requestTimeoutSeconds: 30,
  pushesPerSecond: 20,
  ...change,
});

/** Connector, people and webhook on that server. */
export const redmineFixture = async (
  server: RedmineServer,
  publicComments: 'all' | 'marked',
): Promise<ConnectorFixture> => {
  const config = redmineConfig(server, {
    publicComments,
    slaFields: shownNames,
  });
  const admin = personAt(server.url, { 'x-redmine-api-key': server.adminKey });
  const words = async (path: string, list: string) => {
    const answer = await must<Record<string, { id: number; name: string }[]>>(admin, 'GET', path);
    return new Map((answer[list] ?? []).map(({ id, name }) => [name, id]));
  };
  const place = {
    ...server,
    statuses: await words('/issue_statuses.json', 'issue_statuses'),
    priorities: await words('/enumerations/issue_priorities.json', 'issue_priorities'),
    publicMark: publicComments === 'marked' ? '@client ' : '',
  };
  const move = (id: string, project: number) =>
    must(admin, 'PUT', `/issues/${id}.json`, { issue: { project_id: project } });
  const connector = createRedmine(config);
  return {
    config,
    connector,
    connect: (change) => createRedmine(changed(config, change), { pageSize: change.pageSize ?? 100 }),
    person: actsIn(place, server.executorKey),
    ourAccount: actsIn(place, server.apiKey),
    staff: server.staff,
    moveAway: (id) => move(id, server.elsewhere),
    remove: (id) => must(admin, 'DELETE', `/issues/${id}.json`),
    forbid: (id) => move(id, server.outOfSight),
    webhook: {
      verify: verifyRedmineWebhook,
      secret: webhookSecret,
      deliver,
      signatureHeader: 'x-redmine-signature-256',
    },
    stop: async () => {
      await connector.close();
      await server.stop();
    },
  };
};

const changed = (config: RedmineConfig, change: ConnectChange): RedmineConfig => ({
  ...config,
  ...(change.url === undefined ? {} : { url: change.url }),
  ...(change.wrongKey ? { apiKey: '0'.repeat(40) } : {}),
  ...(change.requestTimeoutSeconds === undefined
    ? {}
    : { requestTimeoutSeconds: change.requestTimeoutSeconds }),
});

/** As our plugin sends it (connectors/redmine/hook). */
const deliver = (recordId: string, text?: string) => {
  const event = {
    type: 'issue.updated',
    timestamp: new Date().toISOString().replace(/\.\d+/, ''),
    data: { issue: { id: Number(recordId), subject: 'Принтер' }, journal: { id: 5, private_notes: false } },
  };
  const body = Buffer.from(text ?? JSON.stringify(event));
  const signature = createHmac('sha256', webhookSecret).update(body).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Redmine',
      'x-redmine-event': 'issue.updated',
      'x-redmine-delivery': randomUUID(),
      'x-redmine-signature-256': `sha256=${signature}`,
    },
  };
};
