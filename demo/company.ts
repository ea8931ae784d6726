/** One request to the front that makes a piece of the demo company. */
export interface DemoRequest {
  /** Below /api/v1. */
  readonly path: string;
  readonly body: object;
}

const working = [
  ['09:00', '13:00'],
  ['14:00', '18:00'],
];
const always = [['00:00', '24:00']];
const week = (hours: readonly (readonly string[])[], weekend: readonly (readonly string[])[]) => ({
  mon: hours,
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
  sat: weekend,
  sun: weekend,
});

const calendars = [
  { name: 'Москва, рабочие дни', timeZone: 'Europe/Moscow', week: week(working, []) },
  { name: 'Around the clock', timeZone: 'Europe/London', week: week(always, always) },
];

const organisations = [{ name: 'Ромашка' }, { name: 'Northwind Trading' }];

const contacts = [
  {
    name: 'Анна Иванова',
    email: 'anna@romashka.example',
    phone: '+74951234567',
    organisation: 'Ромашка',
    language: 'ru',
  },
  {
    name: 'Пётр Соколов',
    email: 'petr@romashka.example',
    phone: '+74951234568',
    organisation: 'Ромашка',
    language: 'ru',
  },
  {
    name: 'Emma Clarke',
    email: 'emma@northwind.example',
    phone: '+442079460011',
    organisation: 'Northwind Trading',
    language: 'en',
  },
  {
    name: 'Jack Reed',
    email: 'jack@northwind.example',
    phone: '+442079460012',
    organisation: 'Northwind Trading',
    language: 'en',
  },
];

const services = [
  { name: 'Рабочие места', description: 'Компьютеры, принтеры, программы на рабочих местах' },
  { name: '1С', description: 'Бухгалтерия и зарплата' },
  { name: 'E-mail', description: 'Mailboxes, lists, spam' },
  { name: 'Network', description: 'Wi-Fi, VPN, telephony lines' },
];

const targets = [
  { priority: 'low', reactionMinutes: 240, resolutionMinutes: 2400 },
  { priority: 'normal', reactionMinutes: 120, resolutionMinutes: 960 },
  { priority: 'high', reactionMinutes: 60, resolutionMinutes: 480 },
  { priority: 'urgent', reactionMinutes: 15, resolutionMinutes: 240 },
];
const terms = { targets, pauseOn: ['waiting_customer'], warnAt: [50, 75, 90] };

const contracts = (now: Date) => [
  {
    ...{ number: 'Р-2026/01', organisation: 'Ромашка', services: ['Рабочие места', '1С'] },
    ...{ calendar: 'Москва, рабочие дни', startsOn: day(now, 0), endsOn: day(now, 2), ...terms },
  },
  {
    ...{ number: 'NW-7', organisation: 'Northwind Trading', services: ['E-mail', 'Network'] },
    ...{ calendar: 'Around the clock', startsOn: day(now, 0), endsOn: day(now, 2), ...terms },
  },
];

/** The first day of this year, or of a later one. */
const day = (now: Date, years: number): string => `${now.getUTCFullYear() + years}-01-01`;

const tickets = [
  {
    ...{ title: 'Не печатает принтер на втором этаже', description: 'Горит красная лампа, бумага есть.' },
    ...{ channel: 'phone', requester: { name: 'Анна Иванова', email: 'anna@romashka.example' } },
    ...{ service: 'Рабочие места', contract: 'Р-2026/01', priority: 'high' },
  },
  {
    ...{
      title: '1С не проводит платёжное поручение',
      description: 'Пишет «Недостаточно прав» с сегодняшнего утра.',
    },
    ...{ channel: 'portal', requester: { name: 'Пётр Соколов', email: 'petr@romashka.example' } },
    ...{ service: '1С', contract: 'Р-2026/01', priority: 'normal' },
  },
  {
    ...{
      title: 'VPN drops every ten minutes',
      description: 'Since the update on Monday; the office line is fine.',
    },
    ...{ channel: 'email', requester: { name: 'Emma Clarke', email: 'emma@northwind.example' } },
    ...{ service: 'Network', contract: 'NW-7', priority: 'urgent' },
  },
  {
    ...{ title: 'A mailbox for our new colleague', description: 'She starts next week: Lucy Hale, sales.' },
    ...{ channel: 'portal', requester: { name: 'Jack Reed', email: 'jack@northwind.example' } },
    ...{ service: 'E-mail', contract: 'NW-7', priority: 'low' },
  },
];

/** A small company with customers in Russian and in English: what to post to the front, in order. */
export const demoCompany = (now: Date): readonly DemoRequest[] =>
  Object.entries({
    calendars,
    organisations,
    contacts,
    services,
    contracts: contracts(now),
    tickets,
  }).flatMap(([name, bodies]) => bodies.map((body) => ({ path: `/${name}`, body })));
