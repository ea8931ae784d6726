import type { Difference, DriftKind } from '../../../domain/drift';
import type { Reconciliation } from '../../../store/reconciliations';

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

/** The page of the synchronisation. */
export const syncRu = {
  title: 'Синхронизация',
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
    kind: {
      'field-refused': 'Поле не принято',
      'create-refused': 'Запись не создана',
      'push-refused': 'Передача отвергнута',
      'record-failing': 'Запись не поддаётся',
      'record-hidden': 'Запись нам не видна',
      'record-lost': 'Запись пропала',
      'comment-refused': 'Комментарий не принят',
      'cannot-hide': 'Комментарий не скрыть',
      'internal-was-public': 'Внутреннее было видно',
      'unknown-value': 'Незнакомое значение',
      'undo-touched': 'Отменено после чужой работы',
      'hook-not-understood': 'Непонятный вебхук',
      'contract-refused': 'Договор не принят',
      'person-remains': 'Человек назван там',
      credentials: 'Наш ключ не принят',
    },
    advice: {
      'person-remains':
        'Обезличьте человека там руками, как советует сообщение; потом пропустите. В Request Tracker: Admin, Users, пользователь, «Anonymize user»; в Redmine исправьте описание и комментарии.',
      'field-refused':
        'Проверьте в этой системе правила записи и права нашей учётной записи; потом повторите, задайте для неё другое значение или пропустите.',
      'create-refused':
        'Устраните причину там или в конфигурации и повторите; пропуск оставит заявку без этой записи.',
      'push-refused': 'Устраните причину там или в конфигурации и повторите; или пропустите.',
      'record-failing': 'Посмотрите саму запись и журнал той системы, потом повторите.',
      'record-hidden':
        'Верните нашей учётной записи право видеть запись и повторите; пропуск оставит всё как есть.',
      'record-lost': 'Повтор создаст там новую запись; пропуск оставит заявку без неё.',
      'comment-refused': 'Проверьте там права нашей учётной записи и повторите.',
      'cannot-hide': 'Если его никто не должен видеть, удалите или скройте его там руками.',
      'internal-was-public': 'Дайте нашей учётной записи право писать закрытые комментарии.',
      'unknown-value': 'Сопоставьте значение в конфигурации или измените его в той системе.',
      'undo-touched': 'Повтор всё равно отменит запись там; пропуск оставит её как есть.',
      'contract-refused':
        'Проверьте права нашей учётной записи на договоры в той системе (их называет npm run doctor); затем повторите или исправьте договор.',
      'hook-not-understood':
        'Сравните вебхук, установленный там, с тем, что поставляется с Sagadesk, и пропустите: остальное найдёт опрос.',
      credentials:
        'Дайте нашей учётной записи действующий ключ и впишите его в конфигурацию; всё продолжится само.',
    },
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
    report: 'Отчёт о сверке',
    nothing: 'Различий не найдено.',
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
    explain:
      'Подписи нет, или она неверна. Если вебхук наш, сравните его секрет с webhookSecret этой системы. Хранятся последние 20 заголовков.',
    none: 'Ни одного.',
  },
};

export type SyncTexts = typeof syncRu;
