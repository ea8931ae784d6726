import { createHmac } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/activity';
import { countAttempt, settleWebhook, webhookCall, type WebhookCall } from '../../store/sla/webhooks';
import type { Deps } from '../deps';

/** So long the other program may take to answer, in milliseconds. */
const patienceMs = 10_000;

interface ActionRef {
  readonly id: number;
}

/** Calls that escalation levels ask for. */
export const createWebhookActivities = (deps: Pick<Deps, 'db' | 'slaWebhooks'>) => ({
  /** Makes the call; throws what is to be tried again. Repeated, it carries the same delivery id. */
  async callWebhook({ id }: ActionRef): Promise<void> {
    const call = await webhookCall(deps.db, id);
    if (!call) return;
    const url = allowed(call.url, deps.slaWebhooks?.allow ?? []);
    if (typeof url === 'string') return settleWebhook(deps.db, id, 'failed', url);
    await countAttempt(deps.db, id);
    const status = await send(url, call, deps.slaWebhooks!.secret);
    if (status < 300) return settleWebhook(deps.db, id, 'done', `answered ${status}`);
    if (status >= 500 || status === 408 || status === 429) throw again(`answered ${status}`);
    return settleWebhook(deps.db, id, 'failed', `answered ${status}: it is not tried again`);
  },

  /** After a day in vain. */
  giveUpWebhook: ({ id, because }: ActionRef & { readonly because: string }): Promise<void> =>
    settleWebhook(deps.db, id, 'failed', `given up after a day: ${because}`),
});

/** Only origins that the configuration names are called, whatever a contract says; else why not. */
const allowed = (wanted: unknown, origins: readonly string[]): URL | string => {
  const url = typeof wanted === 'string' && URL.canParse(wanted) ? new URL(wanted) : undefined;
  if (!url || url.username !== '' || url.password !== '')
    return 'the contract has no address there that could be called';
  return origins.some((origin) => new URL(origin).origin === url.origin)
    ? url
    : `${url.origin} may not be called: name it under sla.webhooks.allow in the configuration`;
};

const send = async (url: URL, call: WebhookCall, secret: string): Promise<number> => {
  const { id, ticket, contract, clock, event, level, at, due } = call;
  const body = JSON.stringify({ id: String(id), ticket, contract, clock, event, level, at, due });
  const time = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
      headers: {
        'content-type': 'application/json',
        'x-sagadesk-delivery': String(id),
        'x-sagadesk-timestamp': time,
        'x-sagadesk-signature': `sha256=${signature}`,
      },
    });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    throw again(`${url.origin} does not answer: ${reasonOf(error)}`);
  }
};

const reasonOf = (error: unknown): string => {
  const { message, cause } = error as { message?: string; cause?: { code?: string } };
  return cause?.code ?? message ?? String(error);
};

const again = (message: string): ApplicationFailure =>
  ApplicationFailure.create({ type: 'transient', message, category: 'BENIGN' });
