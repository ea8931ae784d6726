import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { keyedHash, seal, unseal } from '../../platform/seal';

/** 160 bits, as RFC 4226 recommends. */
const keyBytes = 20;
const stepSeconds = 30;
/** Steps before and after ours that are taken: clocks of telephones go wrong by half a minute. */
const window = 1;
const use = 'second factor';

/** A new key, sealed for this user. */
export const newTotpKey = (secret: Buffer, userId: number): Buffer =>
  seal(secret, use, String(userId), randomBytes(keyBytes));

const totpOf = (key: Buffer, login: string): TOTP =>
  // SHA-1, six digits, thirty seconds: many apps know nothing else, whatever the address says.
  new TOTP({
    issuer: 'Sagadesk',
    label: login,
    algorithm: 'SHA1',
    digits: 6,
    period: stepSeconds,
    secret: new Secret({ buffer: new Uint8Array(key).buffer }),
  });

/** What an app is told, as an address and as a text to type in. Undefined: the secret is not the one that it was sealed with. */
export const totpShown = (
  secret: Buffer,
  userId: number,
  login: string,
  sealed: Buffer,
): { readonly address: string; readonly key: string } | undefined => {
  const key = unseal(secret, use, String(userId), sealed);
  if (!key) return undefined;
  const totp = totpOf(key, login);
  return { address: totp.toString(), key: totp.secret.base32.replace(/(.{4})(?=.)/g, '$1 ') };
};

/** The step of the clock whose code this is; undefined: of none near now. Milliseconds. */
export const stepOfCode = (
  secret: Buffer,
  userId: number,
  sealed: Buffer,
  code: string,
  now: number = Date.now(),
): number | undefined => {
  const key = unseal(secret, use, String(userId), sealed);
  const digits = code.replace(/\s/g, '');
  if (!key || !/^\d{6}$/.test(digits)) return undefined;
  const delta = totpOf(key, '').validate({ token: digits, window, timestamp: now });
  return delta === null ? undefined : Math.floor(now / 1000 / stepSeconds) + delta;
};

/** Letters and digits that nobody takes for one another. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Ten codes of some 79 bits for who has lost the telephone. */
export const newRecoveryCodes = (): readonly string[] => Array.from({ length: 10 }, newCode);

const newCode = (): string => {
  const letters = Array.from({ length: 16 }, letter).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
};

/** Without the bytes at the end that would make the first letters likelier. */
const letter = (): string => {
  const [byte = 255] = randomBytes(1);
  return byte < 256 - (256 % alphabet.length) ? alphabet[byte % alphabet.length]! : letter();
};

/** As it is kept: however it was typed. */
export const hashOfRecoveryCode = (secret: Buffer, code: string): Buffer =>
  keyedHash(secret, 'recovery codes', code.toLowerCase().replace(/[^a-z0-9]/g, ''));

export const looksLikeRecoveryCode = (code: string): boolean =>
  code.toLowerCase().replace(/[^a-z0-9]/g, '').length === 16;
