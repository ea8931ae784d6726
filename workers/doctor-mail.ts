import { checkMailbox, type MailboxFinding } from '../channels/mail/check-mailbox';
import { createPostman } from '../channels/mail/postman';
import type { SmtpFailure } from '../channels/mail/smtp-failure';
import type { MailboxConfig, MailConfig } from '../connectors/configuration-mail';
import { fault, ok, warning } from '../connectors/findings';
import type { Finding } from '../connectors/port';
import type { Chapter } from './doctor-report';

/** Every mailbox, tried by logging in. */
export const mailboxChapters = (mailboxes: readonly MailboxConfig[]): Promise<Chapter[]> =>
  Promise.all(
    mailboxes.map(async ({ name, address, imap }) => ({
      title: `mail.mailboxes.${name} (${address}, ${imap.host}:${imap.port})`,
      findings: (await checkMailbox(imap)).map(told),
    })),
  );

/** The server that mail leaves by, tried by logging in. */
export const smtpChapters = async ({ smtp, mailboxes }: MailConfig): Promise<Chapter[]> => {
  if (!smtp) return mailboxes.length === 0 ? [] : [{ title: 'mail.smtp', findings: [nothingSent] }];
  const postman = createPostman(smtp);
  const title = `mail.smtp (${smtp.host}:${smtp.port})`;
  try {
    await postman.check();
    return [
      { title, findings: [ok('smtp', ['it answers and takes our login', 'отвечает и принимает наш вход'])] },
    ];
  } catch (error) {
    return [{ title, findings: [failed(error as SmtpFailure)] }];
  } finally {
    postman.close();
  }
};

const nothingSent = warning(
  'smtp',
  ['nobody is sent any mail: mail.smtp is missing', 'никому не отправляются письма: нет mail.smtp'],
  ['name the server that mail leaves by', 'укажите сервер, через который уходит почта'],
);

const failed = ({ message, advice }: SmtpFailure): Finding =>
  fault(
    'smtp',
    [message, message],
    [
      advice || 'see whether it runs, and whether host and port are right',
      advice || 'проверьте, работает ли он и верны ли host и port',
    ],
  );

const told = ({ level, key, message, advice }: MailboxFinding): Finding => {
  if (level === 'ok' || advice === undefined) return ok(`imap.${key}`, message);
  return (level === 'fault' ? fault : warning)(`imap.${key}`, message, advice);
};
