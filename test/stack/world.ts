import type { AnySystemConfig } from '../../connectors/system-config';
import type { Person } from '../systems/person';
import { deskConfig, deskSecret, trackerConfig, trackerSecret } from './configs';
import { startStack, type Stack, type StackOptions } from './stack';

export type DeskName = 'olga' | 'pavel' | 'anna' | 'root';

/** A service desk with its people, real or demo. olga and pavel are agents, anna is a client, root may do everything. */
export interface WorldDesk {
  readonly url: string;
  readonly token: string;
  readonly queue: string;
  /** Takes effect at the next change; '' switches the hook off. */
  setWebhook(url: string, secret?: string): Promise<void>;
  /** Paths are below /REST/2.0. */
  asAgent(name: DeskName): Person;
  /** A person who shares our account. */
  asSync(): Person;
  /** Ends it; its data stay. */
  stop(): Promise<void>;
  /** The same address, the same data. */
  start(): Promise<void>;
  /** Ends it for good. */
  down(): Promise<void>;
}

/** A task tracker with its people, real or demo; ids under names in small letters. */
export interface WorldTracker {
  readonly url: string;
  readonly apiKey: string;
  readonly executorKey: string;
  readonly project: string;
  readonly projectId: number;
  readonly trackerId: number;
  readonly customFields: { readonly externalKey: number };
  /** new, in_progress, resolved, feedback, closed, rejected. */
  readonly statuses: Readonly<Record<string, number>>;
  /** low, normal, high, urgent, immediate. */
  readonly priorities: Readonly<Record<string, number>>;
  setWebhook(url: string, secret?: string): Promise<void>;
  asExecutor(): Person;
  asAdmin(): Person;
  asSync(): Person;
  /** Identifier of a further project in which the same people work; made where it is missing. */
  secondProject(): Promise<string>;
  /** Adds a status to those that tasks may have, where that can be done from outside; answers its id. */
  addStatus?(name: string): number;
  down(): Promise<void>;
}

export interface WorldSystems {
  readonly rt: WorldDesk;
  readonly redmine: WorldTracker;
}

/** Sagadesk between a service desk and a task tracker. */
export interface World extends WorldSystems {
  readonly stack: Stack;
  hooks(on: boolean): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions extends Omit<StackOptions, 'systems'> {
  readonly hooks?: boolean;
  readonly polls?: boolean;
  /** What is done for this service goes to a second project of the tracker, as the system `builders`; everything else to the first. */
  readonly builders?: { readonly service: string };
  readonly change?: (config: AnySystemConfig) => AnySystemConfig;
  /** Addresses to speak to instead: a tampering proxy. */
  readonly rtUrl?: (real: string) => Promise<string>;
  readonly redmineUrl?: (real: string) => Promise<string>;
  /** An address that stands between the systems' hooks and Sagadesk: it is given ours. */
  readonly hooksThrough?: (sagadesk: string) => Promise<string>;
}

/** Brings up the systems, real or demo, with Sagadesk between them. */
export type StartWorld = (options?: WorldOptions) => Promise<World>;

/** Puts Sagadesk between these systems; they end with the world. */
export const worldOn = async ({ rt, redmine }: WorldSystems, options: WorldOptions = {}): Promise<World> => {
  const rtUrl = (await options.rtUrl?.(rt.url)) ?? rt.url;
  const redmineUrl = (await options.redmineUrl?.(redmine.url)) ?? redmine.url;
  const tracker = trackerConfig({ ...redmine, url: redmineUrl });
  const { builders } = options;
  const stack = await startStack({
    ...options,
    systems: [
      deskConfig({ ...rt, url: rtUrl }),
      tracker,
      ...(builders ? [{ ...tracker, name: 'builders', project: await redmine.secondProject() }] : []),
    ].map(configured(options)),
    ...(builders && {
      routes: [
        { service: builders.service, to: ['builders'] },
        { service: '*', to: [tracker.name] },
      ],
    }),
  });
  const hooksTo = (await options.hooksThrough?.(stack.url)) ?? stack.url;
  const hooks = async (on: boolean) => {
    await rt.setWebhook(on ? `${hooksTo}/webhooks/helpdesk` : '', deskSecret);
    await redmine.setWebhook(on ? `${hooksTo}/webhooks/executors` : '', trackerSecret);
  };
  await hooks(options.hooks ?? true);
  return {
    stack,
    rt,
    redmine,
    hooks,
    async stop() {
      await hooks(false);
      await stack.stop();
      await Promise.all([rt.down(), redmine.down()]);
    },
  };
};

const configured =
  ({ polls = true, change = (config) => config }: WorldOptions) =>
  (config: AnySystemConfig): AnySystemConfig =>
    change({ ...config, pollSeconds: polls ? config.pollSeconds : 0 });
