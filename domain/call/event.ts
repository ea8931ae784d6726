import type { Instant } from '../ticket';

export type CallOrigin = 'cti' | 'sipgate' | 'asterisk';
export type Direction = 'in' | 'out';

/** Why a call ended, in the words of Zammad's generic CTI; `vanished`: the exchange knows it no more, `limit`: we gave it up. */
export const causes = [
  'normalClearing',
  'busy',
  'cancel',
  'noAnswer',
  'congestion',
  'notFound',
  'forwarded',
  'vanished',
  'limit',
] as const;
export type Cause = (typeof causes)[number];

/**
 * Something that was heard of a call. What an event is, is told by leg, kind and key, never by when it came: the same one
 * twice is one.
 */
export interface CallEvent {
  readonly origin: CallOrigin;
  /** The exchange's id of this leg. */
  readonly legId: string;
  /** The leg that this one was transferred, or forwarded, from. */
  readonly joins?: string;
  /** `stopped`: one of the telephones rings no more. */
  readonly kind: 'ringing' | 'stopped' | 'answered' | 'ended';
  /** Tells apart events of one kind: the telephone that rang or answered. */
  readonly key: string;
  readonly at: Instant;
  readonly direction?: Direction;
  /** As given. */
  readonly from?: string;
  readonly to?: string;
  readonly callerName?: string;
  /** Whose telephones ring, or who answered: as the exchange calls them. */
  readonly users: readonly string[];
  readonly queue?: string;
  readonly cause?: Cause;
}
