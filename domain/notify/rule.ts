import type { Channel as Origin, Priority, Status } from '../ticket';
import type { NotifyEvent } from './event';

/** What somebody is to a ticket. */
export const audiences = ['requester', 'participants', 'assignee', 'group', 'manager', 'executor'] as const;
export type Audience = (typeof audiences)[number];

/** Those on the requester's side; all others are staff. */
export const isOutside = (who: Audience): boolean => who === 'requester' || who === 'participants';

export const ways = ['email', 'live', 'webhook'] as const;
export type Way = (typeof ways)[number];

/** All that is named must fit; what is not named is no condition. */
export interface Condition {
  /** Names, case aside. */
  readonly service?: readonly string[];
  /** Numbers, case aside. */
  readonly contract?: readonly string[];
  readonly priority?: readonly Priority[];
  /** Whence the ticket came: phone, portal, email, api. */
  readonly origin?: readonly Origin[];
  /** Of an event that is a status: the new one. */
  readonly status?: readonly Status[];
  /** Of a warning: at least so much of the target is used. Percent. */
  readonly share?: number;
}

/** One row of the matrix: event × who × where × conditions. */
export interface NotifyRule {
  readonly event: NotifyEvent;
  readonly to: readonly Audience[];
  readonly by: readonly Way[];
  readonly when: Condition;
}

/** Everything that decides who is told of what. */
export interface NotifyRules {
  readonly rules: readonly NotifyRule[];
  /** Mail can be sent: a server and a mailbox to write from are configured. */
  readonly email: boolean;
  /** Who speaks to the requester: `front` or a system's name. */
  readonly speaker: string;
  /** Addresses of our own, in small letters: nobody writes to himself. */
  readonly own: readonly string[];
  /** What happens to one ticket in so many seconds goes in one mail. */
  readonly collectSeconds: number;
  /** What the clocks say is collected until they have been silent for so many seconds. */
  readonly stormSeconds: number;
  /** By tracker: the address that its executors read. */
  readonly executors: Readonly<Record<string, string>>;
  /** Called for every rule that says `webhook`. */
  readonly webhooks: readonly string[];
}

const row = (
  event: NotifyEvent,
  to: readonly Audience[],
  by: readonly Way[],
  when: Condition = {},
): NotifyRule => ({ event, to, by, when });

/** What holds where the configuration says nothing about an event. */
export const usualRules: readonly NotifyRule[] = [
  row('registered', ['requester'], ['email']),
  row('registered', ['group'], ['live']),
  row('comment', ['requester', 'participants'], ['email']),
  row('comment', ['assignee'], ['email', 'live']),
  row('file', ['requester', 'participants'], ['email']),
  row('waiting', ['requester'], ['email']),
  row('resolved', ['requester', 'participants'], ['email']),
  row('closed', ['requester'], ['email']),
  row('status', ['requester'], ['email'], { status: ['cancelled'] }),
  row('status', ['assignee'], ['live']),
  row('merged', ['requester'], ['email']),
  row('assigned', ['assignee'], ['email', 'live']),
  row('warning', ['assignee'], ['email', 'live'], { share: 75 }),
  row('warning', ['manager'], ['email'], { share: 90 }),
  row('breach', ['assignee', 'manager'], ['email', 'live']),
  row('contract.ending', ['manager'], ['email']),
  row('oversized', ['requester'], ['email']),
];

/** The rows of a configuration take the place of the usual ones of the events that they name. */
export const withUsualRules = (given: readonly NotifyRule[]): readonly NotifyRule[] => {
  const named = new Set(given.map(({ event }) => event));
  return [...usualRules.filter(({ event }) => !named.has(event)), ...given];
};
