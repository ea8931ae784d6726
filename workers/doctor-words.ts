const english = {
  language: 'en' as 'en' | 'ru',
  ok: 'ok',
  warning: 'WARNING',
  fault: 'FAULT',
  advice: 'what to do',
  configuration: 'Configuration',
  configurationFine: 'every key is understood',
  line: 'line',
  demo: 'no systems are configured: npm start uses the demo company; name a file with systems in SAGADESK_CONFIG',
  postgres: 'Postgres',
  postgresEmbedded: 'DATABASE_URL is not set: npm start runs an embedded server',
  postgresAnswers: 'answers, version',
  postgresOld: 'this version is older than 14, the oldest that is supported: take a newer server',
  postgresNoCreate: 'the user of DATABASE_URL may not create tables: grant CREATE on the schema to it',
  postgresAway: 'is the server running, and are host, port, user and password in DATABASE_URL right?',
  temporal: 'Temporal',
  temporalOwn: 'TEMPORAL_ADDRESS is not set: npm start runs an own server',
  temporalAnswers: 'answers, namespace',
  temporalNoNamespace:
    'create the namespace (temporal operator namespace create), or correct TEMPORAL_NAMESPACE',
  temporalAway: 'is the server running, and are TEMPORAL_ADDRESS and the TLS variables right?',
  noAnswer: 'no answer within 5 seconds',
  silent: 'no connection',
  systemAway: 'is the system running, can this machine reach its url, and is the key right?',
  ownRemarks: {
    en: 'what Sagadesk itself says there is in English',
    ru: 'what Sagadesk itself says there is in Russian',
  },
  speaksItself: 'it mails the requesters, and the front does not',
  faults: 'Faults',
  warnings: 'warnings',
};

export type Words = typeof english;

const russian: Words = {
  language: 'ru',
  ok: 'в порядке',
  warning: 'ВНИМАНИЕ',
  fault: 'ОШИБКА',
  advice: 'что сделать',
  configuration: 'Конфигурация',
  configurationFine: 'все ключи понятны',
  line: 'строка',
  demo: 'внешние системы не настроены: npm start поднимет демонстрационную компанию; укажите файл с systems в SAGADESK_CONFIG',
  postgres: 'Postgres',
  postgresEmbedded: 'DATABASE_URL не задан: npm start поднимет встроенный сервер',
  postgresAnswers: 'отвечает, версия',
  postgresOld: 'версия старше 14, а более старые не поддерживаются: возьмите сервер новее',
  postgresNoCreate: 'пользователю из DATABASE_URL нельзя создавать таблицы: дайте ему право CREATE на схему',
  postgresAway: 'запущен ли сервер, верны ли хост, порт, пользователь и пароль в DATABASE_URL?',
  temporal: 'Temporal',
  temporalOwn: 'TEMPORAL_ADDRESS не задан: npm start поднимет собственный сервер',
  temporalAnswers: 'отвечает, пространство имён',
  temporalNoNamespace:
    'создайте пространство имён (temporal operator namespace create) или исправьте TEMPORAL_NAMESPACE',
  temporalAway: 'запущен ли сервер, верны ли TEMPORAL_ADDRESS и переменные TLS?',
  noAnswer: 'нет ответа за 5 секунд',
  silent: 'нет связи',
  systemAway: 'запущена ли система, доступен ли её url с этой машины, верен ли ключ?',
  ownRemarks: {
    en: 'свои замечания Sagadesk пишет туда по-английски',
    ru: 'свои замечания Sagadesk пишет туда по-русски',
  },
  speaksItself: 'заявителям пишет она, а фронт не пишет',
  faults: 'Ошибок',
  warnings: 'предупреждений',
};

/** The words of the environment's language: Russian or English. */
export const wordsFor = (env: NodeJS.ProcessEnv): Words =>
  /^ru/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? russian : english;
