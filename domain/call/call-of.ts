import type { Instant } from '../ticket';
import type { CallEvent, Cause, Direction } from './event';
import { legOf, type Leg } from './leg';

export type CallState = 'ringing' | 'answered' | 'ended' | 'missed';
export const callStates = ['ringing', 'answered', 'ended', 'missed'] as const satisfies readonly CallState[];

/** What a call is, as far as has been heard of it. */
export interface Call {
  readonly direction: Direction;
  readonly from?: string;
  readonly to?: string;
  readonly callerName?: string;
  readonly queue?: string;
  readonly state: CallState;
  /** Who answered last, as the exchange calls him. */
  readonly operator?: string;
  /** Whose telephones ring now. */
  readonly ringsAt: readonly string[];
  readonly startedAt: Instant;
  readonly answeredAt?: Instant;
  readonly endedAt?: Instant;
  readonly cause?: Cause;
}

/** After these nobody is to be called back: the answer was lost on its way to us, or somebody else has the call. */
const notMissed: readonly (Cause | undefined)[] = ['normalClearing', 'forwarded'];

/** The call that these events tell of (at least one), in whatever order and however often they came. */
export const callOf = (heard: readonly CallEvent[]): Call => {
  const events = [...heard].sort(bySource);
  const legs = [...new Set(events.map(({ legId }) => legId))].map((id) =>
    legOf(events.filter(({ legId }) => legId === id)),
  );
  const direction = said(events, 'direction') ?? 'in';
  const startedAt = events[0]!.at;
  const answers = legs.flatMap((leg) => leg.answers).sort((a, b) => a.at - b.at);
  const end = endOf(legs);
  const state = stateOf(direction, legs, answers.length > 0, end);
  return {
    direction,
    ...optional('from', said(events, 'from')),
    ...optional('to', said(events, 'to')),
    ...optional('callerName', said(events, 'callerName')),
    ...optional('queue', said(events, 'queue')),
    state,
    ...optional('operator', answers.findLast(({ by }) => by !== undefined)?.by),
    ringsAt: [...new Set(legs.flatMap((leg) => leg.ringsAt))],
    startedAt,
    ...optional('answeredAt', answers[0] && Math.min(answers[0].at, end?.at ?? Infinity)),
    ...optional('endedAt', end?.at),
    ...optional('cause', end?.cause),
  };
};

const ranks = { ringing: 0, stopped: 1, answered: 2, ended: 3 } as const;
const bySource = (a: CallEvent, b: CallEvent): number =>
  a.at - b.at || ranks[a.kind] - ranks[b.kind] || (a.legId + a.key < b.legId + b.key ? -1 : 1);

/** What the beginning of the call says counts for more than what its end says. */
const said = <K extends 'direction' | 'from' | 'to' | 'callerName' | 'queue'>(
  events: readonly CallEvent[],
  name: K,
): CallEvent[K] | undefined =>
  [...events].sort((a, b) => ranks[a.kind] - ranks[b.kind]).find((event) => event[name])?.[name];

/** It has ended when every leg has; the last one says why. */
const endOf = (legs: readonly Leg[]): Leg['end'] => {
  if (legs.some(({ end }) => end === undefined)) return undefined;
  return legs
    .map(({ end }) => end!)
    .sort((a, b) => a.at - b.at || (a.cause === 'forwarded' ? -1 : 1))
    .at(-1);
};

const stateOf = (
  direction: Direction,
  legs: readonly Leg[],
  answered: boolean,
  end: Leg['end'],
): CallState => {
  if (!end) return answered ? 'answered' : 'ringing';
  if (answered || direction === 'out') return 'ended';
  return notMissed.includes(end.cause) && !legs.some(({ voicemail }) => voicemail) ? 'ended' : 'missed';
};

const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: V };
