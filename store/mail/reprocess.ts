import { first, type Queryable } from '../database';
import { inboxChannel } from '../inbox';
import type { StoredDecision } from './mails';

/** Under this name a mailbox is nudged on the inbox channel, beside the systems, whose names have no colon. */
export const nudgeName = (mailbox: string): string => `mail:${mailbox}`;

/**
 * Lets a mail that was quarantined, held or ignored be read again, as a person decided where he did. False: it is in a ticket,
 * or being read.
 */
export const reprocessMail = async (
  tx: Queryable,
  id: number,
  decision: StoredDecision | undefined,
): Promise<boolean> => {
  const found = first(
    await tx.query<{ mailbox: string }>(
      `update mails set state = 'open', because = null, ticket_id = null, same_as = null, attempts = 0, next_at = now(),
         settled_at = null, decision = $2
        where id = $1 and state in ('quarantined', 'held', 'ignored') returning mailbox`,
      [id, decision ? JSON.stringify(decision) : null],
    ),
  );
  if (found) await tx.query('select pg_notify($1, $2)', [inboxChannel, nudgeName(found.mailbox)]);
  return found !== undefined;
};
