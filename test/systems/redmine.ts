import { bringUp, pointHook, type Instance } from './bring-up';
import { personAt, type Person } from './person';

/** A real Redmine 5 on loopback, with our plugin and the account `sd-sync` (role Integration) as ours. */
export interface RealRedmine extends Omit<Instance, 'printed'> {
  readonly url: string;
  readonly apiKey: string;
  readonly adminKey: string;
  readonly executorKey: string;
  readonly executor2Key: string;
  readonly project: string;
  readonly projectId: number;
  /** Of the tracker Incident. */
  readonly trackerId: number;
  readonly users: { readonly sync: number; readonly executor: number; readonly executor2: number };
  readonly customFields: {
    readonly externalKey: number;
    readonly contract: number;
    readonly reactionDue: number;
    readonly resolutionDue: number;
  };
  /** By name in small letters: new, in_progress, resolved, feedback, closed, rejected. */
  readonly statuses: Readonly<Record<string, number>>;
  /** low, normal, high, urgent, immediate. */
  readonly priorities: Readonly<Record<string, number>>;
  /** bug, feature, support, incident. */
  readonly trackers: Readonly<Record<string, number>>;
  /** What up.sh printed. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes effect at the next change, without a restart; '' switches the hook off. */
  setWebhook(url: string, secret?: string): Promise<void>;
  /** Identifier of a further project with the same members, trackers and fields; made where it is missing. */
  secondProject(): Promise<string>;
  /** An executor with the restricted workflow of the role Developer; `which` 2 is another one. */
  asExecutor(which?: 1 | 2): Person;
  asAdmin(): Person;
  /** A person who shares our account. */
  asSync(): Person;
}

export interface RedmineOptions {
  /** sqlite (default), or pgsql for deletions and write conflicts: sqlite gives a deleted issue's id to the next one. */
  readonly db?: 'sqlite' | 'pgsql';
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly webhookRetries?: number;
  readonly dir?: string;
  readonly threads?: number;
}

const settingsFrom = (options: RedmineOptions): Record<string, string> => ({
  REDMINE_DB: options.db ?? 'sqlite',
  ...(options.webhookUrl === undefined ? {} : { WEBHOOK_URL: options.webhookUrl }),
  ...(options.webhookSecret === undefined ? {} : { WEBHOOK_SECRET: options.webhookSecret }),
  ...(options.webhookRetries === undefined ? {} : { WEBHOOK_RETRIES: String(options.webhookRetries) }),
  ...(options.threads ? { THREADS: String(options.threads) } : {}),
});

/** Brings one up (14 s, the first time on a machine 30 s). Throws with what the script said. */
export async function startRedmine(options: RedmineOptions = {}): Promise<RealRedmine> {
  const instance = await bringUp('redmine', 'REDMINE_PID', settingsFrom(options), options.dir);
  const env = instance.printed;
  const text = (name: string) => env[`REDMINE_${name}`] ?? '';
  const id = (name: string) => Number(text(name));
  const as = (key: string) => personAt(text('URL'), { 'x-redmine-api-key': key });
  return {
    dir: instance.dir,
    get pid() {
      return instance.pid;
    },
    env,
    url: text('URL'),
    apiKey: text('API_KEY'),
    adminKey: text('ADMIN_API_KEY'),
    executorKey: text('EXECUTOR_API_KEY'),
    executor2Key: text('EXECUTOR2_API_KEY'),
    project: text('PROJECT'),
    projectId: id('PROJECT_ID'),
    trackerId: id('TRACKER_ID'),
    users: { sync: id('API_USER_ID'), executor: id('EXECUTOR_ID'), executor2: id('EXECUTOR2_ID') },
    customFields: {
      externalKey: id('CF_EXTERNAL_KEY'),
      contract: id('CF_CONTRACT'),
      reactionDue: id('CF_REACTION_DUE'),
      resolutionDue: id('CF_RESOLUTION_DUE'),
    },
    statuses: idsBelow(env, 'REDMINE_STATUS_'),
    priorities: idsBelow(env, 'REDMINE_PRIORITY_'),
    trackers: idsBelow(env, 'REDMINE_TRACKER_NAMED_'),
    start: instance.start,
    stop: instance.stop,
    killHard: instance.killHard,
    down: instance.down,
    setWebhook: (url, secret) => pointHook(text('WEBHOOK_CONFIG'), url, secret),
    secondProject: () => secondProject(as(text('ADMIN_API_KEY')), text('PROJECT')),
    asExecutor: (which = 1) => as(text(which === 1 ? 'EXECUTOR_API_KEY' : 'EXECUTOR2_API_KEY')),
    asAdmin: () => as(text('ADMIN_API_KEY')),
    asSync: () => as(text('API_KEY')),
  };
}

const idsBelow = (env: Readonly<Record<string, string>>, prefix: string): Record<string, number> =>
  Object.fromEntries(
    Object.entries(env)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length).toLowerCase(), Number(value)]),
  );

interface Id {
  readonly id: number;
}

const secondProject = async (admin: Person, like: string): Promise<string> => {
  const identifier = 'builders';
  if ((await admin('GET', `/projects/${identifier}.json`)).status === 200) return identifier;
  const { trackers, issue_custom_fields } = (
    await admin<{ project: { trackers: Id[]; issue_custom_fields: Id[] } }>(
      'GET',
      `/projects/${like}.json?include=trackers,issue_custom_fields`,
    )
  ).json.project;
  const project = {
    name: 'Builders',
    identifier,
    is_public: false,
    tracker_ids: trackers.map(({ id }) => id),
    issue_custom_field_ids: issue_custom_fields.map(({ id }) => id),
    enabled_module_names: ['issue_tracking', 'files'],
  };
  const { status } = await admin('POST', '/projects.json', { project });
  if (status !== 201) throw new Error(`the tracker made no project: ${status}`);
  const { memberships } = (
    await admin<{ memberships: { user: Id; roles: Id[] }[] }>('GET', `/projects/${like}/memberships.json`)
  ).json;
  for (const { user, roles } of memberships)
    await admin('POST', `/projects/${identifier}/memberships.json`, {
      membership: { user_id: user.id, role_ids: roles.map(({ id }) => id) },
    });
  return identifier;
};
