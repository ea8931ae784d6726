import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import pino from 'pino';
import type { VerifyWebhook } from '../../connectors/port';
import { buildApp } from '../../api/app';
import type { AppOptions } from '../../api/options';
import type { Role } from '../../domain/role';
import type { SyncRules, SystemRules } from '../../domain/rules';
import { createApiKey, hashOfKey } from '../../store/api-keys';
import { createCommands } from '../../store/commands';
import { openDatabase, type Database } from '../../store/database';
import { migrate } from '../../store/migrate';
import { createDatabase } from '../postgres/database';
import { deskWords } from '../words';

/** The application over a database of its own, as a test speaks to it. */
export interface Desk {
  readonly app: FastifyInstance;
  readonly db: Database;
  /** Numbers of the tickets that were woken. */
  readonly woken: string[];
  readonly reconciled: number[];
  /** A key of this role; of a contact where one is given. */
  keyOf(role: Role, contactId?: number): Promise<string>;
  /** A request with a key (default: the administrator's) and a JSON body. */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    more?: More,
  ): Promise<Answer>;
  close(): Promise<void>;
}

export interface More {
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what the wire contract names
  readonly json: any;
  readonly raw: LightMyRequestResponse;
}

export const administratorKey = 'administrator-key-of-the-tests-0123456789';

const words = {
  ...deskWords,
  fields: { title: 'editable', description: 'create-only', status: 'editable', priority: 'editable' },
} as const;

const system = (name: string, role: SystemRules['role']): SystemRules => ({
  ...words,
  name,
  role,
  maxLength: {},
  publicComments: role === 'desk' ? 'correspondence' : 'all',
});

export const rules: SyncRules = {
  systems: [system('helpdesk', 'desk'), system('executors', 'tracker')],
  routes: [{ service: '*', to: ['executors'] }],
  tieOrder: ['helpdesk', 'executors', 'front'],
  trackersThatRegister: [],
  from: 'open',
};

/** Signed with the word `good`; the body is `{"delivery", "records"}` or not understood. */
const verify: VerifyWebhook = (secret, headers, body) => {
  if (headers['x-test-signature'] !== `${secret}:good`) return 'refused';
  try {
    const { delivery, records, signedAt } = JSON.parse(body.toString('utf8')) as never;
    return { deliveryId: delivery, recordIds: records, silent: false, ...(signedAt ? { signedAt } : {}) };
  } catch {
    return { deliveryId: `unread ${body.length}`, recordIds: [], silent: false };
  }
};

/** Opens a desk; close it at the end. */
export const openDesk = async (more: Partial<AppOptions> = {}): Promise<Desk> => {
  const database = await createDatabase();
  await migrate(database.url);
  const db = openDatabase(database.url);
  const woken: string[] = [];
  const reconciled: number[] = [];
  const app = await buildApp({
    db,
    systems: [
      { name: 'helpdesk', role: 'desk', type: 'request-tracker', webhookSecret: 'secret' },
      { name: 'executors', role: 'tracker', type: 'redmine' },
    ],
    commands: createCommands(rules),
    publicUrl: 'http://127.0.0.1:3000',
    country: 'RU',
    pageOf: (name, id) => `http://${name}.test/${id}`,
    webhookOf: () => verify,
    wake: (number) => woken.push(number),
    startReconcile: (id) => reconciled.push(id),
    temporalState: () => 'down',
    metrics: { contentType: 'text/plain', metrics: async () => 'sagadesk_up 1\n' },
    log: pino({ level: process.env.TEST_LOG ?? 'fatal' }),
    requestsPerSecond: 100_000,
    ...more,
  });
  const keyOf = async (role: Role, contactId?: number): Promise<string> => {
    const key = `${role} key of the tests ${Math.random()} ${Math.random()}`;
    await createApiKey(db, {
      hash: hashOfKey(key),
      name: `${role} program`,
      role,
      contactId: contactId ?? null,
    });
    return key;
  };
  await createApiKey(db, {
    hash: hashOfKey(administratorKey),
    name: 'Administrator',
    role: 'administrator',
    contactId: null,
  });
  return {
    app,
    db,
    woken,
    reconciled,
    keyOf,
    call: (method, path, body, options) => call(app, method, path, body, options),
    close: async () => {
      await app.close();
      await db.end();
      await database.drop();
    },
  };
};

const call = async (
  app: FastifyInstance,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
  { key = administratorKey, headers = {} }: More = {},
): Promise<Answer> => {
  const request: InjectOptions = {
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${key}`, ...headers },
    ...(body === undefined ? {} : { payload: body as InjectOptions['payload'] }),
  };
  const raw = await app.inject(request);
  const type = String(raw.headers['content-type'] ?? '');
  return { status: raw.statusCode, json: type.includes('json') ? raw.json() : undefined, raw };
};

/** A body that registers a ticket. */
export const aTicket = (more: Record<string, unknown> = {}) => ({
  title: 'Принтер не печатает',
  description: 'Третий этаж, у окна',
  channel: 'phone',
  requester: { name: 'Анна Петрова', email: 'anna@example.test', phone: '8 (495) 123-45-67' },
  ...more,
});
