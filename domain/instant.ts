import { isDay } from './day';

const iso8601 = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * An instant as programs write it (ISO 8601, `2026-01-31T09:00:00Z` or with an offset), in milliseconds; NaN for anything else.
 * A time without its zone is none: it would mean another instant on every machine.
 */
export const instantFrom = (text: string): number => {
  const day = iso8601.exec(text)?.[1];
  return day !== undefined && isDay(day) ? Date.parse(text.replace(',', '.')) : NaN;
};
