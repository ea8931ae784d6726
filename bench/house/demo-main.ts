import { startDemoRedmine } from '../../demo/redmine/start';
import { startDemoRequestTracker } from '../../demo/request-tracker/server';

/** What the process is told, as JSON in BENCH_DEMO. */
export interface DemoTold {
  readonly front?: string;
  readonly secret: string;
  readonly password: string;
}

/** What it says when it is ready. */
export interface DemoSaid {
  readonly desk: { readonly url: string; readonly token: string };
  readonly tracker: {
    readonly url: string;
    readonly apiKey: string;
    readonly executorKey: string;
    readonly project: string;
  };
  readonly statuses: Readonly<Record<string, number>>;
  readonly priorities: Readonly<Record<string, number>>;
}

/** The two stand-in systems in a process of their own, in memory. Ends with whoever started it. */
const main = async (): Promise<void> => {
  const { front, secret, password } = JSON.parse(process.env.BENCH_DEMO ?? '{}') as DemoTold;
  const users = ['sync', 'olga'].map((name) => ({
    name,
    realName: name,
    email: `${name}@desk.example`,
    agent: name !== 'sync',
    password,
  }));
  const [desk, tracker] = await Promise.all([
    startDemoRequestTracker({ users, ...hookTo('helpdesk', front, secret) }),
    startDemoRedmine(hookTo('executors', front, secret)),
  ]);
  const { url, apiKey, executorKey, world } = tracker;
  const said: DemoSaid = {
    desk: { url: desk.url, token: desk.token },
    tracker: { url, apiKey, executorKey, project: world.projects[0]!.identifier },
    statuses: idsByName(world.statuses),
    priorities: idsByName(world.priorities),
  };
  process.send?.({ ready: true, ...said });
};

const hookTo = (system: string, front: string | undefined, secret: string) =>
  front ? { webhook: { url: `${front}/webhooks/${system}`, secret } } : {};

const idsByName = (words: readonly { readonly id: number; readonly name: string }[]) =>
  Object.fromEntries(words.map(({ id, name }) => [name, id]));

for (const told of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(told, () => process.exit(0));
void main();
