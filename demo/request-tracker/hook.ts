import { createHmac } from 'node:crypto';
import type { Ticket, Transaction } from './model';
import type { DemoWebhook } from './options';

/** Tells of every transaction as the hook's scrip does: signed, in order, once. Whoever does not answer misses it. */
export interface Hook {
  /** From now on it tells there; undefined: nobody. */
  pointTo(webhook: DemoWebhook | undefined): void;
  tell(ticket: Ticket, transaction: Transaction): void;
  /** Drops what is not told yet. */
  stop(): Promise<void>;
}

const timeoutMs = 2_000;

export const hookTo = (first: DemoWebhook | undefined): Hook => {
  let webhook = first;
  const stopping = new AbortController();
  let queue: Promise<void> = Promise.resolve();
  return {
    pointTo: (next) => void (webhook = next),
    tell: (ticket, transaction) => {
      const to = webhook;
      if (to === undefined) return;
      const body = bodyOf(ticket, transaction);
      queue = queue.then(() => (stopping.signal.aborted ? undefined : send(to, body, stopping.signal)));
    },
    stop: async () => {
      stopping.abort();
      await queue;
    },
  };
};

const send = async ({ url, secret }: DemoWebhook, body: string, stopping: AbortSignal): Promise<void> => {
  const time = Math.floor(Date.now() / 1000);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'x-rt-timestamp': String(time),
    'x-rt-signature': `sha256=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`,
  };
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]);
  const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' }).catch(
    () => undefined,
  );
  await answer?.body?.cancel();
};

const bodyOf = (
  ticket: Ticket,
  { id, type, field, old, new: now, creator, created }: Transaction,
): string => {
  const change = { transaction: id, type, field: field || null, old: old || null, new: now || null, creator };
  return JSON.stringify({
    ticket: ticket.id,
    queue: ticket.queue,
    status: ticket.status,
    external_key: ticket.key || null,
    last_updated: rtDate(ticket.lastUpdated),
    changes: [{ ...change, created: rtDate(created) }],
  });
};

/** `2026-11-23T06:49:50Z` */
export const rtDate = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
