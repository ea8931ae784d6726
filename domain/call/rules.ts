import type { NumberRules } from '../phone';

/** What the configuration says of calls. */
export interface CallRules {
  readonly numbers: NumberRules;
  /** Logins by what the exchange calls people: a name, an extension, a number, an interface. Keys in small letters. */
  readonly operators: Readonly<Record<string, string>>;
  /** A call that rings longer, or is talked longer, has lost its end. Milliseconds. */
  readonly ringingLimitMs: number;
  readonly talkingLimitMs: number;
  /** A missed call is to be answered by a call within this time. Milliseconds. */
  readonly callBackMs: number;
}

const minuteMs = 60_000;

export const usualCallRules: CallRules = {
  numbers: { country: 'RU' },
  operators: {},
  ringingLimitMs: 15 * minuteMs,
  talkingLimitMs: 240 * minuteMs,
  callBackMs: 30 * minuteMs,
};

/** The login of whom the exchange calls so; what it says itself where the configuration does not know him. */
export const operatorOf = (rules: CallRules, user: string): string =>
  rules.operators[user.trim().toLowerCase()] ?? user.trim();
