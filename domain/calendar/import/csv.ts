import type { CalendarDefinition } from '../definition';
import { csvRows } from './csv-rows';
import { dayList } from './day-list';
import { fault, type Imported } from './imported';
import { isProductionCalendar, productionCalendar } from './production-year';

const mostRows = 10_000;

/** Holidays and other days from a list `date,name,hours` or from the year table of the Russian production calendar. */
export const fromCsv = (
  text: string,
  week: CalendarDefinition['week'],
  years?: readonly number[],
): Imported => {
  const rows = csvRows(text);
  if (rows.length > mostRows) return fault(rows[mostRows]!.line, `the file has more than ${mostRows} rows`);
  return isProductionCalendar(rows) ? productionCalendar(rows, week, years) : dayList(rows);
};
