import { addBusinessMinutes } from '../domain/calendar/arithmetic';
import { businessCalendar } from '../domain/calendar/business-calendar';
import type { CalendarDefinition, Hours } from '../domain/calendar/definition';
import { dateOf, dayNumber } from '../domain/calendar/days';

/**
 * Deadlines per second on one core: targets from a quarter of an hour to two weeks of work, from instants spread over a
 * year, in office hours with a lunch break, 20 holidays and ten moved days. Cold: the calendar knows no day yet.
 */
export const deadlinesPerSecond = (
  zone = 'Europe/Berlin',
): { readonly cold: number; readonly warm: number } => {
  const calendar = businessCalendar(officeYear(zone));
  return { cold: rate(calendar, 5_000), warm: rate(calendar, 200_000) };
};

const rate = (calendar: ReturnType<typeof businessCalendar>, count: number): number => {
  const began = process.hrtime.bigint();
  for (let i = 0; i < count; i++) {
    const at = Date.UTC(2026, 0, 1) + ((i * 7_919_000) % 31_536_000_000);
    if (addBusinessMinutes(calendar, at, 15 + ((i * 37) % 4800)) === undefined)
      throw new Error('a target is never due');
  }
  return Math.round(count / (Number(process.hrtime.bigint() - began) / 1e9));
};

const officeYear = (timeZone: string): CalendarDefinition => {
  const hours: readonly Hours[] = [
    ['09:00', '13:00'],
    ['14:00', '18:00'],
  ];
  const day = (n: number) => dateOf(dayNumber('2026-01-01') + n);
  return {
    timeZone,
    week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: [], sun: [] },
    holidays: Array.from({ length: 20 }, (_, i) => ({ date: day(i * 17), name: 'holiday' })),
    exceptions: Array.from({ length: 10 }, (_, i) => ({ date: day(i * 31 + 3), hours, name: 'moved' })),
  };
};

if (require.main === module) {
  const { cold, warm } = deadlinesPerSecond();
  console.log(
    `calendar: ${cold.toLocaleString('en')} deadlines/s cold, ${warm.toLocaleString('en')} deadlines/s warm`,
  );
}
