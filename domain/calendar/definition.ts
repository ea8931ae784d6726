export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Opens at the first and closes at the second wall time, `HH:MM`, at most `24:00`. */
export type Hours = readonly [from: string, to: string];

/** Business hours. An exception beats a holiday beats the week. */
export interface CalendarDefinition {
  /** IANA name. */
  readonly timeZone: string;
  readonly week: { readonly [day in Weekday]: readonly Hours[] };
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
  readonly exceptions: readonly {
    readonly date: string;
    readonly hours: readonly Hours[];
    readonly name: string;
  }[];
}
