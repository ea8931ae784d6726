import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Hint } from '../connectors/port';
import type { Database } from '../store/database';
import { receive, type Delivery } from '../store/inbox';
import { countRefused, type RefusedBecause } from '../store/refused-hooks';
import { commit } from './commit';
import type { ApiSystem, AppOptions } from './options';
import { HttpProblem, notFound } from './problem';
import { sendProblem } from './send-problem';

const largest = 1024 * 1024;

/** POST /webhooks/:system: stored first, answered 202, read later. */
export const registerWebhooks = (app: FastifyInstance, options: AppOptions): void => {
  app.setErrorHandler(sendProblem);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: largest },
    async (_: FastifyRequest, body: Buffer) => body,
  );
  app.addHook('onRequest', async (request) => {
    systemOf(request, options);
    overlookWrongType(request);
  });
  app.post('/webhooks/:system', { schema: { hide: true }, bodyLimit: largest }, async (request, reply) => {
    const system = systemOf(request, options);
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const hint = verified(request, system, body, options);
    if (hint === 'refused') throw await refuse(request, system, options);
    await store(options.db, { ...hint, system: system.name, body });
    return reply.code(202).send({ stored: true });
  });
};

/** One statement needs no transaction of its own. */
const store = (db: Database, delivery: Delivery): Promise<unknown> =>
  delivery.recordIds.length > 0 ? receive(db, delivery) : commit(db, (tx) => receive(tx, delivery));

/** What a sender calls his body does not matter, but Fastify answers 415 to a type that it cannot read, before any parser. */
const overlookWrongType = ({ headers }: FastifyRequest): void => {
  const type = headers['content-type'];
  if (type !== undefined && !/^[\w.+-]+\/[\w.+-]+\s*(;|$)/.test(type))
    headers['content-type'] = 'application/octet-stream';
};

const systemOf = (request: FastifyRequest, { systems }: AppOptions): ApiSystem => {
  const { system: name } = request.params as { system: string };
  const system = systems.find((one) => one.name === name);
  if (!system) throw notFound('such system');
  return system;
};

/** Without a secret in the configuration nothing can be signed rightly. */
const verified = (
  request: FastifyRequest,
  { type, webhookSecret }: ApiSystem,
  body: Buffer,
  { webhookOf }: AppOptions,
): Hint | 'refused' => {
  const verify = webhookOf(type);
  return verify && webhookSecret ? verify(webhookSecret, request.headers, body) : 'refused';
};

const refuse = async (
  request: FastifyRequest,
  system: ApiSystem,
  { db }: AppOptions,
): Promise<HttpProblem> => {
  await commit(db, (tx) => countRefused(tx, system.name, headOf(request), whyRefused(request, system)));
  const advice = system.webhookSecret
    ? `Compare the secret of the hook with \`systems.${system.name}.webhookSecret\`.`
    : `Set \`systems.${system.name}.webhookSecret\`.`;
  return new HttpProblem(401, `The signature is missing or wrong. ${advice}`);
};

const whyRefused = ({ headers }: FastifyRequest, { webhookSecret }: ApiSystem): RefusedBecause => {
  if (!webhookSecret) return 'noSecret';
  return Object.keys(headers).some(isSignature) ? 'wrongSignature' : 'unsigned';
};

const isSignature = (header: string): boolean => header.includes('signature');

/** What may help to find the sender; no signature, key or cookie. */
const headOf = (request: FastifyRequest): Record<string, string> => {
  const told = ['user-agent', 'content-type', 'content-length', 'x-redmine-event', 'x-redmine-delivery'];
  const signed = Object.keys(request.headers).filter(isSignature);
  const values = told.flatMap((name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value.replaceAll('\0', '').slice(0, 200)]] : [];
  });
  return {
    from: request.ip,
    ...(signed.length > 0 && { signed: signed.join(', ').slice(0, 200) }),
    ...Object.fromEntries(values),
  };
};
