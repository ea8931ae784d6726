import type { Language } from '../../../store/contacts';
import { remembered } from '../wall-time';

/** An instant, in UTC; the script shows it in the reader's own zone. `exact`: with seconds. */
export const Moment = ({ at, language, exact }: { at: Date; language: Language; exact?: boolean }) => (
  <time dateTime={at.toISOString()} {...(exact ? { 'data-exact': '' } : {})}>
    {`${format(language, exact, isThisYear(at)).format(at)} UTC`}
  </time>
);

const isThisYear = (at: Date): boolean => at.getUTCFullYear() === new Date().getUTCFullYear();

/** The present year is known to who reads; the script (`live.js`) writes in the same shape. */
const format = (language: Language, exact = false, thisYear = false): Intl.DateTimeFormat =>
  remembered(language, 'UTC', {
    day: 'numeric',
    month: 'short',
    ...(thisYear ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    ...(exact ? { second: '2-digit' } : {}),
  });

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** `0.4 sec`, `4 min`, `2 days`: in the largest unit that fits, in the reader's notation. */
export const duration = (ms: number, language: Language): string => {
  const shortest = 50;
  if (ms > 0 && ms < shortest) return `< ${duration(100, language)}`;
  const [unit, length] = units.find(([, size]) => ms >= 2 * size) ?? units[3];
  const value = ms / length;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
};

/** How long ago, at this moment. */
export const ago = (since: Date, language: Language): string =>
  duration(Math.max(0, Date.now() - since.getTime()), language);
