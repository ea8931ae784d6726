import { reason } from '../../domain/reason';
import type { Queryable } from '../database';

/** When somebody was answered by a program of ours in the last day: confirmations, and what we say of a mail that is too large. */
export const answersTo = async (tx: Queryable, address: string): Promise<readonly number[]> => {
  const { rows } = await tx.query<{ at: Date }>(
    `select created_at as at from notifications where recipient = $1 and mail_id is not null
        and event in ('registered', 'oversized') and state in ('queued', 'sent') and created_at > now() - interval '1 day'`,
    [address],
  );
  return rows.map(({ at }) => at.getTime());
};

export const tooManyAnswers = reason('tooManyAnswers');
