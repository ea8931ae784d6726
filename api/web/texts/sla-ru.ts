import type { ClockView } from '../../../domain/sla/clock-view';
import type { By } from '../../../domain/sla/because';
import type { LedgerEvent } from '../../../domain/sla/ledger';
import type { Status } from '../../../domain/ticket';

type Names<K extends string> = { readonly [key in K]: string };

const state: Names<ClockView['state']> = {
  running: 'Идёт',
  paused: 'Стоит',
  met: 'Выполнено',
  breached: 'Нарушено',
};

const event: Names<LedgerEvent> = {
  started: 'Пошли',
  paused: 'Остановлены',
  resumed: 'Пошли дальше',
  warned: 'Предупреждение',
  met: 'Выполнено',
  breached: 'Срок нарушен',
  recomputed: 'Срок пересчитан',
  corrected: 'Исправление',
};

const by: Names<By> = { staff: 'сотрудник', requester: 'заявитель', system: 'система' };

/** What is due by when, and why. */
export const slaRu = {
  title: 'Сроки по договору',
  /** “ответить до 14:30” */
  mustReact: 'Ответить до',
  mustResolve: 'Решить до',
  mustOther: (clock: string) => `«${clock}» до`,
  clock: { reaction: 'Реакция', resolution: 'Решение' },
  state,
  event,
  zoned: (time: string, place: string) => `${time} (${place})`,
  forYou: (time: string) => `у вас ${time}`,
  left: (left: string, all: string) => `осталось ${left} из ${all} рабочего времени`,
  usedUp: (used: string, all: string) => `прошло ${used} из ${all} рабочего времени`,
  never: 'в ближайшие сто лет не наступит',
  closedNow: (opens: string) => `Сейчас по календарю закрыто, часы пойдут ${opens}.`,
  paused: (why: string) => `Часы стоят: ${why}.`,
  pausedLeft: (left: string) => `Когда пойдут дальше, останется ${left}.`,
  met: (at: string, used: string) => `Выполнено ${at}, за ${used} рабочего времени`,
  metBecause: (why: string) => `: ${why}.`,
  breached: (at: string, why: string) => `Срок нарушен ${at}: ${why}.`,
  breachedOn: (used: string) => `Всего прошло ${used} рабочего времени.`,
  unconfirmed:
    'Не подтверждено: одна из систем недоступна, там мог быть ответ до срока. Наружу об этом не сообщается.',
  handSet: 'Срок назначен человеком.',
  setDue: {
    title: 'Назначить срок вручную',
    hint: (place: string) =>
      `Время по часам договора (${place}). Назначенный срок важнее договорного и остаётся в записях; пустое поле ничего не меняет.`,
    save: 'Назначить',
    back: 'снять назначенный срок, снова по договору',
  },
  howDue: 'Как получается срок',
  how: {
    start: (at: string) => `Начало: ${at}.`,
    target: (minutes: string, contract: string) =>
      `Норма: ${minutes} рабочего времени по договору ${contract}.`,
    excluded: (time: string, why: string) => `Не считалось ${time}: ${why}.`,
    used: (time: string) => `Уже прошло: ${time}.`,
    calendar: (name: string) => `Календарь: ${name}.`,
    due: (at: string) => `Отсюда срок: ${at}.`,
  },
  contract: 'Договор',
  picked: {
    'only-one': 'единственный, который её покрывает',
    'chosen-by-hand': 'выбран человеком',
    'own-target-for-the-service': (before: string) => `у него своя норма для этой услуги; не ${before}`,
    'began-last': (before: string) => `он начался последним; не ${before}`,
    'lowest-number': (before: string) => `у него меньший номер; не ${before}`,
  },
  none: 'Ни один договор эту заявку не покрывает, сроков у неё нет',
  showDue: 'Показать срок',
  dueUnknown: 'Когда назван известный нам человек (почта или телефон), здесь стоит срок по его договору.',
  ledger: 'Все события часов',
  ledgerCount: (n: number) => `записей: ${n}`,
  at: 'Когда',
  clockLabel: 'Часы',
  what: 'Что',
  why: 'Почему',
  used: 'Прошло',
  due: 'Срок',
  late: 'отмечено с опозданием',
  origin: 'узнали из',
  level: { restart: 'с нуля', confirmed: 'подтверждено' },
  picture: {
    title: 'Ход времени',
    closed: 'закрыто',
    runs: 'часы идут',
    stands: 'часы стоят',
    over: 'после срока',
    due: 'срок',
    now: 'сейчас',
    warning: 'предупреждение',
    breach: 'нарушение',
    met: 'выполнено',
  },
  because: {
    registered: 'заявка зарегистрирована',
    'call-answered': 'оператор ответил на звонок и зарегистрировал заявку',
    'public-answer': 'сотрудник ответил заявителю',
    'requester-wrote': 'заявитель написал',
    status: (status: string, who: By) => `статус «${status}» (${by[who]})`,
    'task-status': (system: string, status: string) => `задача в ${system} перешла в «${status}»`,
    assigned: (to: string, system: string) => `в ${system} поручено: ${to}`,
    merged: (into: string) => `объединена с ${into}`,
    terms: (cause: string, restarted: boolean) =>
      `${cause}; ${restarted ? 'отсчёт начат заново' : 'прошедшее время и паузы сохранены'}`,
    cause: {
      priority: (from: string, to: string) => `приоритет: ${from} → ${to}`,
      service: (from: string, to: string) => `услуга: ${from} → ${to}`,
      contract: (from: string, to: string) => `договор: ${from} → ${to}`,
      requester: (from: string, to: string) => `заявитель: ${from} → ${to}`,
      organisation: (from: string, to: string) => `организация заявителя: ${from} → ${to}`,
      configuration: 'договор или календарь изменили',
    },
    uncovered: (why: string) => `договор больше не покрывает: ${why}`,
    'due-set': (at: string) => `срок назначен человеком: ${at}`,
    'due-unset': 'назначенный человеком срок отменён',
    share: (percent: number) => `прошло ${percent} % времени`,
    escalationAtDue: (clock: string) => `когда срок вышел (${clock})`,
    escalation: (clock: string, amount: string, isBefore: boolean) =>
      `${amount} ${isBefore ? 'до срока' : 'после срока'} (${clock})`,
    'time-is-up': (time: string) => `истекли ${time} рабочего времени`,
    'hand-set-time-is-up': 'наступил срок, назначенный человеком',
    'late-fact': (event: string, at: string, why: string) =>
      `запись «${event}» от ${at} больше не верна: ${why}`,
    late: (why: string, at: string, origin: string) => `${why}, ${at}, ${origin}; узнали позже`,
    changed: 'изменилось то, на чём она держалась',
    confirmed: (at: string) => `нарушение от ${at} подтверждено: с тех пор прочитаны все системы`,
  },
  notCovered: {
    'no-contract': 'у организации нет договора, который её покрывает',
    'not-started': (day: string) => `договор начинается ${day}`,
    ended: (day: string) => `договор закончился ${day}`,
    'service-not-named': 'в договоре нет этой услуги',
    'no-target': (priority: string) => `в договоре нет нормы для приоритета «${priority}»`,
    'never-open': 'календарь договора больше не открывается',
    'entitlement-used-up': (limit: string, until: string) => `объём (${limit}) исчерпан до ${until}`,
    units: { tickets: 'заявок', hours: 'часов' },
  },
  waitingFor: {
    waiting_customer: 'ждём заявителя',
    waiting_supplier: 'ждём поставщика',
  } as Partial<Names<Status>>,
};
