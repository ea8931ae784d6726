import { createPublicKey, verify } from 'node:crypto';
import type { CallEvent } from '../../domain/call/event';
import type { Instant } from '../../domain/ticket';
import { pushedEvent } from './cti-webhook';
import { fieldsOf, one } from './push-fields';

/** What a sipgate push (form-encoded) tells of a call; undefined: nothing that we keep. Throws PushFault. */
export const sipgateEvent = (body: unknown, at: Instant): CallEvent | undefined => {
  const fields = fieldsOf(body);
  if (one(fields, 'event') === 'dtmf') return undefined;
  const event = pushedEvent('sipgate', fields, at);
  const first = one(fields, 'origCallId');
  return first === undefined || first === event.legId ? event : { ...event, joins: first };
};

/** RSA with SHA-256 over the raw body, in base64, in `X-Sipgate-Signature` (sipgateio-node, lib/webhook). */
export const isSignedBySipgate = (
  body: Buffer,
  signature: string | undefined,
  publicKey: string,
): boolean => {
  if (signature === undefined) return false;
  try {
    return verify('sha256', body, createPublicKey(publicKey), Buffer.from(signature, 'base64'));
  } catch {
    return false; // not even the form of a signature
  }
};

/** Only an answer with these addresses brings the later events of the call. */
export const sipgateAnswer = (address: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response onAnswer="${escaped(address)}" onHangup="${escaped(address)}"/>`;

export const sipgateFault = (message: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response><Error>${escaped(message)}</Error></Response>`;

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
