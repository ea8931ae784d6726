import type { systemSentences } from '../../../domain/system-sentences';

/** Why an outside system did not do what we asked. Its own words stay as it said them. */
export const systemReasonsRu: { readonly [kind in keyof typeof systemSentences]: string } = {
  keyNotAccepted: '{request}: {status} (ключ не принят){said}',
  redirected:
    '{request}: {status} (перенаправление: либо ключ не принят, либо в `url` не конечный адрес){said}',
  silent: '{request}: нет ответа за {ms} мс',
  tooLong: '{request}: ответ длиннее {bytes} байт',
  noConnection: '{request}: нет соединения',
  notJson: '{request}: {status}, но ответ — не JSON: {said}',
  letAlone: '{request}: не отправлено: система ответила {status} и просила не тревожить её ещё {seconds} с',
  systemSilent: '{system} не отвечает: {why}',
  notSeen: 'наша учётная запись этого не видит',

  metWrites: '{request}: 422, одновременно писал кто-то ещё',
  withoutReason: '{request}: 422: без объяснения',
  notRedmine: '{request}: так Redmine не отвечает: {said}',
  noProject: 'Redmine: проекта «{project}» нет, или наша учётная запись в нём не состоит',
  projectNotSeen: 'Redmine: наша учётная запись не видит проекта «{project}»',
  noWord:
    'В Redmine нет значения «{name}» ({field}); есть: {known}. Исправьте сопоставление {field} в конфигурации.',
  nothingNamed:
    'В Redmine нет «{name}» ({field}) в настроенном проекте, или наша учётная запись его не видит. Запустите doctor.',
  noPrivateNotes:
    'Redmine: нашей учётной записи нельзя делать комментарии закрытыми, внутренний стал бы там виден всем. Дайте её роли право «Set notes as private».',
  noFilter: 'Redmine не отбирает по полю «{field}». Отметьте «Used as a filter» в настройках этого поля.',
  tooOld: 'Redmine не знает отбора по issue_id: нужна версия 4.1 или новее.',
  cutFile: 'Redmine: файл {file} пришёл не целиком, {came} из {size} байт',
  pollCursor: 'Redmine: не читается закладка опроса: {cursor}',

  badToken: '{system}: `token` — не маркер RT (1-<user>-<secret>), или его пользователя не прочитать',
  noQueue: '{system}: очереди «{queue}» нет, или наша учётная запись её не видит (право SeeQueue)',
  noKeyField:
    '{system}: в очереди «{queue}» нет поля «{field}» (externalKeyField), которое видела бы наша учётная запись',
  firstText: 'Request Tracker не даёт менять первый текст заявки',
  stays:
    '{system}: Request Tracker не может сделать ответ {comment} заявки {record} внутренним; администратор RT может его там удалить',
  noAttachment: '{system}: вложения {id} («{filename}») нет',
  notTicket: '«{id}» — не номер заявки RT',
  notAsset: '«{id}» — не номер объекта (asset) RT',

  stillNamed:
    '{system}: запись {record} и после правки называет человека; можно ли нашей учётной записи править её там?',
  ownNotes:
    '{system}: нашей учётной записи нельзя править свои примечания записи {record}, а человек там назван. Дайте её роли право «Edit own notes».',

  notShown: '{system} не показывает того, что должно стоять в {contract} (запись {record})',
  contractGone: 'запись {record} этого договора удалена, или наша учётная запись её не видит',
};
