import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Bytes of the nonce and of the tag (NIST SP 800-38D). */
const nonceBytes = 12;
const tagBytes = 16;

/** A key for one use, made of the installation's secret: what is sealed for one use opens for no other. */
const keyFor = (secret: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'sagadesk', use, 32));

/** Seals bytes with AES-256-GCM. `use` says what for; `whose` is bound to it: moved to another row it does not open. */
export const seal = (secret: Buffer, use: string, whose: string, bytes: Buffer): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, use), nonce).setAAD(Buffer.from(whose));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
};

/** Opens what `seal` made; undefined when the secret is another one, or it was tampered with. */
export const unseal = (secret: Buffer, use: string, whose: string, sealed: Buffer): Buffer | undefined => {
  const tag = sealed.subarray(-tagBytes);
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyFor(secret, use),
    sealed.subarray(0, nonceBytes),
  ).setAAD(Buffer.from(whose));
  try {
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
};

/** A hash that only we can make: a stolen table cannot be searched by guessing. */
export const keyedHash = (secret: Buffer, use: string, text: string): Buffer =>
  createHmac('sha256', keyFor(secret, use)).update(text).digest();
