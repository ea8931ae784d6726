const english = {
  title: 'Service desk · demo',
  about:
    'First-line support works here, as in Request Tracker. Whatever you change appears in the front and in the task tracker within seconds.',
  open: 'Open tickets',
  all: 'All tickets',
  create: 'New ticket',
  none: 'No tickets yet.',
  ticket: 'Ticket',
  subject: 'Subject',
  text: 'Text',
  status: 'Status',
  priority: 'Priority',
  key: 'Number in the front',
  requester: 'Requester',
  requesterEmail: 'Requester’s e-mail',
  owner: 'Owner',
  nobody: 'nobody',
  updated: 'Changed',
  me: 'I am',
  save: 'Save',
  write: 'Write',
  message: 'Message',
  toRequester: 'Reply: the requester sees it',
  forColleagues: 'Comment: for colleagues only',
  file: 'File',
  files: 'Files',
  history: 'History',
  change: 'Change',
  reply: 'Reply',
  comment: 'Internal comment',
  created: 'created the ticket',
  system: 'The desk itself',
  link: 'Refers to',
  becomes: 'becomes',
  nothing: 'nothing',
  gone: 'There is no such ticket.',
  empty: 'Please give a subject.',
  unsaid: 'Please write a text or choose a file.',
};

export type Words = typeof english;
export type Language = 'ru' | 'en';

const russian: Words = {
  title: 'Служба поддержки · демо',
  about:
    'Здесь работает первая линия, как в Request Tracker. Всё, что вы измените, через секунды появится во фронте и в трекере задач.',
  open: 'Открытые заявки',
  all: 'Все заявки',
  create: 'Новая заявка',
  none: 'Заявок пока нет.',
  ticket: 'Заявка',
  subject: 'Тема',
  text: 'Текст',
  status: 'Статус',
  priority: 'Приоритет',
  key: 'Номер во фронте',
  requester: 'Заявитель',
  requesterEmail: 'Почта заявителя',
  owner: 'Владелец',
  nobody: 'никто',
  updated: 'Изменена',
  me: 'Я',
  save: 'Сохранить',
  write: 'Написать',
  message: 'Сообщение',
  toRequester: 'Ответ: заявитель его увидит',
  forColleagues: 'Комментарий: только для коллег',
  file: 'Файл',
  files: 'Файлы',
  history: 'История',
  change: 'Изменить',
  reply: 'Ответ',
  comment: 'Внутренний комментарий',
  created: 'создание заявки',
  system: 'Сама система',
  link: 'Ссылка',
  becomes: 'теперь',
  nothing: 'пусто',
  gone: 'Такой заявки нет.',
  empty: 'Укажите тему.',
  unsaid: 'Напишите текст или выберите файл.',
};

export const wordsIn = (language: Language): Words => (language === 'ru' ? russian : english);

/** The language that was asked for, else the one of last time, else the browser's, else English. */
export const languageOf = (asked: unknown, cookie = '', accepted = ''): Language => {
  if (asked === 'ru' || asked === 'en') return asked;
  const [, kept] = /(?:^|;\s*)lang=(ru|en)\b/.exec(cookie) ?? [];
  if (kept === 'ru' || kept === 'en') return kept;
  return /^\s*ru\b/i.test(accepted) ? 'ru' : 'en';
};
