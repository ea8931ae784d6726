import { createHmac } from 'node:crypto';
import { reason } from '../../domain/reason';
import { ticketText } from '../../store/notify/message-facts';
import { postpone, settleNotifications, type Outgoing } from '../../store/notify/outbox';
import type { Deps } from '../deps';
import { linkTo } from './part';

const patienceMs = 10_000;
const givenUpMs = 86_400_000;

/**
 * Tells another program, one event after the other: what happened and to which ticket, never a text. Signed where it has a
 * secret. What it does not take holds up what came later for the same ticket.
 */
export const callWebhook = async (deps: Deps, rows: readonly Outgoing[]): Promise<'done'> => {
  const { recipient } = rows[0]!;
  const target = deps.webhooks?.[recipient];
  if (!target) {
    const because = reason('noWebhook', { webhook: recipient });
    await settleNotifications(deps.db, idsOf(rows), 'refused', because);
    return 'done';
  }
  for (const [n, row] of rows.entries()) {
    const failure = await call(target, await bodyOf(deps, row));
    if (failure === undefined) await settleNotifications(deps.db, [row.id], 'sent');
    else if (Date.now() - row.createdAt.getTime() > givenUpMs)
      await settleNotifications(deps.db, [row.id], 'refused', reason('givenUpDay', { why: failure }));
    else {
      const seconds = Math.min(3600, 5 * 2 ** Math.min(row.attempts, 10));
      await postpone(deps.db, idsOf(rows.slice(n)), seconds, failure, true);
      return 'done';
    }
  }
  return 'done';
};

const idsOf = (rows: readonly Outgoing[]): readonly number[] => rows.map(({ id }) => id);

const bodyOf = async (deps: Deps, head: Outgoing): Promise<string> => {
  const ticket = head.ticketId === null ? undefined : await ticketText(deps.db, head.ticketId);
  return JSON.stringify({
    id: String(head.id),
    event: head.event,
    visibility: head.visibility,
    at: head.createdAt.toISOString(),
    ...head.detail,
    ...(head.commentId === null ? {} : { comment: String(head.commentId) }),
    ...(ticket
      ? {
          ticket: ticket.number,
          status: ticket.status,
          priority: ticket.priority,
          link: linkTo(deps, ticket.number),
        }
      : {}),
  });
};

/** Why it failed, or nothing. A redirect is not followed: it would lead where nobody has configured. */
const call = async (
  { url, secret }: { readonly url: string; readonly secret?: string },
  body: string,
): Promise<string | undefined> => {
  const signature: Record<string, string> =
    secret === undefined
      ? {}
      : { 'x-sagadesk-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` };
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...signature },
      signal: AbortSignal.timeout(patienceMs),
    });
    await answer.body?.cancel();
    return answer.ok ? undefined : reason('webhookAnswers', { code: String(answer.status) });
  } catch (error) {
    const { cause, message } = error as { cause?: { code?: string }; message: string };
    return reason('webhookSilent', { said: cause?.code ?? message });
  }
};
