import type { Language } from '../../store/contacts';

const locale = (language: Language): string => (language === 'ru' ? 'ru-RU' : 'en-GB');

/** Making one costs a tenth of a millisecond, and a page shows dozens of instants. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** How a language writes instants in a zone; `shape` is known by the names of its parts. */
export const remembered = (
  language: Language,
  timeZone: string,
  shape: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat => {
  const key = `${language} ${timeZone} ${Object.keys(shape).join()}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale(language), { ...shape, timeZone });
  formats.set(key, format);
  return format;
};

/** `Mon, 23 Nov, 14:30` on the clocks of a zone; with the year when that is not the present one. */
export const wallTime = (at: number, timeZone: string, language: Language, now = Date.now()): string => {
  const shape = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  const otherYear = new Date(at).getUTCFullYear() !== new Date(now).getUTCFullYear();
  return remembered(language, timeZone, otherYear ? { ...shape, year: 'numeric' } : shape).format(at);
};

/** `14:30` on the clocks of a zone. */
export const wallClock = (at: number, timeZone: string, language: Language): string =>
  remembered(language, timeZone, { hour: '2-digit', minute: '2-digit' }).format(at);

/** `23 Nov 2026` of `2026-11-23`. */
export const dayText = (day: string, language: Language): string =>
  remembered(language, 'UTC', { day: 'numeric', month: 'short', year: 'numeric' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );

/** `2026-12` as a month of its year. */
export const monthText = (month: string, language: Language): string =>
  remembered(language, 'UTC', { month: 'long', year: 'numeric' }).format(Date.parse(`${month}-01T00:00:00Z`));

/** The place of a zone: `Moscow`, `Москва`. In English its name says it best. */
export const zonePlace = (timeZone: string, language: Language): string => {
  const city = (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
  if (language === 'en') return city;
  const place = remembered(language, timeZone, { timeZoneName: 'shortGeneric' })
    .formatToParts(0)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return place === undefined || /^(GMT|UTC)/.test(place) ? city : place;
};

/** `Mon, 23 Nov` of `2026-11-23`. */
export const wallDate = (day: string, language: Language): string =>
  remembered(language, 'UTC', { weekday: 'short', day: 'numeric', month: 'short' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
