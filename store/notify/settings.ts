import type { CalendarDefinition } from '../../domain/calendar/definition';
import { calendarOfMailHours, type MailHours } from '../../domain/notify/mail-hours';
import type { Choices } from '../../domain/notify/person';
import { first, type Queryable } from '../database';

export const digests = ['none', 'hourly', 'daily'] as const;
export type Digest = (typeof digests)[number];

/** What a person wishes, where it is not as the rules say. */
export interface NotificationSettings {
  readonly choices: Choices;
  /**
   * Everything of an hour, or of a day (at six in the morning, UTC), in one mail; on the requester's side one for each ticket, and what asks
   * him for something does not wait.
   */
  readonly digest: Digest;
  /** Mails wait for the open hours of this calendar; null: they never wait. */
  readonly quietCalendarId: number | null;
  /** On the requester's side, by his own words: goes before the calendar. */
  readonly mailHours?: MailHours | null;
}

/** A contact, or a member of staff. */
export type PersonKey = { readonly contactId: number } | { readonly userId: number };

const columnOf = (person: PersonKey) => ('contactId' in person ? 'contact_id' : 'user_id');
const idOf = (person: PersonKey) => ('contactId' in person ? person.contactId : person.userId);
const usual: NotificationSettings = { choices: {}, digest: 'none', quietCalendarId: null, mailHours: null };

export const settingsOf = async (db: Queryable, person: PersonKey): Promise<NotificationSettings> =>
  first(
    await db.query<NotificationSettings>(
      `select choices, digest, quiet_calendar_id as "quietCalendarId", mail_hours as "mailHours"
         from notification_settings where ${columnOf(person)} = $1`,
      [idOf(person)],
    ),
  ) ?? usual;

export const saveSettings = async (
  tx: Queryable,
  person: PersonKey,
  { choices, digest, quietCalendarId, mailHours = null }: NotificationSettings,
): Promise<void> => {
  const column = columnOf(person);
  await tx.query(
    `insert into notification_settings (${column}, choices, digest, quiet_calendar_id, mail_hours) values ($1, $2, $3, $4, $5)
     on conflict (${column}) do update set choices = $2, digest = $3, quiet_calendar_id = $4, mail_hours = $5, updated_at = now()`,
    [idOf(person), JSON.stringify(choices), digest, quietCalendarId, mailHours && JSON.stringify(mailHours)],
  );
};

/** The calendar in whose open hours somebody wants to get mails. */
export const quietCalendarOf = async (
  db: Queryable,
  { contactId, userId }: { readonly contactId: number | null; readonly userId: number | null },
): Promise<CalendarDefinition | undefined> => {
  const found = first(
    await db.query<{ definition: CalendarDefinition | null; mailHours: MailHours | null }>(
      `select c.definition, s.mail_hours as "mailHours"
         from notification_settings s left join calendars c on c.id = s.quiet_calendar_id
        where s.contact_id = $1 or s.user_id = $2`,
      [contactId, userId],
    ),
  );
  return found?.mailHours ? calendarOfMailHours(found.mailHours) : (found?.definition ?? undefined);
};
