/** What a ticket's workflow needs to know of its SLA clocks: instants, worked out elsewhere. Depends on nothing. */
export interface NextSla {
  /** When the clocks are to be looked at again: the next warning, breach or escalation; milliseconds since 1970. */
  readonly at?: number;
  /** The nearest deadline that is neither met nor missed. */
  readonly due?: number;
}

/** Timers longer than this are set again when they end: a wrong clock somewhere must not silence a ticket for years. */
const longest = 30 * 24 * 60 * 60_000;

/** Milliseconds to wait for the next instant, at least one; undefined when nothing is to come. */
export const waitFor = (next: NextSla, now: number): number | undefined =>
  next.at === undefined ? undefined : Math.min(Math.max(next.at - now, 1), longest);

/** Temporal's priority key by nearness to breach: 1 within a quarter of an hour, 2 an hour, 3 (its default) otherwise, 4 when nothing is due any more. */
export const urgency = (next: NextSla, now: number): 1 | 2 | 3 | 4 => {
  if (next.due === undefined) return 4;
  const left = next.due - now;
  return left <= 15 * 60_000 ? 1 : left <= 60 * 60_000 ? 2 : 3;
};
