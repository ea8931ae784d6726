import type { PictureDay, PictureMonth, YearPicture } from '../../../domain/calendar/year-picture';
import { hoursText } from '../../../domain/calendar/hours-text';
import { weekdays } from '../../../domain/calendar/definition';
import { minutesText } from '../minutes-text';
import type { Visitor } from '../visitor';
import { wallDate } from '../wall-time';

const cell = 22;
const [monthWidth, monthHeight] = [7 * cell, 6 * cell + 38];

/** What a day of the picture is to the eye. */
export type DayKind = 'open' | 'other' | 'added' | 'holiday' | 'closed';
export const dayKinds = ['open', 'other', 'added', 'holiday', 'closed'] as const satisfies readonly DayKind[];

export const dayKind = ({ openMinutes, because, differs }: PictureDay, usual: number): DayKind => {
  if (openMinutes === 0) return because.kind === 'week' ? 'closed' : 'holiday';
  if (because.kind === 'exception' && differs) return usual === 0 ? 'added' : 'other';
  return 'open';
};

/** A year as twelve months of days, by which a person checks a calendar by eye. */
export const YearSvg = ({ visitor, picture }: { visitor: Visitor; picture: YearPicture }) => {
  const { year } = visitor.texts.agreements;
  const sums = year.sums(picture.openDays, hours(picture.openMinutes, visitor));
  return (
    <figure class="year">
      <figcaption>
        {year.title(picture.year)}: {sums}
      </figcaption>
      <div class="months" role="img" aria-label={`${year.title(picture.year)}: ${sums}`}>
        {picture.months.map((month) => (
          <Month visitor={visitor} month={month} year={picture.year} />
        ))}
      </div>
      <ul class="legend">
        {dayKinds.map((kind) => (
          <li>
            <span class={`swatch day-${kind}`} aria-hidden="true" /> {year[kind]}
          </li>
        ))}
        <li>
          <span class="swatch moved" aria-hidden="true" /> {year.moved}
        </li>
      </ul>
    </figure>
  );
};

const hours = (minutes: number, { language }: Visitor): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(minutes / 60);

const Month = ({ visitor, month, year }: { visitor: Visitor; month: PictureMonth; year: number }) => {
  const name = new Intl.DateTimeFormat(visitor.language, { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(year, month.month - 1, 1),
  );
  const { weekdayShort, year: words } = visitor.texts.agreements;
  return (
    <svg viewBox={`0 0 ${monthWidth} ${monthHeight}`}>
      <text class="month" x={0} y={14}>
        {name}
        <title>{words.sums(month.openDays, hours(month.openMinutes, visitor))}</title>
      </text>
      <text class="sums" x={7 * cell} y={14}>
        {month.openDays} / {hours(month.openMinutes, visitor)}
      </text>
      {weekdays.map((day, i) => (
        <text class="weekday" x={i * cell + cell / 2} y={30}>
          {weekdayShort[day]}
        </text>
      ))}
      {month.days.map((day, i) => (
        <Day visitor={visitor} day={day} place={month.offset + i} month={month} />
      ))}
    </svg>
  );
};

const Day = ({
  visitor,
  day,
  place,
  month,
}: {
  visitor: Visitor;
  day: PictureDay;
  place: number;
  month: PictureMonth;
}) => {
  const [x, y] = [(place % 7) * cell, 36 + Math.floor(place / 7) * cell];
  const usual = usualMinutes(month, day);
  return (
    <g>
      <title>{tooltip(visitor, day)}</title>
      <rect
        class={`day-${dayKind(day, usual)}`}
        x={x + 1}
        y={y + 1}
        width={cell - 2}
        height={cell - 2}
        rx={3}
      />
      <text class="date" x={x + cell / 2} y={y + cell / 2 + 4}>
        {Number(day.date.slice(8))}
      </text>
      {day.clocksMoved && <circle class="moved" cx={x + cell - 5} cy={y + 5} r={2.5} />}
    </g>
  );
};

/** What the week alone would open: what a day of the same weekday has that does not differ. */
const usualMinutes = ({ days }: PictureMonth, { weekday, differs, openMinutes }: PictureDay): number =>
  differs ? (days.find((day) => day.weekday === weekday && !day.differs)?.openMinutes ?? 0) : openMinutes;

/** `Mon, 5 Jan: closed — New Year` */
export const tooltip = (
  { texts, language }: Visitor,
  { date, hours: open, openMinutes, because, clocksMoved }: PictureDay,
): string => {
  const { agreements } = texts;
  const what =
    open.length === 0 ? agreements.closed : `${hoursText(open)} (${minutesText(openMinutes, language)})`;
  const why = because.kind === 'week' || because.name === '' ? '' : ` — ${because.name}`;
  return `${wallDate(date, language)}: ${what}${why}${clocksMoved ? `, ${agreements.year.moved}` : ''}`;
};
