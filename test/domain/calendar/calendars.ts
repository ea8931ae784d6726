import fc from 'fast-check';
import { businessCalendar, type BusinessCalendar } from '../../../domain/calendar/business-calendar';
import { weekdays, type CalendarDefinition, type Hours } from '../../../domain/calendar/definition';
import { dateOf, dayNumber } from '../../../domain/calendar/days';

/** A definition in which every weekday from Monday to Friday has these hours. */
export const onWeekdays = (
  timeZone: string,
  hours: readonly Hours[],
  more: Partial<CalendarDefinition> = {},
): CalendarDefinition => ({
  timeZone,
  week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: [], sun: [] },
  holidays: [],
  exceptions: [],
  ...more,
});

/** The same hours on all seven days. */
export const everyDay = (
  timeZone: string,
  hours: readonly Hours[],
  more: Partial<CalendarDefinition> = {},
): CalendarDefinition => ({
  ...onWeekdays(timeZone, hours, more),
  week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours },
});

export const roundTheClock = (timeZone = 'UTC'): BusinessCalendar =>
  businessCalendar(everyDay(timeZone, [['00:00', '24:00']]));

/** Monday to Friday, nine to six, lunch from one to two. */
export const office = (
  timeZone = 'Europe/Moscow',
  more: Partial<CalendarDefinition> = {},
): BusinessCalendar =>
  businessCalendar(
    onWeekdays(
      timeZone,
      [
        ['09:00', '13:00'],
        ['14:00', '18:00'],
      ],
      more,
    ),
  );

/** A zone, and days around which its clocks are moved or a day is left out. */
export const zonesWithTurns: readonly (readonly [zone: string, days: readonly string[]])[] = [
  ['Europe/Moscow', ['2011-03-27', '2014-10-26', '2026-01-01']],
  ['Europe/Berlin', ['2026-03-29', '2026-10-25', '2027-03-28']],
  ['America/New_York', ['2026-03-08', '2026-11-01']],
  ['America/St_Johns', ['2010-03-14', '2010-11-07']],
  ['Australia/Lord_Howe', ['2026-04-05', '2026-10-04']],
  ['Asia/Kathmandu', ['1985-12-31', '2026-05-01']],
  ['Africa/Casablanca', ['2026-02-15', '2026-03-22']],
  ['Pacific/Apia', ['2011-12-29', '2011-12-31', '2021-04-04']],
  ['America/Havana', ['2026-03-08', '2026-11-01']],
];

const time = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Up to three pieces that do not overlap but may meet, often from midnight or until 24:00. */
const hoursOfADay: fc.Arbitrary<readonly Hours[]> = fc
  .uniqueArray(
    fc.oneof(fc.integer({ min: 0, max: 1440 }), fc.constantFrom(0, 60, 120, 150, 180, 540, 1080, 1440)),
    { maxLength: 6 },
  )
  .map((cuts) => [...cuts].sort((a, b) => a - b))
  .map((cuts) => cuts.flatMap((cut, i) => (i % 2 === 1 ? [[time(cuts[i - 1]!), time(cut)] as const] : [])));

/** A random calendar, and an instant within days of a change of its clocks. */
export const calendarAndInstant: fc.Arbitrary<readonly [CalendarDefinition, number]> = fc
  .constantFrom(...zonesWithTurns)
  .chain(([timeZone, turns]) =>
    fc.constantFrom(...turns).chain((turn) => {
      const nearby = fc.integer({ min: -4, max: 4 }).map((days) => dateOf(dayNumber(turn) + days));
      return fc.tuple(
        fc.record({
          timeZone: fc.constant(timeZone),
          week: fc
            .array(hoursOfADay, { minLength: 7, maxLength: 7 })
            .map(
              (days) =>
                Object.fromEntries(
                  weekdays.map((day, i) => [day, days[i]!]),
                ) as unknown as CalendarDefinition['week'],
            ),
          holidays: fc.array(fc.record({ date: nearby, name: fc.constant('holiday') }), { maxLength: 2 }),
          exceptions: fc.uniqueArray(
            fc.record({ date: nearby, hours: hoursOfADay, name: fc.constant('exception') }),
            { maxLength: 2, selector: ({ date }) => date },
          ),
        }),
        fc
          .integer({ min: -2 * 1440, max: 1440 })
          .map((minutes) => Date.parse(`${turn}T00:00:00Z`) + minutes * 60_000),
      );
    }),
  );
