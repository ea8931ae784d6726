import { ImapFlow } from 'imapflow';
import type { ImapServer } from '../../platform/mail-servers';
import { imapFailure, MailboxRefused } from './failure';
import { imapOptions } from './imap-options';

/** The same sentence in English and in Russian. */
export type Told = readonly [english: string, russian: string];

/** One thing that was found out about a mailbox; `key` is a key of its `imap`. */
export interface MailboxFinding {
  readonly level: 'ok' | 'warning' | 'fault';
  readonly key: string;
  readonly message: Told;
  readonly advice?: Told;
}

/** Logs in, looks, changes nothing but the folders that are missing, and goes. */
export const checkMailbox = async (server: ImapServer): Promise<readonly MailboxFinding[]> => {
  let client: ImapFlow | undefined;
  try {
    client = new ImapFlow(await imapOptions(server));
    client.on('error', () => undefined);
    await client.connect();
    return [
      ...connection(server),
      ...(await inbox(client, server)),
      ...(await folders(client, server)),
      ...abilities(client),
    ];
  } catch (error) {
    return [unreachable(imapFailure(error))];
  } finally {
    client?.close();
  }
};

const unreachable = (error: Error): MailboxFinding => ({
  level: 'fault',
  key: error instanceof MailboxRefused ? 'user' : 'host',
  message: [`cannot be opened: ${error.message}`, `не открывается: ${error.message}`],
  advice:
    error instanceof MailboxRefused
      ? [error.advice, 'Проверьте user, password (или oauth2), host и ca почтового ящика.']
      : [
          'Is the mail server running, and are host, port and tls right?',
          'Запущен ли почтовый сервер, верны ли host, port и tls?',
        ],
});

const connection = ({ tls, host }: ImapServer): readonly MailboxFinding[] => [
  { level: 'ok', key: 'user', message: ['logged in', 'вход выполнен'] },
  ...(tls === 'none' && !/^(127\.|localhost$|::1$)/.test(host)
    ? [
        {
          level: 'warning',
          key: 'tls',
          message: ['passwords and mails travel in clear text', 'пароли и письма идут открытым текстом'],
          advice: ['Set tls to implicit or starttls.', 'Задайте tls: implicit или starttls.'],
        } as const,
      ]
    : []),
];

const inbox = async (
  client: ImapFlow,
  { folders: { inbox: name } }: ImapServer,
): Promise<readonly MailboxFinding[]> => {
  const box = await client.mailboxOpen(name);
  return box.readOnly
    ? [
        {
          level: 'fault',
          key: 'folders.inbox',
          message: [`${name} is read-only`, `${name} только для чтения`],
          advice: [
            'Give the account the right to change it: mails are moved out of it.',
            'Дайте учётной записи право изменять папку: письма из неё переносятся.',
          ],
        },
      ]
    : [
        {
          level: 'ok',
          key: 'folders.inbox',
          message: [`${name} holds ${box.exists} mails`, `писем в ${name}: ${box.exists}`],
        },
      ];
};

const folders = async (
  client: ImapFlow,
  { folders: names }: ImapServer,
): Promise<readonly MailboxFinding[]> => {
  const there = new Set((await client.list()).map(({ path }) => path));
  const missing: ('processed' | 'quarantine')[] = [];
  for (const key of ['processed', 'quarantine'] as const) {
    if (there.has(names[key])) continue;
    const made = await client.mailboxCreate(names[key]).catch(() => undefined);
    if (!made) missing.push(key);
  }
  return missing.map((key) => ({
    level: 'fault',
    key: `folders.${key}`,
    message: [
      `the folder ${names[key]} is missing and cannot be made`,
      `папки ${names[key]} нет, и создать её не удаётся`,
    ],
    advice: ['Make it by hand, or name another one.', 'Создайте её вручную или укажите другую.'],
  }));
};

const abilities = ({ capabilities }: ImapFlow): readonly MailboxFinding[] =>
  capabilities.has('IDLE')
    ? []
    : [
        {
          level: 'warning',
          key: 'sweepSeconds',
          message: [
            'the server announces nothing (no IDLE)',
            'сервер не сообщает о новых письмах (нет IDLE)',
          ],
          advice: [
            'Mails are found by the sweep only: make sweepSeconds small.',
            'Письма находит только обход: задайте малое sweepSeconds.',
          ],
        },
      ];
