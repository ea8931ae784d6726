import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PoolClient } from 'pg';
import { canonical } from '../domain/canonical';
import { findAnswer, keepAnswer, lockAnswer, type AnswerKey } from '../store/idempotency';
import type { Database } from '../store/database';
import { commit } from './commit';
import type { AppOptions } from './options';
import { principalOf } from './principal';
import { invalidField } from './problem';

/** What a creating call came to. */
export interface Outcome {
  readonly body: Readonly<Record<string, unknown>>;
  /** Default 201. */
  readonly status?: number;
  /** Run after the commit: waking tickets and the like; must not fail. */
  readonly after?: () => void;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly after?: (() => void) | undefined;
}

/**
 * Carries out a creating call, once for each Idempotency-Key: the answer is kept in the transaction of the creation, so a
 * replay answers as the first time, also after a crash. `content`: what tells one request from another, default the body.
 */
export const once = async (
  options: AppOptions,
  request: FastifyRequest,
  work: (tx: PoolClient) => Promise<Outcome>,
  content: unknown = request.body,
): Promise<Answer> => {
  const answer = await answerOnce(options.db, keyOf(request), hashOf(request, content), work);
  answer.after?.();
  return answer;
};

/** The same for a key of whatever origin; leaves `after` to the caller. */
export const answerOnce = (
  db: Database,
  key: AnswerKey | undefined,
  requestHash: Buffer,
  work: (tx: PoolClient) => Promise<Outcome>,
): Promise<Answer> => commit(db, (tx) => (key ? replayOr(tx, key, requestHash, work) : perform(tx, work)));

/** Sends what `once` answered, byte by byte the same in a replay. */
export const sendAnswer = (reply: FastifyReply, { status, body }: Answer): FastifyReply => {
  const { version } = JSON.parse(body) as { version?: unknown };
  if (typeof version === 'number') void reply.header('etag', `"${version}"`);
  return reply.code(status).type('application/json; charset=utf-8').send(body);
};

const keyOf = (request: FastifyRequest): AnswerKey | undefined => {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key.trim() === '' || key.length > 255)
    throw invalidField('Idempotency-Key', 'must have 1 to 255 characters');
  const { kind, id } = principalOf(request);
  return { owner: `${kind}:${id}`, key };
};

const perform = async (tx: PoolClient, work: (tx: PoolClient) => Promise<Outcome>): Promise<Answer> => {
  const { status = 201, body, after } = await work(tx);
  return { status, body: JSON.stringify(body), after };
};

const replayOr = async (
  tx: PoolClient,
  key: AnswerKey,
  requestHash: Buffer,
  work: (tx: PoolClient) => Promise<Outcome>,
): Promise<Answer> => {
  await lockAnswer(tx, key);
  const stored = await findAnswer(tx, key);
  if (stored && !stored.requestHash.equals(requestHash))
    throw invalidField('Idempotency-Key', 'was used for another request; use a new key for a new request');
  if (stored) return stored;
  const answer = await perform(tx, work);
  await keepAnswer(tx, key, { requestHash, ...answer });
  return answer;
};

/** Tells one request from another. */
export const hashOf = (request: FastifyRequest, content: unknown): Buffer =>
  createHash('sha256')
    .update(`${request.method} ${request.url.split('?')[0]}\n${canonical(content)}`)
    .digest();
