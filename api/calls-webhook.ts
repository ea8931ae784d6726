import { createHash, timingSafeEqual } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ctiEvent } from '../channels/phone/cti-webhook';
import {
  isSignedBySipgate,
  sipgateAnswer,
  sipgateEvent,
  sipgateFault,
} from '../channels/phone/sipgate-webhook';
import type { CallEvent } from '../domain/call/event';
import { usualCallRules } from '../domain/call/rules';
import { keepEvents } from './calls/keep-events';
import { refuseUnstorable } from './json-parser';
import type { AppOptions } from './options';
import { HttpProblem } from './problem';
import { problemOf } from './problem-of';

/** Bytes: a push is a few hundred. */
const largest = 64 * 1024;
const cti = '/api/v1/calls/cti/:token';
const sipgate = '/api/v1/calls/sipgate/:token';

/** Where exchanges push their calls. The token in the address is who they are; it stands in no log and no answer to others. */
export const registerCallPushes = async (app: FastifyInstance, options: AppOptions): Promise<void> => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: largest },
    async (_: FastifyRequest, body: Buffer) => body,
  );
  await app.register(multipart, {
    attachFieldsToBody: 'keyValues',
    limits: { files: 0, fields: 50, fieldSize: 1000 },
  });
  app.addHook('onRequest', async (request) => {
    const given = (request.params as { token: string }).token;
    const wanted = request.routeOptions.url === cti ? options.telephony?.cti : options.telephony?.sipgate;
    if (!wanted || !equal(given, wanted.token))
      throw new HttpProblem(401, 'The token in the address is not the one in the configuration (telephony).');
    overlookMissingType(request);
  });
  const take = takeWith(options);
  registerCti(app, take);
  registerSipgate(app, options, take);
};

/** Of equal length whatever was given: the time it takes tells nothing. */
const equal = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const overlookMissingType = ({ headers }: FastifyRequest): void => {
  headers['content-type'] ??= 'application/octet-stream';
};

const registerCti = (app: FastifyInstance, take: Take): void => {
  app.post(
    cti,
    {
      schema: { hide: true },
      bodyLimit: largest,
      errorHandler: (error, request, reply) => {
        const { statusCode, detail } = faultOf(error, request);
        return reply.code(statusCode).send({ error: detail });
      },
    },
    async (request, reply) => {
      await take(ctiEvent(bodyOf(request), Date.now()));
      return reply.code(200).send({});
    },
  );
};

const registerSipgate = (app: FastifyInstance, options: AppOptions, take: Take): void => {
  const xml = (reply: FastifyReply, body: string, status = 200) =>
    reply.code(status).type('application/xml; charset=utf-8').send(body);
  app.post(
    sipgate,
    {
      schema: { hide: true },
      bodyLimit: largest,
      errorHandler: (error, request, reply) => {
        const { statusCode, detail } = faultOf(error, request);
        return xml(reply, sipgateFault(detail), statusCode);
      },
    },
    async (request, reply) => {
      demandSignature(request, options);
      const event = sipgateEvent(bodyOf(request), Date.now());
      if (event) await take(event);
      const { token } = request.params as { token: string };
      return xml(
        reply,
        sipgateAnswer(`${options.publicUrl}/api/v1/calls/sipgate/${encodeURIComponent(token)}`),
      );
    },
  );
};

const demandSignature = ({ headers, body }: FastifyRequest, { telephony }: AppOptions): void => {
  const publicKey = telephony?.sipgate?.publicKey;
  if (publicKey === undefined) return;
  const signature = headers['x-sipgate-signature'];
  const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (!isSignedBySipgate(raw, typeof signature === 'string' ? signature : undefined, publicKey))
    throw new HttpProblem(401, 'X-Sipgate-Signature is missing or wrong (telephony.sipgate.publicKey).');
};

/** JSON, or a form of either kind. Throws 400 for what claims to be JSON and is none. */
const bodyOf = ({ headers, body }: FastifyRequest): unknown => {
  const fields = Buffer.isBuffer(body) ? parsed(body, headers['content-type'] ?? '') : body;
  refuseUnstorable(fields);
  return fields;
};

const parsed = (body: Buffer, type: string): unknown => {
  const text = body.toString('utf8');
  if (/json/i.test(type) || /^\s*\{/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      throw new HttpProblem(400, 'The body is not JSON.');
    }
  }
  const form = new URLSearchParams(text);
  return Object.fromEntries([...new Set(form.keys())].map((key) => [key, form.getAll(key)]));
};

/** Keeps an event, and wakes its call. */
type Take = (event: CallEvent) => Promise<void>;

const takeWith = ({ db, telephony, wakeCall }: AppOptions): Take => {
  const keep = keepEvents(db, telephony?.rules ?? usualCallRules);
  return async (event) => {
    const { id, changed } = await keep(event);
    if (changed) wakeCall?.(id);
  };
};

/** A fault of the push is told by its field; what we did not foresee is logged, and tells nothing. */
const faultOf = (error: unknown, request: FastifyRequest): HttpProblem => {
  const { name, message } = error as Error;
  const problem = name === 'PushFault' ? new HttpProblem(422, message) : problemOf(error);
  if (problem.statusCode >= 500) request.log.error({ err: error }, 'a call could not be kept');
  return problem;
};
