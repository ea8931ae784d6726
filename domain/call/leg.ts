import type { Instant } from '../ticket';
import type { CallEvent, Cause } from './event';

/** One leg of a call: from its first ringing to its hang-up. */
export interface Leg {
  /** By their time. `by`: as the exchange calls him. */
  readonly answers: readonly { readonly at: Instant; readonly by?: string }[];
  /** The mailbox took it: that is no answer (sipgate says so by this user). */
  readonly voicemail: boolean;
  readonly ringsAt: readonly string[];
  readonly end?: { readonly at: Instant; readonly cause?: Cause };
}

const mailbox = 'voicemail';

/** The leg that these events, in the order of their times, tell of. */
export const legOf = (events: readonly CallEvent[]): Leg => {
  const answered = events.filter(({ kind }) => kind === 'answered');
  const byPeople = answered.filter(({ users }) => users[0] !== mailbox);
  const end = endOf(events);
  return {
    answers: byPeople.map(({ at, users }) => (users[0] === undefined ? { at } : { at, by: users[0] })),
    voicemail: byPeople.length < answered.length,
    ringsAt: end || byPeople.length > 0 ? ringingAfter(events, byPeople) : ringing(events),
    ...(end ? { end } : {}),
  };
};

/** A hang-up counts before a limit of ours: somebody knew. */
const endOf = (events: readonly CallEvent[]): Leg['end'] => {
  const ends = events.filter(({ kind }) => kind === 'ended');
  const end = ends.find(({ cause }) => cause !== 'limit' && cause !== 'vanished') ?? ends[0];
  return end && { at: end.at, ...(end.cause === undefined ? {} : { cause: end.cause }) };
};

const ringing = (events: readonly CallEvent[]): readonly string[] => {
  const silent = new Set(events.filter(({ kind }) => kind === 'stopped').map(({ key }) => key));
  return events
    .filter(({ kind, key }) => kind === 'ringing' && !silent.has(key))
    .flatMap(({ users }) => users);
};

/** An exchange that keeps one id over a transfer: a telephone that began to ring after the last answer still does. */
const ringingAfter = (events: readonly CallEvent[], answers: readonly CallEvent[]): readonly string[] => {
  if (events.some(({ kind }) => kind === 'ended')) return [];
  const last = answers.at(-1)!.at;
  const taken = new Set(answers.map(({ key }) => key));
  return ringing(events.filter(({ at, key, kind }) => (at > last && !taken.has(key)) || kind === 'stopped'));
};
