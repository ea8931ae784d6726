import { isDay } from '../../day';
import { wallMs } from '../day-hours';
import { dayNumber, dateOf, minuteMs, weekdayOf } from '../days';
import { weekdays, type CalendarDefinition, type Hours } from '../definition';
import type { CsvRow } from './csv-rows';
import { fault, nothing, together, type Imported } from './imported';

type Week = CalendarDefinition['week'];

/**
 * Is this the year table of the Russian production calendar (open data, set 7708660670-proizvcalendar): a row per year,
 * a column per month with the days off, `*` for a day that is an hour shorter, `+` for a day off that was moved?
 */
export const isProductionCalendar = (rows: readonly CsvRow[]): boolean =>
  rows[0] !== undefined && rows[0].cells.length >= 13 && /год|year/i.test(rows[0].cells[0] ?? '');

/** What the table changes of a week, for the years asked for (absent: all rows). */
export const productionCalendar = (
  rows: readonly CsvRow[],
  week: Week,
  years?: readonly number[],
): Imported => {
  const asked = rows.slice(1).filter(({ cells }) => years?.includes(Number(cells[0])) ?? true);
  const missing = (years ?? []).filter((year) => !rows.some(({ cells }) => cells[0] === String(year)));
  return together([
    ...missing.map((year) => fault(1, `the table has no row for ${year}`)),
    ...asked.map((row) => yearOf(row, week)),
  ]);
};

type Mark = 'off' | 'moved' | 'short';

const yearOf = ({ line, cells }: CsvRow, week: Week): Imported => {
  const year = cells[0] ?? '';
  if (!/^(19|20)\d\d$/.test(year)) return fault(line, `“${year}” is not a year`, 'column 1');
  const months = Array.from({ length: 12 }, (_, i) => marksOf(year, i + 1, cells[i + 1] ?? ''));
  const faults = months.flatMap((month, i) =>
    'wrong' in month ? fault(line, month.wrong, `month ${i + 1}`).faults : [],
  );
  if (faults.length > 0) return { ...nothing, faults };
  const marks = new Map(months.flatMap((month) => ('wrong' in month ? [] : month.marks)));
  return together(daysOf(year).map((date) => dayOf(date, marks.get(date), week)));
};

type Month =
  { readonly wrong: string } | { readonly marks: readonly (readonly [date: string, mark: Mark])[] };

const marksOf = (year: string, month: number, cell: string): Month => {
  const marks: (readonly [string, Mark])[] = [];
  for (const written of cell.split(',').map((one) => one.trim())) {
    const [, day = '', sign] = /^(\d{1,2})([*+]?)$/.exec(written) ?? [];
    const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (!isDay(date))
      return { wrong: `“${written}” is not a day of that month, with * or + behind it or nothing` };
    marks.push([date, sign === '*' ? 'short' : sign === '+' ? 'moved' : 'off']);
  }
  return { marks };
};

const daysOf = (year: string): readonly string[] => {
  const first = dayNumber(`${year}-01-01`);
  return Array.from({ length: dayNumber(`${Number(year) + 1}-01-01`) - first }, (_, i) => dateOf(first + i));
};

/** Only what differs from the week is written down. */
const dayOf = (date: string, mark: Mark | undefined, week: Week): Imported => {
  const usual = week[weekdayOf(dayNumber(date))];
  if (mark === 'off' || mark === 'moved')
    return usual.length === 0 ? nothing : { ...nothing, holidays: [{ date, name: holidayName(date, mark) }] };
  const worked = usual.length > 0 ? usual : ordinary(week);
  if (mark === 'short')
    return { ...nothing, exceptions: [{ date, hours: shorter(worked), name: 'Сокращённый день' }] };
  return usual.length > 0 || worked.length === 0
    ? nothing
    : { ...nothing, exceptions: [{ date, hours: worked, name: 'Перенесённый рабочий день' }] };
};

/** A moved working day has the hours of the week's first working day. */
const ordinary = (week: Week): readonly Hours[] =>
  weekdays.map((day) => week[day]).find((hours) => hours.length > 0) ?? [];

/** An hour less, from the end (Labour Code of Russia, article 95). */
const shorter = (hours: readonly Hours[]): readonly Hours[] => {
  const last = hours.at(-1);
  if (!last) return [];
  const left = wallMs(last[1]) - wallMs(last[0]) - 60 * minuteMs;
  if (left <= 0) return hours.slice(0, -1);
  const end = (wallMs(last[0]) + left) / minuteMs;
  const time = `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`;
  return [...hours.slice(0, -1), [last[0], time]];
};

/** Labour Code of Russia, article 112. */
const names: { readonly [monthAndDay: string]: string } = {
  '01-07': 'Рождество Христово',
  '02-23': 'День защитника Отечества',
  '03-08': 'Международный женский день',
  '05-01': 'Праздник Весны и Труда',
  '05-09': 'День Победы',
  '06-12': 'День России',
  '11-04': 'День народного единства',
};

const holidayName = (date: string, mark: Mark): string => {
  const day = date.slice(5);
  if (mark === 'off' && day >= '01-01' && day <= '01-08') return names[day] ?? 'Новогодние каникулы';
  return (mark === 'off' ? names[day] : undefined) ?? 'Перенесённый выходной';
};
