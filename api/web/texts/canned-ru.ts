/** Texts of canned answers. */
export const cannedRu = {
  title: 'Готовые ответы',
  open: 'Готовый ответ',
  find: 'Найти ответ',
  findHint: '↑ ↓ — выбрать, Enter — вставить, Esc — закрыть',
  none: 'Готовых ответов нет.',
  add: 'Новый ответ',
  name: 'Название',
  body: 'Текст',
  explain: 'Можно вставить:',
  missing: '—',
  save: 'Сохранить',
  remove: 'Удалить',
  changed: 'тем временем это изменили: откройте заново',
};

export type CannedTexts = typeof cannedRu;
