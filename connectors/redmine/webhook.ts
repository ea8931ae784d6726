import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Hint, VerifyWebhook } from '../port';

type Headers = Parameters<VerifyWebhook>[1];

/**
 * The scheme of Redmine 7's own webhooks and of our plugin (hook/): X-Redmine-Signature-256 is `sha256=` and the hex
 * HMAC-SHA256 of the raw body. Only the body is signed, so only its `timestamp` is believed.
 */
export const verifyRedmineWebhook: VerifyWebhook = (secret, headers, rawBody) => {
  if (secret === '' || !isSigned(secret, header(headers, 'x-redmine-signature-256'), rawBody))
    return 'refused';
  return { deliveryId: deliveryOf(headers, rawBody), ...understood(rawBody) };
};

const isSigned = (secret: string, signature: string | undefined, rawBody: Buffer): boolean => {
  const right = Buffer.from(`sha256=${createHmac('sha256', secret).update(rawBody).digest('hex')}`);
  const given = Buffer.from(signature ?? '');
  return given.length === right.length && timingSafeEqual(given, right);
};

/** Redmine 7 sends no id of its own. */
const deliveryOf = (headers: Headers, rawBody: Buffer): string => {
  const id = header(headers, 'x-redmine-delivery')?.trim();
  return id && id.length <= 200 ? id : createHash('sha256').update(rawBody).digest('hex');
};

const header = (headers: Headers, name: string): string | undefined => {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : undefined;
};

const understood = (rawBody: Buffer): Omit<Hint, 'deliveryId'> => {
  const body = objectIn(parsed(rawBody));
  const id = objectIn(objectIn(body.data).issue).id;
  const silent = typeof body.silent === 'string' && body.silent !== '';
  const signedAt = typeof body.timestamp === 'string' ? Date.parse(body.timestamp) : NaN;
  return {
    recordIds: isId(id) ? [String(id)] : [],
    ...(isInstant(signedAt) ? { signedAt } : {}),
    ...entryIn(body, silent),
    silent,
  };
};

/** A new issue has no journal; a silent change of an old note moves no history. */
const entryIn = (body: Readonly<Record<string, unknown>>, silent: boolean): Pick<Hint, 'entry'> => {
  const journal = objectIn(objectIn(body.data).journal).id;
  if (silent) return {};
  if (body.type === 'issue.created') return { entry: '0' };
  return isId(journal) ? { entry: String(journal) } : {};
};

/** Between 1970 and 9999: a time that every database can hold. */
const isInstant = (at: number): boolean => at >= 0 && at < 253_402_300_800_000;

const isId = (id: unknown): boolean => Number.isSafeInteger(id) && Number(id) > 0;

const objectIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const parsed = (rawBody: Buffer): unknown => {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    return undefined;
  }
};
