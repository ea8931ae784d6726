import type { AddressInfo } from 'node:net';
import multipart from '@fastify/multipart';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { Desk } from './desk';
import { restOfDiscovery } from './discovery';
import { Keeper } from './keeper';
import { Messenger } from './messenger';
import type { HookTarget } from './messenger';
import { pages } from './pages';
import { restOfIssues } from './rest';
import { mostFileBytes, restOfFiles } from './rest-files';
import { newWorld } from './seed';
import { signedIn } from './signed-in';
import type { World } from './world';

export interface DemoRedmineOptions {
  /** A free one when absent. */
  readonly port?: number;
  /** 127.0.0.1 when absent. The pages ask nobody for a password. */
  readonly host?: string;
  /** Keeps everything over a restart; in memory only when absent. */
  readonly dataFile?: string;
  readonly webhook?: HookTarget;
  readonly project?: string;
  readonly tracker?: string;
  readonly externalKeyField?: string;
  /** Key of our account in a new world; random when absent. */
  readonly apiKey?: string;
  /** How far its clock is ahead, in milliseconds. */
  readonly clockOffsetMs?: number;
}

export interface DemoRedmine {
  readonly url: string;
  /** Of our own account. */
  readonly apiKey: string;
  readonly executorKey: string;
  readonly adminKey: string;
  readonly world: World;
  /** Sends events there from now on; undefined: nowhere. */
  pointHook(target: HookTarget | undefined): void;
  stop(): Promise<void>;
}

/** A small Redmine for trying out and for tests: REST, signed events, and a page for the executors. */
export const startDemoRedmine = async (options: DemoRedmineOptions = {}): Promise<DemoRedmine> => {
  const {
    project = 'it-executors',
    tracker = 'Incident',
    externalKeyField = 'External Key',
    apiKey,
  } = options;
  const seed = { project, tracker, externalKeyField, ...(apiKey === undefined ? {} : { apiKey }) };
  const keeper = await Keeper.open(options.dataFile, () => newWorld(seed));
  const messenger = new Messenger(options.webhook);
  const desk = new Desk(keeper, messenger, () => Date.now() + (options.clockOffsetMs ?? 0));
  const app = await appFor(desk);
  await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  const { address, port } = app.server.address() as AddressInfo;
  const host = address.includes(':') ? `[${address}]` : address;
  const keyOf = (login: string) => keeper.world.users.find((user) => user.login === login)?.apiKey ?? '';
  return {
    url: `http://${host}:${port}`,
    apiKey: keyOf('sd-sync'),
    executorKey: keyOf('executor1'),
    adminKey: keyOf('admin'),
    world: keeper.world,
    pointHook: (target) => messenger.pointTo(target),
    stop: async () => {
      await app.close();
      await messenger.stop();
      await keeper.close();
    },
  };
};

const appFor = async (desk: Desk): Promise<FastifyInstance> => {
  const app = fastify({ forceCloseConnections: true });
  await app.register(multipart, { limits: { fileSize: mostFileBytes, files: 1, fieldSize: 1024 * 1024 } });
  takeBodies(app);
  const as = signedIn(desk.world);
  restOfDiscovery(app, desk, as);
  restOfIssues(app, desk, as);
  restOfFiles(app, desk, as);
  pages(app, desk);
  return app;
};

/** A body of another type than these is answered 415; Redmine would overlook it, or answer 406. */
const takeBodies = (app: FastifyInstance): void => {
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch {
      done(Object.assign(new Error('invalid JSON'), { statusCode: 400 }));
    }
  });
};
