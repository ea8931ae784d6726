import type { AddressInfo } from 'node:net';
import multipart from '@fastify/multipart';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { Desk } from './desk';
import { mostFileBytes } from './form';
import { hookTo } from './hook';
import { Keeper } from './keeper';
import { systemUser } from './model';
import type { Tables } from './model';
import { defaultStatuses, defaultUsers, newToken } from './options';
import type { DemoPerson, DemoRequestTrackerOptions, DemoWebhook } from './options';
import { pages } from './pages/pages';
import { restOfCollections, restOfRecords } from './rest/collections';
import { restOfMessages } from './rest/messages';
import { BadQuery } from './ticket-sql';
import { signedIn } from './rest/signed-in';
import { restOfTickets } from './rest/tickets';

export interface DemoRequestTracker {
  readonly url: string;
  /** Of our own account. */
  readonly token: string;
  /** Tells there from now on; undefined: nobody. */
  pointHook(webhook: DemoWebhook | undefined): void;
  stop(): Promise<void>;
}

/** A small Request Tracker for trying out and for tests: REST 2 as far as we speak it, signed events, pages for people. */
export const startDemoRequestTracker = async (
  options: DemoRequestTrackerOptions = {},
): Promise<DemoRequestTracker> => {
  const keeper = Keeper.open(options.dataFile, () => freshTables(options.users ?? defaultUsers));
  const hook = hookTo(options.webhook);
  const queues = [
    { id: 1, name: 'General' },
    { id: 3, name: options.queue ?? 'Support' },
  ];
  const now = () => Date.now() + (options.clockOffsetMs ?? 0);
  const desk = new Desk(keeper, queues, options.statuses ?? defaultStatuses, now, hook.tell);
  const app = await appFor(desk, now);
  await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  const { address, port } = app.server.address() as AddressInfo;
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
    token: keeper.tables.token,
    pointHook: hook.pointTo,
    stop: async () => {
      await app.close();
      await hook.stop();
      await keeper.close();
    },
  };
};

const appFor = async (desk: Desk, now: () => number): Promise<FastifyInstance> => {
  const app = fastify({ forceCloseConnections: true, bodyLimit: mostFileBytes });
  await app.register(multipart, { limits: { fileSize: mostFileBytes, fieldSize: 1024 * 1024, files: 10 } });
  app.addHook('onSend', async (_request, reply) => void reply.header('date', new Date(now()).toUTCString()));
  const as = signedIn(desk);
  restOfTickets(app, desk, as);
  restOfMessages(app, desk, as);
  restOfRecords(app, desk, as);
  restOfCollections(app, desk, as);
  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) =>
    reply.code(error instanceof BadQuery ? 400 : (error.statusCode ?? 500)).send({ message: error.message }),
  );
  pages(app, desk);
  return app;
};

const firstUserId = 38;

const freshTables = (people: readonly DemoPerson[]): Tables => ({
  token: newToken(firstUserId),
  users: [
    { id: 1, name: systemUser, realName: 'The RT System itself', email: '', agent: false },
    ...people.map((person, index) => ({ id: firstUserId + index, ...person })),
  ],
  tickets: [],
  transactions: [],
  attachments: [],
});
