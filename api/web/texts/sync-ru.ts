import type { Difference, DriftKind } from '../../../domain/drift';
import type { RefusedBecause } from '../../../store/refused-hooks';
import type { Reconciliation } from '../../../store/reconciliations';
import { problemsRu } from './problems-ru';

type Names<K extends string> = { readonly [key in K]: string };

const reconciliationState: Names<Reconciliation['state']> = {
  running: 'Идёт',
  done: 'Закончена',
  stopped: 'Остановлена',
  failed: 'Не удалась',
};

const driftKind: Names<DriftKind> = {
  edited: 'изменено там',
  debt: 'наш долг',
  'comment-missing': 'комментарий пропал',
  gone: 'записи больше нет',
  unreadable: 'не читается',
};

const driftField: Names<Exclude<Difference['field'], 'title' | 'description' | 'status' | 'priority'>> = {
  key: 'Ключ',
  comment: 'Комментарий',
  contract: 'Договор',
  reaction: 'Срок реакции',
  resolution: 'Срок решения',
  service: 'Услуга',
  organisation: 'Организация',
  contact: 'Заявитель',
  contractRecord: 'Ссылка на договор',
  attachment: 'Файл',
  record: 'Запись',
};

const hookRefused: Names<RefusedBecause> = {
  unsigned: 'без подписи',
  wrongSignature: 'подпись неверна',
  noSecret: 'у нас не задан секрет',
};

const hookAdvice: { readonly [why in RefusedBecause]: (system: string) => string } = {
  unsigned: (system) =>
    `Если это вебхук ${system}, впишите в его настройки секрет из systems.${system}.webhookSecret: docs/hooks.md.`,
  wrongSignature: (system) =>
    `Если это вебхук ${system}, сравните его секрет с systems.${system}.webhookSecret в конфигурации.`,
  noSecret: (system) =>
    `Задайте systems.${system}.webhookSecret в конфигурации; до тех пор о новом говорит только опрос.`,
};

/** Fields that systems name when they refuse a record, beside those of tickets. */
const recordField = {
  project: 'Проект',
  tracker: 'Трекер',
  file: 'Файл',
  visibility: 'Видимость',
  externalKeyField: 'Поле ключа',
};

/** The page of the synchronisation. */
export const syncRu = {
  title: 'Синхронизация',
  recordField,
  asOf: 'Состояние на',
  reload: 'Обновить',
  calm: 'Всё идёт само, человек не нужен.',
  needed: (problems: number, conflicts: number) =>
    `Нужен человек. Проблем: ${problems}, расхождений: ${conflicts}.`,
  away: (systems: string) => `Сейчас недоступно: ${systems}.`,
  system: {
    title: 'Системы',
    up: 'Работает',
    down: 'Недоступна',
    since: 'с',
    why: { down: 'не отвечает', credentials: 'не принимает наш ключ' },
    downHint: 'Передачи сюда ждут. Система проверяется сама; когда ответит, всё продолжится по срочности.',
    waiting: (n: number) => `заявок у закрытых ворот: ${n}`,
    readError: 'Последнее чтение не удалось',
    clock: 'Часы',
    clockUnknown: 'ещё не сверены',
    clockExact: 'идут как наши',
    clockAhead: (time: string) => `спешат на ${time}`,
    clockBehind: (time: string) => `отстают на ${time}`,
    clockAlarm: 'Больше 2 с: проверьте службу времени на сервере этой системы и на нашем.',
    lagNow: 'Ждёт передачи',
    lagNone: 'ничего',
    lag: (records: number, time: string) => `записей: ${records}, дольше всех ${time}`,
    lastEvent: 'Последнее событие',
    lastPoll: 'Последний опрос',
    never: 'не было',
    rate: 'Поток',
    perMinute: 'в минуту сейчас',
    perDay: 'за сутки',
    hooks: 'Вебхуки',
    heard: 'Услышано изменений',
    pushes: 'Передач сюда',
    refused: 'Отвергнуто вебхуков',
  },
  lag: {
    title: 'Задержка за сутки',
    half: 'половина',
    most: '95 %',
    worst: 'дольше всего',
    changes: (n: number) => `изменений: ${n}`,
    none: 'За сутки сюда ничего не передавали.',
    hoursAgo: (hours: number) => (hours === 0 ? 'сейчас' : `−${hours} ч`),
    explain: 'Бледным — самое долгое за десять минут, ярким — половина изменений.',
  },
  problems: {
    title: 'Проблемы',
    none: 'Проблем нет.',
    since: 'с',
    attempts: (n: number) => `попыток: ${n}`,
    retry: 'Повторить',
    skip: 'Пропустить',
    write: 'Записать это значение',
    value: 'Значение для этой системы',
    assignee: 'Занимается',
    nobody: '— никто —',
    assign: 'Назначить',
    kind: problemsRu,
  },
  conflicts: {
    title: 'Расхождения',
    none: 'Расхождений нет.',
    holds: 'действует',
    other: 'другое значение',
    keep: 'Оставить это',
    choose: 'Пусть будет это',
    empty: '(пусто)',
  },
  reconcile: {
    title: 'Сверка',
    explain: 'Держит каждую запись рядом с её заявкой, поле за полем, пока работа идёт.',
    allSystems: 'Все системы',
    where: 'Где',
    repair: 'исправлять найденное',
    start: 'Начать сверку',
    stop: 'Остановить',
    none: 'Сверок ещё не было.',
    state: reconciliationState,
    withRepair: 'с исправлением',
    withoutRepair: 'только отчёт',
    progress: (checked: number, total: number | null) =>
      total === null ? `проверено: ${checked}` : `проверено ${checked} из ${total}`,
    found: (n: number) => `различий: ${n}`,
    repaired: (n: number) => `исправлено: ${n}`,
    waits: (why: string) => `Ждёт: ${why}. Продолжится сама с того места, где стоит.`,
    failed: (why: string) =>
      `Причина: ${why}. Проверенное и исправленное осталось; устраните причину и начните новую.`,
    report: 'Отчёт о сверке',
    nothing: 'Различий не найдено.',
    nothingYet: 'Пока ни одного различия. Сверка идёт, страница обновляется сама.',
    notFound: 'Такой сверки не было.',
    shown: (n: number) => `Показаны первые ${n}; остальные отдаёт API.`,
    record: 'Запись',
    kind: 'Что это',
    ours: 'Должно быть',
    theirs: 'Стоит там',
    outcome: 'Что сделано',
    yes: 'исправлено',
    no: 'не исправлялось',
    driftKind,
    driftField,
  },
  accounting: {
    title: 'Учёт',
    explain: 'Получено = применено + не применено + открыто, в любой момент.',
    received: 'Получено',
    applied: 'Применено',
    ignored: 'Не применено',
    open: 'Открыто',
    why: 'Почему не применено',
    all: 'Всего',
  },
  hooks: {
    title: 'Отвергнутые вебхуки',
    explain: 'Хранятся заголовки последних двадцати. Незнакомых отправителей можно не замечать.',
    none: 'Ни одного.',
    from: 'откуда',
    because: hookRefused,
    advice: hookAdvice,
  },
};

export type SyncTexts = typeof syncRu;
