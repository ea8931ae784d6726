import { createMailParser } from '../../../channels/mail/parser';
import type { ParsedMail } from '../../../domain/mail/parsed';
import type { MailUser, RealMailServer } from '../../systems/mail-server';

export interface ReadMail extends ParsedMail {
  readonly raw: string;
}

/** What lies in somebody's inbox, read as his program would. */
export const inboxOf = async (server: RealMailServer, user: MailUser): Promise<readonly ReadMail[]> => {
  const parser = createMailParser({ readSeconds: 20 });
  try {
    const mails: ReadMail[] = [];
    for (const bytes of await server.read(user, 'INBOX')) {
      const reading = await parser.read(bytes);
      if (reading.is === 'read') mails.push({ ...reading.mail, raw: bytes.toString('utf8') });
    }
    return mails;
  } finally {
    await parser.close();
  }
};
