import { isDay } from '../../day';
import { hoursFaults } from '../faults';
import { hoursIn } from '../hours-text';
import type { CsvRow } from './csv-rows';
import { fault, together, type Imported } from './imported';

/**
 * Rows of `date,name,hours`: without hours a holiday, with hours (`09:00-13:00 14:00-17:00`) a day with an order of its
 * own. Dates as 2026-01-31 or 31.01.2026. A first row of titles may give the columns in another order.
 */
export const dayList = (rows: readonly CsvRow[]): Imported => {
  const [first, ...others] = rows;
  if (!first) return fault(1, 'the file is empty');
  const titles = first.cells.map((cell) => cell.toLowerCase());
  const hasTitles = titles.some((title) => known.date.includes(title));
  const place = hasTitles ? placesIn(titles) : { date: 0, name: 1, hours: 2 };
  return withoutRepeats(hasTitles ? others : rows, place);
};

const known = {
  date: ['date', 'дата', 'day', 'день'],
  name: ['name', 'название', 'summary', 'праздник'],
  hours: ['hours', 'часы', 'время'],
};

interface Places {
  readonly date: number;
  readonly name: number;
  readonly hours: number;
}

const placesIn = (titles: readonly string[]): Places => {
  const place = (names: readonly string[]) => titles.findIndex((title) => names.includes(title));
  return { date: place(known.date), name: place(known.name), hours: place(known.hours) };
};

const withoutRepeats = (rows: readonly CsvRow[], place: Places): Imported => {
  const lines = new Map<string, number>();
  return together(
    rows.map((row) => {
      const date = dateIn(row.cells[place.date] ?? '');
      if (date === undefined)
        return fault(
          row.line,
          `“${row.cells[place.date] ?? ''}” is not a day; expected e.g. 2026-01-31`,
          'date',
        );
      const before = lines.get(date);
      lines.set(date, row.line);
      return before === undefined
        ? dayIn(row, place, date)
        : fault(row.line, `${date} stands in line ${before} already`, 'date');
    }),
  );
};

const dayIn = ({ line, cells }: CsvRow, place: Places, date: string): Imported => {
  const name = (cells[place.name] ?? '').slice(0, 200);
  const written = cells[place.hours] ?? '';
  if (written === '' || written === '-') return { holidays: [{ date, name }], exceptions: [], faults: [] };
  const hours = hoursIn(written);
  if (!hours)
    return fault(
      line,
      `“${written}” are not hours; expected e.g. 09:00-13:00 14:00-17:00, or nothing`,
      'hours',
    );
  const faults = hoursFaults('hours', hours);
  return faults.length > 0
    ? together(faults.map(({ message }) => fault(line, message, 'hours')))
    : { holidays: [], exceptions: [{ date, hours, name }], faults: [] };
};

/** `2026-01-31` of that or of 31.01.2026; undefined when it is no day. */
export const dateIn = (text: string): string | undefined => {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const date = year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
  return isDay(date) ? date : undefined;
};
