import type { Condition } from '../../../domain/sla/condition';
import type { ConditionRole } from '../contracts/clock-condition';

/** The clocks inside the house, in the form of a contract. */
export const clocksRu = {
  title: 'Внутренние часы',
  hint: 'Что обещано внутри: первой линией, исполнителем, поставщиком. «Кому-то поручена» — владелец в службе поддержки, исполнитель в трекере; передача от одного другому не в счёт. Сотрите название и время, и этих часов не станет.',
  add: 'Ещё часы',
  unnamed: 'Новые часы',
  name: 'Название',
  nameHint: 'малые латинские буквы и дефисы; так их зовут уровни эскалации',
  minutes: 'Время',
  pause: 'Паузы',
  asContract: 'как у договора',
  own: 'в своих статусах',
  runsIn: 'Идут только в статусах (ничего: в любых)',
  event: 'Когда',
  role: 'Часы',
  noRole: '— ничего —',
  roles: {
    starts: 'пускаются',
    stops: 'останавливаются',
    restarts: 'начинают заново',
    resumes: 'идут дальше',
  } as { readonly [role in ConditionRole]: string },
  kinds: {
    registered: 'заявка зарегистрирована',
    reaction: 'была реакция',
    status: 'у заявки статус',
    'task-status': 'у задачи статус',
    assigned: 'кому-то поручена',
    'other-team': 'передана другой группе',
  } as { readonly [kind in Condition['on']]: string },
  /** у задачи статус: Решена или Закрыта, в системе executors */
  oneOf: (what: string, among: string) => `${what}: ${among}`,
  or: ' или ',
  inSystem: (what: string, system: string) => `${what}, в системе ${system}`,
  time: (minutes: string) => `${minutes} рабочего времени`,
  pausesOwn: (among: string) => `стоят в статусах: ${among}`,
  runsOnlyIn: (among: string) => `идут только в статусах: ${among}`,
  to: 'Какой из статусов',
  system: 'В системе',
  anySystem: 'любой',
};
