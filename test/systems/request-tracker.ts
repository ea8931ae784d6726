import { bringUp, pointHook, type Instance } from './bring-up';
import { personAt, type Person } from './person';

/** olga and pavel are agents of the desk, anna is a client, root may do everything. */
export type DeskPerson = 'olga' | 'pavel' | 'anna' | 'root';

/** A real Request Tracker 5 on loopback, with our hook installed and the account `sync` as ours. */
export interface RealRequestTracker extends Omit<Instance, 'printed'> {
  readonly url: string;
  readonly token: string;
  /** Of an account that may do the same, but edit no users: it has not AdminUsers. */
  readonly narrowToken: string;
  readonly user: string;
  readonly password: string;
  readonly agentPassword: string;
  readonly rootPassword: string;
  readonly queue: string;
  /** What up.sh printed: RT_URL, RT_TOKEN, RT_SITE_CONFIG ... */
  readonly env: Readonly<Record<string, string>>;
  /** Takes effect at the next change, without a restart; '' switches the hook off. */
  setWebhook(url: string, secret?: string): Promise<void>;
  /** Paths are below /REST/2.0. */
  asAgent(name: DeskPerson): Person;
  /** The same with our own token: a person who shares our account. */
  asSync(): Person;
}

export interface RequestTrackerOptions {
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  /** How long RT waits for the hook's answer; 10: suites share two cores, and there is no second try. */
  readonly webhookTimeoutSeconds?: number;
  readonly dir?: string;
  /** Lets RT send its own notifications, to files in its directory; off, since they cost most of every change. */
  readonly mail?: boolean;
  /** A program that takes those notifications as sendmail would, instead of the files. */
  readonly sendmail?: string;
  readonly workers?: number;
}

const settingsFrom = (options: RequestTrackerOptions): Record<string, string> => ({
  ...(options.webhookUrl === undefined ? {} : { WEBHOOK_URL: options.webhookUrl }),
  ...(options.webhookSecret === undefined ? {} : { WEBHOOK_SECRET: options.webhookSecret }),
  ...(options.webhookTimeoutSeconds ? { WEBHOOK_TIMEOUT: String(options.webhookTimeoutSeconds) } : {}),
  ...(options.mail ? { RT_MAIL: '1' } : {}),
  ...(options.sendmail ? { RT_SENDMAIL: options.sendmail } : {}),
  ...(options.workers ? { WORKERS: String(options.workers) } : {}),
});

/** Brings one up (4 s, the first time on a machine 30 s). Throws with what the script said. */
export async function startRequestTracker(options: RequestTrackerOptions = {}): Promise<RealRequestTracker> {
  const instance = await bringUp('request-tracker', 'RT_PID', settingsFrom(options), options.dir);
  const env = instance.printed;
  const value = (name: string) => env[name] ?? '';
  const rest = value('RT_REST');
  const basic = (name: DeskPerson) => {
    const password = value(name === 'root' ? 'RT_ROOT_PASSWORD' : 'RT_AGENT_PASSWORD');
    return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  };
  return {
    dir: instance.dir,
    get pid() {
      return instance.pid;
    },
    env,
    url: value('RT_URL'),
    token: value('RT_TOKEN'),
    narrowToken: value('RT_NARROW_TOKEN'),
    user: value('RT_USER'),
    password: value('RT_PASSWORD'),
    agentPassword: value('RT_AGENT_PASSWORD'),
    rootPassword: value('RT_ROOT_PASSWORD'),
    queue: value('RT_QUEUE'),
    start: instance.start,
    stop: instance.stop,
    killHard: instance.killHard,
    down: instance.down,
    setWebhook: (url, secret) => pointHook(value('RT_WEBHOOK_SETTINGS'), url, secret),
    asAgent: (name) => personAt(rest, { authorization: basic(name) }),
    asSync: () => personAt(rest, { authorization: `token ${value('RT_TOKEN')}` }),
  };
}
