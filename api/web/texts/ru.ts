import type { Channel, Priority, Status, TicketField, Visibility } from '../../../domain/ticket';
import type { LinkStanding } from '../../../store/link-view';
import type { SyncState } from '../../../store/ticket-view';
import { accessRu } from './access-ru';
import { phoneRu } from './phone-ru';
import { letterRu } from './letter-ru';
import { mailWayRu } from './mail-way-ru';
import { notifyRulesRu } from './notify-rules-ru';
import { mailRu } from './mail-ru';
import { portalRu } from './portal-ru';
import { agreementsRu } from './agreements-ru';
import { boardRu, reportsRu } from './board-ru';
import { slaRu } from './sla-ru';
import { cannedRu } from './canned-ru';
import { questionsRu } from './questions-ru';
import { queuesRu } from './queues-ru';
import { workRu } from './work-ru';
import { storyRu } from './story-ru';
import { syncRu } from './sync-ru';

type Names<K extends string> = { readonly [key in K]: string };

const status: Names<Status> = {
  new: 'Новая',
  in_progress: 'В работе',
  waiting_customer: 'Ждём заявителя',
  waiting_supplier: 'Ждём поставщика',
  resolved: 'Решена',
  closed: 'Закрыта',
  cancelled: 'Отменена',
};

const priority: Names<Priority> = { low: 'Низкий', normal: 'Обычный', high: 'Высокий', urgent: 'Срочный' };

const channel: Names<Channel> = { phone: 'Телефон', portal: 'Портал', email: 'Почта', api: 'API' };

const sync: Names<SyncState> = {
  synced: 'Везде одинаково',
  pending: 'Передаётся',
  partial: 'Передано частично',
  blocked: 'Система недоступна',
};

const standing: Names<LinkStanding> = {
  synced: 'Совпадает',
  pending: 'Передаётся',
  creating: 'Создаётся',
  partial: 'Принято не всё',
  blocked: 'Система недоступна',
  refused: 'Не принято',
  lost: 'Запись пропала',
  unlinked: 'Отвязано',
};

const visibility: Names<Visibility> = { public: 'Видит заявитель', internal: 'Только для сотрудников' };

const field: Names<TicketField> = {
  title: 'Тема',
  description: 'Описание',
  status: 'Статус',
  priority: 'Приоритет',
  requester: 'Заявитель',
  assignee: 'Исполнитель',
  service: 'Услуга',
  contract: 'Договор',
};

