import Holidays from 'date-holidays';
import { dateOf, dayMs, dayNumber } from '../days';
import { nothing, together, type Imported } from './imported';

/** Where: ISO 3166 country, with its state and region where holidays differ within it. */
export interface Place {
  readonly country: string;
  readonly state?: string;
  readonly region?: string;
}

/**
 * The public holidays of a place in some years, by the tables of date-holidays. They know rules, not decrees: days that a
 * government moves from year to year (Russia) are to be imported.
 */
export const seedHolidays = (place: Place, years: readonly number[], language: string): Imported => {
  const holidays = new Holidays(
    {
      country: place.country,
      ...(place.state ? { state: place.state } : {}),
      ...(place.region ? { region: place.region } : {}),
    },
    { types: ['public'] },
  );
  const found = years.flatMap((year) => holidays.getHolidays(year, language));
  if (found.length === 0) return { ...nothing, faults: [{ field: 'country', message: noneFor(place) }] };
  const wanted = new Set(years.map(String));
  return together(
    found.map(({ date, start, end, name }) => ({
      ...nothing,
      holidays: wholeDays(date.slice(0, 10), end.getTime() - start.getTime())
        .filter((day) => wanted.has(day.slice(0, 4)))
        .map((day) => ({ date: day, name })),
    })),
  );
};

const noneFor = ({ country }: Place): string =>
  `no holidays are known for “${country}”; expected the two letters of a country, e.g. RU`;

/** A day on which the clocks are moved is a day too; half a holiday is none. */
const wholeDays = (first: string, length: number): readonly string[] =>
  Array.from({ length: Math.floor((length + dayMs / 12) / dayMs) }, (_, i) => dateOf(dayNumber(first) + i));

/** Countries by their two letters, in that language. */
export const countries = (language: string): { readonly [code: string]: string } =>
  new Holidays().getCountries(language);
