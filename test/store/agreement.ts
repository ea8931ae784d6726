import type { CalendarDefinition, Hours, Weekday } from '../../domain/calendar/definition';
import { weekdays } from '../../domain/calendar/definition';
import type { ContractTerms } from '../../domain/contract';
import { priorities } from '../../domain/ticket';
import { createCalendar } from '../../store/calendars';
import { createContact } from '../../store/contacts';
import { createContract } from '../../store/contracts';
import { createOrganisation } from '../../store/organisations';
import type { House } from './house';

const allDay: readonly Hours[] = [['00:00', '24:00']];

/** Open day and night, in UTC: a business minute is a minute. */
export const roundTheClock: CalendarDefinition = {
  timeZone: 'UTC',
  week: Object.fromEntries(weekdays.map((day) => [day, allDay])) as Record<Weekday, readonly Hours[]>,
  holidays: [],
  exceptions: [],
};

export const hourAndDay: ContractTerms = {
  services: [],
  targets: priorities.map((priority) => ({ priority, reactionMinutes: 60, resolutionMinutes: 24 * 60 })),
  pauseOn: ['waiting_customer'],
  warnAt: [50, 75],
  escalations: [],
};

let made = 0;

/** An organisation with a member and a contract for him. */
export const anAgreement = async (
  { db }: Pick<House, 'db'>,
  terms: Partial<ContractTerms> = {},
  more: { readonly calendar?: CalendarDefinition; readonly startsOn?: string; readonly endsOn?: string } = {},
) => {
  const n = (made += 1);
  const organisationId = await createOrganisation(db, { name: `Org ${n}`, sites: [] });
  const calendarId = await createCalendar(db, `Calendar ${n}`, more.calendar ?? roundTheClock);
  const number = `C-${n}`;
  const contractId = await createContract(db, {
    number,
    organisationId,
    calendarId,
    startsOn: more.startsOn ?? '2020-01-01',
    endsOn: more.endsOn ?? '2099-12-31',
    terms: { ...hourAndDay, ...terms },
  });
  const requesterId = await createContact(db, {
    name: `Member ${n}`,
    email: `member${n}@example.test`,
    phones: [],
    organisationId,
    language: 'en',
  });
  return { organisationId, calendarId, contractId, number, requesterId };
};
