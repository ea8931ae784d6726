import { createHmac, timingSafeEqual } from 'node:crypto';

/** A picture inside a mail, as its address names it. */
export interface MailImage {
  readonly mail: number;
  /** Its place among the files of the mail. */
  readonly file: number;
}

/** Long enough for a page to load, short enough that an address that got out is soon worth nothing. Milliseconds. */
const lifeMs = 15 * 60_000;

/**
 * Address of a picture for the frame that shows its mail. A sandboxed frame is nobody's: browsers send no cookie with what it
 * loads, so that who was allowed to see the mail is proven by the address itself, for a while. `keys`: the newest first; it seals.
 */
export const sealedAddress = (keys: readonly Buffer[], { mail, file }: MailImage, now: number): string => {
  const [newest] = keys;
  if (!newest) throw new Error('sealing an address needs a key');
  const until = String(now + lifeMs);
  return `/mails/${mail}/images/${file}?until=${until}&seal=${sealOf(newest, { mail, file }, until)}`;
};

/** Whether this address is one of ours, and still holds. */
export const isSealed = (
  keys: readonly Buffer[],
  image: MailImage,
  { until, seal }: { readonly until: string; readonly seal: string },
  now: number,
): boolean =>
  /^\d{1,15}$/.test(until) &&
  Number(until) >= now &&
  keys.some((key) => isSame(sealOf(key, image, until), seal));

const sealOf = (key: Buffer, { mail, file }: MailImage, until: string): string =>
  createHmac('sha256', key).update(`sagadesk mail image ${mail} ${file} ${until}`).digest('base64url');

const isSame = (made: string, given: string): boolean => {
  const [a, b] = [Buffer.from(made), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
};
