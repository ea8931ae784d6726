import { weekdays, type CalendarDefinition } from '../calendar/definition';

/** When somebody wants to get mails, as he says it himself. */
export interface MailHours {
  /** `08:00`, wall time of the zone. */
  readonly from: string;
  /** Later than `from`; at most `24:00`. */
  readonly to: string;
  /** On Saturdays and Sundays as well. */
  readonly weekends: boolean;
  /** One of `mailZones`. */
  readonly timeZone: string;
}

/** The zones from which a requester chooses: where those live whom these pages speak to, from west to east. */
export const mailZones = [
  ...[
    'Europe/London',
    'Europe/Berlin',
    'Europe/Kaliningrad',
    'Europe/Minsk',
    'Europe/Moscow',
    'Europe/Samara',
  ],
  ...['Asia/Tbilisi', 'Asia/Yerevan', 'Asia/Baku', 'Asia/Yekaterinburg', 'Asia/Tashkent', 'Asia/Almaty'],
  ...['Asia/Omsk', 'Asia/Bishkek', 'Asia/Novosibirsk', 'Asia/Krasnoyarsk', 'Asia/Irkutsk', 'Asia/Yakutsk'],
  ...['Asia/Vladivostok', 'Asia/Magadan', 'Asia/Kamchatka', 'UTC'],
] as const;

const time = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** Undefined: they make no hours. */
export const mailHoursOf = (hours: MailHours): MailHours | undefined =>
  time.test(hours.from) &&
  time.test(hours.to) &&
  hours.from < hours.to &&
  mailZones.some((zone) => zone === hours.timeZone)
    ? hours
    : undefined;

/** Mails wait for the open hours of this calendar. */
export const calendarOfMailHours = ({ from, to, weekends, timeZone }: MailHours): CalendarDefinition => ({
  timeZone,
  week: Object.fromEntries(
    weekdays.map((day, n) => [day, weekends || n < 5 ? [[from, to]] : []]),
  ) as unknown as CalendarDefinition['week'],
  holidays: [],
  exceptions: [],
});
