import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { compareEntries } from '../../domain/record';
import type { Hint, VerifyWebhook } from '../port';
import { id, list, record } from './json';

/**
 * A delivery of our scrip (hook/scrip.pl): `X-RT-Signature: sha256=<hex HMAC of "<X-RT-Timestamp>.<body>">`. RT sends no
 * delivery id; time and body, which names the transaction, are as good.
 */
export const verifyRequestTrackerWebhook: VerifyWebhook = (secret, headers, rawBody) => {
  const [timestamp, signature] = [headers['x-rt-timestamp'], headers['x-rt-signature']];
  if (secret === '' || typeof timestamp !== 'string' || typeof signature !== 'string') return 'refused';
  const given = /^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1];
  if (given === undefined || !/^\d{1,11}$/.test(timestamp)) return 'refused';
  const signed = Buffer.concat([Buffer.from(`${timestamp}.`), rawBody]);
  const right = createHmac('sha256', secret).update(signed).digest();
  return timingSafeEqual(right, Buffer.from(given, 'hex')) ? hintOf(timestamp, signed, rawBody) : 'refused';
};

const hintOf = (timestamp: string, signed: Buffer, rawBody: Buffer): Hint => ({
  deliveryId: createHash('sha256').update(signed).digest('hex'),
  ...toldIn(rawBody),
  signedAt: Number(timestamp) * 1000,
  silent: false,
});

/** Longer than any database counts: no id of theirs. */
const shortId = (value: unknown): string => (id(value).length <= 18 ? id(value) : '');

const toldIn = (rawBody: Buffer): Pick<Hint, 'recordIds' | 'entry'> => {
  try {
    const body = record(JSON.parse(rawBody.toString('utf8')));
    const ticket = shortId(body.ticket);
    const newest = list(body.changes)
      .map((change) => shortId(record(change).transaction))
      .reduce((a, b) => (compareEntries(a, b) < 0 ? b : a), '');
    return { recordIds: ticket === '' ? [] : [ticket], ...(newest !== '' && { entry: newest }) };
  } catch {
    return { recordIds: [] };
  }
};
