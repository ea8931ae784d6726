import type { Status } from '../ticket';

/** How staff can be seen to have taken a ticket up. */
export const reactionKinds = ['comment', 'status', 'call'] as const;
export type ReactionKind = (typeof reactionKinds)[number];

/** What starts, stops, resumes or restarts a clock: one fact of the merged timeline. */
export type Condition =
  /** The ticket was registered. */
  | { readonly on: 'registered' }
  /** Staff answered in public, moved it out of `new`, or answered the call and registered it. */
  | { readonly on: 'reaction'; readonly by: readonly ReactionKind[] }
  /** The ticket comes to one of these statuses. */
  | { readonly on: 'status'; readonly to: readonly Status[] }
  /** A task comes to one of these statuses, in this system or in any. */
  | { readonly on: 'task-status'; readonly to: readonly Status[]; readonly system?: string }
  /** It is given to somebody who had nobody before him, in this system or in any: a further technician is none. */
  | { readonly on: 'assigned'; readonly system?: string }
  /** It goes from one team to another. */
  | { readonly on: 'other-team'; readonly system?: string };

/** A clock of our own beside reaction and resolution: what the desk, the executor or the supplier promised inside. */
export interface InternalClock {
  /** Lower case letters and hyphens; escalations name it, e.g. `executor+30m`. */
  readonly name: string;
  readonly minutes: number;
  readonly starts: readonly Condition[];
  readonly stops: readonly Condition[];
  /** Begins again from nought. */
  readonly restarts?: readonly Condition[];
  /** After it was stopped it goes on, with the elapsed time kept. */
  readonly resumes?: readonly Condition[];
  readonly pauseOn?: readonly Status[];
  /** Runs in these statuses only. */
  readonly runsIn?: readonly Status[];
  readonly warnAt?: readonly number[];
}
