import { fault, ok, warning } from '../findings';
import type { Finding } from '../port';
import type { Client } from './client';
import { items, list, record, text } from './json';
import type { Json } from './json';
import { commentField } from './queue';
import type { QueueFacts } from './queue';
import { quoted } from './search';

/** The queue's fields for our number and for the ids of our comments. */
export const checkQueue = ({ config }: Client, facts: QueueFacts): readonly Finding[] => [
  facts.keyFieldId === undefined
    ? noKeyField(config.externalKeyField, facts)
    : ok('externalKeyField', [
        `field "${config.externalKeyField}" is there`,
        `поле "${config.externalKeyField}" есть`,
      ]),
  ...(facts.hasCommentField ? [] : [noCommentField]),
];

const noKeyField = (field: string, { name }: QueueFacts): Finding =>
  fault(
    'externalKeyField',
    [
      `queue "${name}" has no ticket field "${field}" that our account may see`,
      `у очереди "${name}" нет поля заявки "${field}", которое видит наша учётная запись`,
    ],
    [
      "run connectors/request-tracker/hook/install.sh on RT's host, or create it (one value, applied to every queue) and grant SeeCustomField and ModifyCustomField",
      'запустите connectors/request-tracker/hook/install.sh на машине RT или создайте поле (одно значение, для всех очередей) и дайте права SeeCustomField и ModifyCustomField',
    ],
  );

const noCommentField = warning(
  'externalKeyField',
  [
    `RT has no field "${commentField}" on comments, so our comments are known again by their text only`,
    `в RT нет поля "${commentField}" у комментариев: свои комментарии мы узнаём только по тексту`,
  ],
  [
    "run connectors/request-tracker/hook/install.sh on RT's host",
    'запустите connectors/request-tracker/hook/install.sh на машине RT',
  ],
);

/** The links of a ticket show what our account may do with it. */
export const checkRights = async (client: Client, facts: QueueFacts): Promise<readonly Finding[]> => {
  const ticket = await newestTicket(client, facts);
  const offered = new Set(list(ticket?._hyperlinks).map((link) => text(record(link).ref)));
  const missing = [
    ...(facts.mayCreate ? [] : ['CreateTicket']),
    ...(ticket === undefined || offered.has('correspond') ? [] : ['ReplyToTicket']),
    ...(ticket === undefined || offered.has('comment') ? [] : ['CommentOnTicket']),
    ...(ticket === undefined || offered.has('lifecycle') ? [] : ['ModifyTicket']),
  ];
  if (missing.length > 0) return [lacks(missing, facts)];
  if (ticket === undefined) return [unseen(facts)];
  return [
    ok('token', [
      'our account may create, change, answer and comment',
      'наша учётная запись может создавать, менять, отвечать и комментировать',
    ]),
  ];
};

const also = 'ShowTicket, ShowTicketComments, SeeCustomField, ModifyCustomField';

const lacks = (missing: readonly string[], { name }: QueueFacts): Finding =>
  fault(
    'token',
    [
      `our account lacks ${missing.join(', ')} in queue "${name}"`,
      `нашей учётной записи не хватает прав в очереди "${name}": ${missing.join(', ')}`,
    ],
    [`grant it there; ${also} are needed, too`, `дайте их там; нужны также ${also}`],
  );

const unseen = ({ name }: QueueFacts): Finding =>
  warning(
    'token',
    [
      `queue "${name}" is empty, so most rights of our account cannot be seen yet`,
      `очередь "${name}" пуста, поэтому большинство прав нашей учётной записи пока не видно`,
    ],
    [
      `make sure of ReplyToTicket, CommentOnTicket and ModifyTicket; ${also} are needed, too`,
      `убедитесь в правах ReplyToTicket, CommentOnTicket и ModifyTicket; нужны также ${also}`,
    ],
  );

const newestTicket = async (client: Client, { name }: QueueFacts): Promise<Json | undefined> => {
  const query = `Queue = ${quoted(name)} AND Status = '__Active__'`;
  return items(await client.page('/tickets', query, 'Status,_hyperlinks', { order: 'DESC', per_page: 1 }))[0];
};
