import type { CallState } from '../../../domain/call/call-of';
import type { CandidateReason } from '../../../domain/call/candidate';
import type { Impact, Urgency } from '../../../domain/priority';
import type { NotCovered } from '../../../domain/sla/cover';

const state: { readonly [key in CallState]: string } = {
  ringing: 'Звонит',
  answered: 'Разговор',
  ended: 'Завершён',
  missed: 'Пропущен',
};

const because: { readonly [key in CandidateReason]: string } = {
  number: 'его основной номер',
  otherNumber: 'его другой номер',
  learned: 'номер запомнен',
  ticket: 'номер есть в заявке',
  organisation: 'номер той же организации',
};

const notCovered: { readonly [key in NotCovered['kind']]: string } = {
  'no-contract': 'Нет договора: сроки не гарантированы',
  'not-started': 'Договор ещё не начал действовать',
  ended: 'Договор закончился',
  'service-not-named': 'Услуга не входит в договор',
  'no-target': 'В договоре нет срока для этого приоритета',
  'never-open': 'По календарю договора рабочего времени больше нет',
  'entitlement-used-up': 'Объём по договору исчерпан',
};

const impact: { readonly [key in Impact]: string } = {
  person: 'Один человек',
  group: 'Отдел',
  company: 'Вся организация',
};

const urgency: { readonly [key in Urgency]: string } = {
  waits: 'Может подождать',
  hinders: 'Мешает работать',
  stands: 'Работа стоит',
};

/** Texts of the telephone pages. */
export const phoneRu = {
  title: 'Телефон',
  state,
  because,
  notCovered,
  impact,
  impactLabel: 'Кого касается',
  urgency,
  urgencyLabel: 'Насколько срочно',
  byBoth: 'по этим ответам',
  quiet: 'Звонков нет. Звонок появится здесь сам, Enter откроет заявку по нему.',
  mine: 'На линии',
  ringing: 'Звонят',
  ringsAtYou: 'звонит у вас',
  from: 'с номера',
  queue: 'очередь',
  hidden: 'Номер скрыт',
  unknown: 'Незнакомый номер',
  several: (n: number) => `Подходят ${n}: выберите`,
  isIt: 'Звонит',
  organisation: 'Организация',
  noOrganisation: 'организация не указана',
  language: 'Язык',
  newTicket: 'Новая заявка',
  enterHint: 'Enter открывает заявку',
  grant: 'Договор',
  reaction: 'реакция до',
  resolution: 'решение до',
  zone: (time: string, zone: string) => `(${time}, ${zone})`,
  tickets: 'Открытые заявки',
  noTickets: 'Открытых заявок нет.',
  due: 'срок',
  addThere: 'Добавить к ней',
  lastCalls: 'Последние звонки',
  noCalls: 'Раньше не звонили.',
  withoutTicket: 'Ваши звонки без заявки',
  callBack: 'Перезвонить',
  nobodyToCallBack: 'Перезванивать некому.',
  until: 'до',
  late: 'просрочено',
  calledBack: 'Перезвонили',
  linked: 'Заявка',
  call: 'Звонок',
  form: 'Заявка по звонку',
  requester: 'Заявитель',
  somebodyElse: 'Другой человек: имя ниже',
  findPerson: 'Найти человека',
  belongs: 'Чей это номер?',
  subject: 'Тема',
  text: 'Описание',
  noService: '— не выбрана —',
  outside: 'Не по договору',
  register: 'Зарегистрировать (Ctrl+Enter)',
  similar: 'Похожие открытые заявки',
  saved: 'Черновик сохранён',
  writes: (name: string) => `В этом черновике пишет ${name}`,
  hasTicket: 'По этому звонку заявка уже есть:',
  another: 'Зарегистрировать ещё одну',
};

export type PhoneTexts = typeof phoneRu;
