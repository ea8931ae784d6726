import { weekdays } from '../../../domain/calendar/definition';
import { hoursText } from '../../../domain/calendar/hours-text';
import type { CalendarView } from '../../../store/calendars';
import { AgreementTabs } from '../agreements/tabs';
import { Page } from '../components/page';
import { Titled } from '../components/titled';
import type { Visitor } from '../visitor';
import { visitorMay } from '../visitor-may';

/** All calendars, with the hours of their weeks. */
export const CalendarListPage = ({
  visitor,
  calendars,
}: {
  visitor: Visitor;
  calendars: readonly CalendarView[];
}) => {
  const { agreements } = visitor.texts;
  const writes = visitorMay(visitor, 'agreements.write');
  return (
    <Page visitor={visitor} title={agreements.calendars} here="/calendars">
      <AgreementTabs visitor={visitor} now="/calendars" />
      <Titled
        title={agreements.calendars}
        may={writes}
        href="/calendars/new"
        label={agreements.newCalendar}
      />
      {calendars.length === 0 && <p class="empty">{agreements.nothing}</p>}
      {calendars.length > 0 && (
        <table class="tickets">
          <tbody>
            {calendars.map((calendar) => (
              <tr>
                <td class="subject">
                  <a href={`/calendars/${calendar.id}`}>{calendar.name}</a>
                  <small>{weekText(calendar, visitor)}</small>
                </td>
                <td>{calendar.definition.timeZone}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
};

/** `Mo–Fr 09:00-18:00; Sa, Su closed`: days of the same hours that follow one another are told together. */
export const weekText = ({ definition }: CalendarView, { texts: { agreements } }: Visitor): string => {
  const runs: { first: string; last: string; hours: string }[] = [];
  for (const day of weekdays) {
    const hours = hoursText(definition.week[day]) || agreements.closed;
    const name = agreements.weekdayShort[day];
    const run = runs.at(-1);
    if (run?.hours === hours) run.last = name;
    else runs.push({ first: name, last: name, hours });
  }
  return runs
    .map(({ first, last, hours }) => `${first === last ? first : `${first}–${last}`} ${hours}`)
    .join('; ');
};