/** Every text that people see. The other language has to have the same ones, or it does not compile. */
export const ru = {
  status,
  priority,
  channel,
  sync,
  standing,
  visibility,
  field,
  languageName: 'Русский',
  languageShort: 'Рус',
  front: 'Фронт',
  layout: {
    menu: 'Разделы',
    skip: 'К содержанию',
    tickets: 'Заявки',
    register: 'Новая заявка',
    board: 'Сроки',
    agreements: 'Договоры',
    reports: 'Отчёты',
    synchronisation: 'Синхронизация',
    find: 'Найти',
    findHint: 'SD-1042 или слово',
    api: 'Описание API',
    people: 'Люди',
    signOut: 'Выйти',
    language: 'Язык',
  },
  signIn: {
    title: 'Вход',
    login: 'Имя пользователя',
    password: 'Пароль',
    submit: 'Войти',
    wrong: 'Имя или пароль не подходят.',
    throttled: (minutes: number) => `Слишком много попыток. Попробуйте снова через ${minutes} мин.`,
    stale: 'Страница устарела. Попробуйте ещё раз.',
  },
  list: {
    title: 'Заявки',
    search: 'Поиск',
    searchHint: 'номер, слово, имя, адрес',
    find: 'Найти',
    all: 'Все',
    open: 'Открытые',
    anySync: 'Любая',
    syncLabel: 'Синхронизация',
    number: 'Номер',
    requester: 'Заявитель',
    updated: 'Изменена',
    nothing: 'Ничего не найдено.',
    nothingHint:
      'Ищем по номерам во всех системах, словам темы, описания и переписки, имени и адресу заявителя. Уберите часть условий.',
    none: 'Заявок ещё нет.',
    noneHint: 'Они появятся из звонков, писем, портала и других систем; первую можно завести самому.',
    older: 'Более ранние →',
    newest: '← К началу',
    reset: 'Сбросить',
  },
  ticket: {
    registered: 'Зарегистрирована',
    updated: 'изменена',
    closed: 'закрыта',
    mergedInto: 'Объединена с заявкой',
    noDescription: 'Описания нет.',
    details: 'Поля',
    save: 'Сохранить',
    nobody: '— никто —',
    none: '— нет —',
    requesterBy: 'Заявитель: адрес или имя, по которым мы его знаем',
    undo: 'Отменить регистрацию',
    undoHint: 'Можно в течение минуты; отменится во всех системах.',
    systems: 'Системы',
    notCreated: 'ещё не создана',
    confirmed: 'подтверждено',
    neverConfirmed: 'ещё не подтверждено',
    took: (time: string) => `за ${time}`,
    workflow: 'Процесс в Temporal',
    addTask: 'Ещё одна задача',
    addTaskIn: (system: string) => `Ещё одна задача в ${system}`,
    attachments: 'Файлы',
    noAttachments: 'Файлов нет.',
    timeline: 'История',
    more: 'Показаны не все записи: остальные доступны через API.',
  },
  comments: {
    title: 'Переписка',
    none: 'Пока никто ничего не написал.',
    earlier: 'Следующие комментарии →',
    taken: 'Отозван в исходной системе',
    write: 'Написать',
    text: 'Текст',
  },
  register: {
    title: 'Новая заявка',
    subject: 'Тема',
    subjectHint: 'например: принтер печатает полосами',
    description: 'Описание',
    requester: 'Заявитель',
    name: 'Имя',
    email: 'Адрес почты',
    phone: 'Телефон',
    channel: 'Откуда пришла',
    requesterHint: 'Существующего человека узнаем по адресу, потом по телефону.',
    submit: 'Зарегистрировать (Ctrl+Enter)',
  },
  access: accessRu,
  mail: mailRu,
  letter: letterRu,
  mailWay: mailWayRu,
  notifyRules: notifyRulesRu,
  synchronisation: syncRu,
  phone: phoneRu,
  work: workRu,
  queues: queuesRu,
  questions: questionsRu,
  canned: cannedRu,
  portal: portalRu,
  agreements: agreementsRu,
  sla: slaRu,
  board: boardRu,
  reports: reportsRu,
  ...storyRu,
  what: {
    registered: 'Зарегистрирована',
    field: 'Изменено поле',
    superseded: 'Изменение не принято: действует более новое',
    comment: 'Комментарий',
    'comment-edited': 'Комментарий изменён',
    'comment-hidden': 'Комментарий отозван',
    attachment: 'Файл',
    rated: 'Оценка заявителя',
    'task-added': 'Добавлена задача',
    'task-withdrawn': 'Задача отозвана',
    merged: 'Объединение',
    linked: 'Связь',
    unlinked: 'Связь убрана',
    'participant-removed': 'Больше не участвует',
    split: 'Выделена заявка',
    'record-lost': 'Запись пропала',
    'file-left-out': 'Файл остался на месте',
  },
  faults: {
    title: 'Не получилось',
    notFound: 'Такой страницы нет, или она не для вас.',
    forbidden: 'У вас нет на это права.',
    stale: 'Страница устарела или открыта из чужого места. Вернитесь и попробуйте ещё раз.',
    tooLarge: (most: string) => `Слишком много: за один раз принимаем не больше ${most}.`,
    unavailable: 'База данных не отвечает. Попробуйте через несколько секунд.',
    unforeseen: 'Что-то сломалось у нас. Это записано в журнал.',
    back: 'К заявкам',
    fields: 'Исправьте, пожалуйста:',
  },
};

export type Texts = typeof ru;
