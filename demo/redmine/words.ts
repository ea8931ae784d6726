const english = {
  title: 'Task tracker (demo Redmine)',
  about:
    'Here the executors work. Whatever you change appears in the front and in the service desk within seconds.',
  open: 'Open issues',
  all: 'All issues',
  none: 'No issues yet.',
  create: 'New issue',
  issue: 'Issue',
  subject: 'Subject',
  description: 'Description',
  status: 'Status',
  priority: 'Priority',
  updated: 'Changed',
  author: 'Author',
  assignee: 'Assigned to',
  nobody: 'nobody',
  history: 'History',
  change: 'Change it',
  as: 'I am',
  note: 'Note',
  secret: 'Private note: for colleagues only',
  isPrivate: 'private',
  file: 'File',
  files: 'Files',
  save: 'Save',
  gone: 'There is no such issue.',
  refused: 'Not saved',
  project: 'Project',
  tracker: 'Tracker',
};

const russian: typeof english = {
  title: 'Трекер задач (демонстрационный Redmine)',
  about:
    'Здесь работают исполнители. Всё, что вы измените, через секунды появится во фронте и в службе поддержки.',
  open: 'Открытые задачи',
  all: 'Все задачи',
  none: 'Задач пока нет.',
  create: 'Новая задача',
  issue: 'Задача',
  subject: 'Тема',
  description: 'Описание',
  status: 'Статус',
  priority: 'Приоритет',
  updated: 'Изменена',
  author: 'Автор',
  assignee: 'Назначена',
  nobody: 'никому',
  history: 'История',
  change: 'Изменить',
  as: 'Я',
  note: 'Примечание',
  secret: 'Приватное примечание: только для коллег',
  isPrivate: 'приватное',
  file: 'Файл',
  files: 'Файлы',
  save: 'Сохранить',
  gone: 'Такой задачи нет.',
  refused: 'Не сохранено',
  project: 'Проект',
  tracker: 'Трекер',
};

export type Language = 'ru' | 'en';
export type Words = typeof english;

/** What the pages say. */
export const wordsIn = (language: Language): Words => (language === 'ru' ? russian : english);

/** The language that was asked for, else the browser's, else English. */
export const languageOf = (
  asked: unknown,
  cookie: string | undefined,
  accepted: string | undefined,
): Language => {
  if (asked === 'ru' || asked === 'en') return asked;
  const [, kept] = /(?:^|;\s*)lang=(ru|en)\b/.exec(cookie ?? '') ?? [];
  if (kept === 'ru' || kept === 'en') return kept;
  return /^\s*ru\b/i.test(accepted ?? '') ? 'ru' : 'en';
};
