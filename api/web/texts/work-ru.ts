import type { Relation } from '../../../domain/relation';

const relation: { readonly [key in Relation]: string } = {
  related: 'Связана с',
  blocks: 'Блокирует',
  blocked_by: 'Заблокирована заявкой',
  caused_by: 'Вызвана заявкой',
  causes: 'Вызвала',
};

/** Texts of the operator's work on a ticket. */
export const workRu = {
  actions: 'Действия',
  take: 'Взять себе',
  yours: 'Заявка ваша',
  write: 'Написать ↓',
  merge: 'Объединить…',
  story: 'Что с ней было ↓',
  mergeTitle: (number: string) => `Объединить ${number} с другой заявкой`,
  mergeInto: 'Номер заявки, которая останется',
  mergeLook: 'Показать обе',
  mergeGoes: 'Закроется и будет ссылаться на другую',
  mergeStays: 'Останется, получит переписку и файлы',
  mergeHint: 'Переписка, файлы и участники перейдут туда; отменить объединение нельзя.',
  mergeConfirm: (from: string, into: string) => `Объединить: ${from} → ${into}`,
  mergeTurn: 'Поменять местами',
  alike: 'Похожие открытые заявки',
  split: 'Выделить в заявку',
  splitTitle: (number: string) => `Новая заявка из комментария к ${number}`,
  splitHint:
    'Новая заявка будет связана с этой: тот же заявитель, услуга и приоритет; файлы комментария перейдут.',
  splitInternal:
    'Комментарий внутренний: он перейдёт внутренним. Описание увидит заявитель, поэтому напишите его сами.',
  splitSubmit: 'Создать заявку',
  chosenComment: 'Выбранный комментарий',
  participants: 'Ещё участвуют',
  mailsOnly: 'получает только письма',
  removeParticipant: 'Убрать',
  removeHint: (name: string) =>
    `${name}: писем по этой заявке больше не будет, на портале она не видна; об этом человеку не сообщается. Написанное им остаётся. Кнопки, чтобы вернуть, нет: вернёт только письмо, где он в копии.`,
  removeConfirm: (name: string) => `Убрать из заявки: ${name}`,
  links: 'Связи',
  noLinks: 'Связей нет.',
  relation,
  relationLabel: 'Как связана',
  other: 'Номер заявки',
  link: 'Связать',
  unlink: 'Убрать связь',
  statusTitle: 'Статус',
  statusTo: 'Новый статус',
  reason: 'Причина',
  reasonHint: 'Обязательна для ожидания, отмены и возобновления.',
  statusNote: 'Сменить, причина для сотрудников',
  statusTell: (name: string) => `Сменить, причину увидит ${name}`,
  notSeen: (names: string) => `не увидит: ${names}`,
  seen: (names: string) => `увидит: ${names}`,
  note: 'Заметка для сотрудников',
  noteSeen: 'увидят только сотрудники',
  answer: 'Ответ заявителю',
  files: 'Файлы',
  filesHint: 'Можно вставить из буфера или перетащить на форму.',
  undoLeft: (seconds: string) => `осталось ${seconds} с`,
  back: 'Назад к заявке',
};

export type WorkTexts = typeof workRu;
