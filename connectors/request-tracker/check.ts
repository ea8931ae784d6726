import { priorities } from '../../domain/ticket';
import { ConnectorFailure } from '../failure';
import { fault, ok, warning } from '../findings';
import type { Finding } from '../port';
import type { Account } from './account';
import { checkContracts } from './check-contracts';
import { checkMail } from './check-mail';
import { checkOwnWords } from './check-own-words';
import { checkQueue, checkRights } from './check-queue';
import { checkSla } from './check-sla';
import { checkStatuses } from './check-statuses';
import type { Client } from './client';
import { text } from './json';
import type { Json } from './json';
import type { Queue } from './queue';

/**
 * Holds the configuration against the running RT; writes nothing. Stops where nothing further can be seen; throws only when
 * RT does not answer.
 */
export const checkDesk = async (
  client: Client,
  account: Account,
  queue: Queue,
): Promise<readonly Finding[]> => {
  const found = [...checkPriorities(client)];
  try {
    const { clockOffset } = await account.health();
    found.push(...checkClock(clockOffset), ...checkAccount(await account.user()));
  } catch (error) {
    return [...found, explainKey(error)];
  }
  const facts = await queue.facts().catch((error: unknown) => explainQueue(client, error));
  if ('level' in facts) return [...found, facts];
  return [
    ...found,
    ...checkQueue(client, facts),
    ...checkSla(client, facts),
    ...(await checkRights(client, facts)),
    ...(await checkStatuses(client, facts)),
    ...(await checkContracts(client)),
    await checkMail(client, account, facts),
    ...(await checkOwnWords(client, account, facts)),
  ];
};

const explainKey = (error: unknown): Finding => {
  if (!(error instanceof ConnectorFailure) || error.kind === 'transient') throw error;
  if (error.kind === 'refused')
    return fault(
      'url',
      [error.message, `по этому адресу отвечает не REST 2 RT: ${error.message}`],
      ['is this the address of RT itself?', 'это адрес самого RT?'],
    );
  return fault(
    'token',
    [error.message, `RT не принимает ключ (token): ${error.message}`],
    [
      'put a valid token of our account there (Logged in as > Settings > Auth Tokens), whole: 1-<user>-<secret>; and see that `url` is the address of RT itself',
      'запишите в token действующий ключ нашей учётной записи (Logged in as > Settings > Auth Tokens) целиком: 1-<user>-<secret>; проверьте, что url указывает на сам RT',
    ],
  );
};

const explainQueue = ({ config }: Client, error: unknown): Finding => {
  if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
  return fault(
    'queue',
    [
      error.message,
      `в RT нет очереди "${config.queue}", или наша учётная запись её не видит (право SeeQueue)`,
    ],
    [
      'correct `queue`, or grant our account SeeQueue there (Admin > Queues > Group rights)',
      'исправьте queue или дайте нашей учётной записи право SeeQueue (Admin > Queues > Group rights)',
    ],
  );
};

const checkPriorities = ({ config }: Client): readonly Finding[] =>
  priorities
    .filter((priority) => !/^-?\d{1,9}$/.test(config.priority[priority]))
    .map((priority) => notANumber(priority, config.priority[priority]));

const notANumber = (priority: string, theirs: string): Finding =>
  fault(
    `priority.${priority}`,
    [
      `RT's priorities are numbers; it would store "${theirs}" as 0`,
      `приоритеты в RT — числа; "${theirs}" он сохранит как 0`,
    ],
    [
      'give the number behind the word: %PriorityAsString in RT_SiteConfig.pm has them, e.g. Low 0, Medium 50, High 100',
      'укажите число, которое стоит за словом: они есть в %PriorityAsString (RT_SiteConfig.pm), например Low 0, Medium 50, High 100',
    ],
  );

const checkClock = (offset: number): readonly Finding[] => {
  if (Math.abs(offset) <= 2000) return [];
  const seconds = (offset / 1000).toFixed(1);
  return [
    warning(
      'url',
      [
        `the clock of RT's host differs from ours by ${seconds} s`,
        `часы сервера RT расходятся с нашими на ${seconds} с`,
      ],
      [
        'let both hosts follow the same time servers (NTP)',
        'пусть обе машины сверяются с одними серверами времени (NTP)',
      ],
    ),
  ];
};

const checkAccount = (user: Json): readonly Finding[] => {
  const [name, zone] = [text(user.Name), text(user.Timezone)];
  const named = ok('token', [`RT knows us as "${name}"`, `RT знает нас как "${name}"`]);
  if (zone === 'UTC') return [named];
  return [
    named,
    warning(
      'token',
      [
        `searches by date follow the time zone of "${name}", which is ${zone || "the server's"}`,
        `поиск по датам идёт в часовом поясе "${name}": ${zone || 'как у сервера'}`,
      ],
      [
        'set its time zone to UTC (Admin > Users)',
        'установите этой учётной записи часовой пояс UTC (Admin > Users)',
      ],
    ),
  ];
};
