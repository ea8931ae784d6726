import { createHmac, timingSafeEqual } from 'node:crypto';
import { withoutTag } from '../../domain/mail/address';
import { readToken, tokenBody, type Token } from '../../domain/mail/token';

/**
 * Signs what comes back to us with a reply: the address to reply to, the envelope sender (VERP) and our Message-IDs.
 * `keys`: the newest first; it signs, and as many as are given are accepted.
 */
export interface Signatures {
  /** `support+sd-1042.r.h.<mac>@example.com`: replies of this contact. */
  replyAddress(mailbox: string, ticket: string, contactId: number): string;
  /** The same for a member of staff; what he answers to something internal stays internal. */
  staffAddress(mailbox: string, ticket: string, userId: number, about: 'public' | 'internal'): string;
  /** The envelope sender of an outgoing mail: a bounce names it. */
  bounceAddress(mailbox: string, ticket: string, outboxId: number): string;
  /** Without brackets. The same outgoing mail always has the same one. */
  messageId(mailbox: string, ticket: string, outboxId: number): string;
  /** What stands in `X-Sagadesk-Loop` of everything that we send. */
  loopMark(): string;
  /** The token of an address of ours, when its signature holds. */
  readAddress(address: string): Token | undefined;
  /** The token of a Message-ID of ours; `forged` when it looks like one but its signature does not hold. */
  readMessageId(id: string): Token | 'forged' | undefined;
  isLoopMark(text: string): boolean;
}

export const loopHeader = 'X-Sagadesk-Loop';

export const createSignatures = (keys: readonly Buffer[]): Signatures => {
  const [newest] = keys;
  if (!newest) throw new Error('signing mail needs a key');
  const sign = (token: Token): string => `${tokenBody(token)}.${macOf(newest, tokenBody(token))}`;
  const holds = (body: string, mac: string) => keys.some((key) => isSame(macOf(key, body), mac));
  const read = (text: string): Token | 'forged' | undefined => {
    const found = readToken(text);
    if (!found) return undefined;
    return holds(tokenBody(found.token), found.mac) ? found.token : 'forged';
  };
  const tagged = (mailbox: string, token: Token): string => mailbox.replace('@', `+${sign(token)}@`);
  return {
    replyAddress: (mailbox, ticket, id) => tagged(mailbox, { kind: 'r', ticket, id }),
    staffAddress: (mailbox, ticket, id, about) =>
      tagged(mailbox, { kind: about === 'public' ? 's' : 'i', ticket, id }),
    bounceAddress: (mailbox, ticket, id) => tagged(mailbox, { kind: 'b', ticket, id }),
    messageId: (mailbox, ticket, id) =>
      `${sign({ kind: 'm', ticket, id })}@${mailbox.slice(mailbox.indexOf('@') + 1)}`,
    loopMark: () => macOf(newest, 'loop'),
    readAddress(address) {
      const token = read(withoutTag(address).tag);
      return token === 'forged' || token?.kind === 'm' ? undefined : token;
    },
    readMessageId(id) {
      const token = read(id.slice(0, id.indexOf('@')));
      return token === 'forged' || token?.kind === 'm' ? token : undefined;
    },
    isLoopMark: (text) => holds('loop', text.trim()),
  };
};

/** 80 bits in RFC 4648's base32, small letters: 16 of them. */
const macOf = (key: Buffer, body: string): string => {
  const bytes = createHmac('sha256', key).update(`sagadesk mail ${body}`).digest().subarray(0, 10);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replace(/.{5}/g, (five) => alphabet.charAt(parseInt(five, 2)));
};

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

const isSame = (made: string, given: string): boolean => {
  const [a, b] = [Buffer.from(made), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
};
