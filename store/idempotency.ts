import { first, type Queryable } from './database';

export interface StoredAnswer {
  readonly requestHash: Buffer;
  readonly status: number;
  /** The answer's body, to the byte. */
  readonly body: string;
}

export interface AnswerKey {
  /** Whose key it is: `key:12` or `user:3`. */
  readonly owner: string;
  readonly key: string;
}

/** Makes a second request with the same key wait until the first one's transaction has ended. */
export const lockAnswer = async (tx: Queryable, { owner, key }: AnswerKey): Promise<void> => {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('idempotency ' || $1 || ' ' || $2, 0))`, [
    owner,
    key,
  ]);
};

export const findAnswer = async (
  tx: Queryable,
  { owner, key }: AnswerKey,
): Promise<StoredAnswer | undefined> =>
  first(
    await tx.query<StoredAnswer>(
      `select request_hash as "requestHash", status, body #>> '{}' as body from idempotency where owner = $1 and key = $2`,
      [owner, key],
    ),
  );

/** Keeps the answer in the transaction of what it tells of: both stand, or neither. */
export const keepAnswer = async (
  tx: Queryable,
  { owner, key }: AnswerKey,
  answer: StoredAnswer,
): Promise<void> => {
  await tx.query(
    'insert into idempotency (owner, key, request_hash, status, body) values ($1, $2, $3, $4, to_jsonb($5::text))',
    [owner, key, answer.requestHash, answer.status, answer.body],
  );
};
