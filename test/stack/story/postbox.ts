import { eventually } from '../../systems/eventually';
import type { MailUser, RealMailServer } from '../../systems/mail-server';
import { inboxOf, type ReadMail } from '../mail/inbox-of';

/** Somebody's real mailbox, read mail by mail: one too many is the next that is read. */
export interface Postbox {
  readonly address: string;
  /** Waits for the next one. */
  next(): Promise<ReadMail>;
  /** What has come beside those that were read; nothing is under way any more. */
  more(): Promise<readonly ReadMail[]>;
}

export const postboxOf = (server: RealMailServer, user: MailUser): Postbox => {
  let read = 0;
  return {
    address: `${user}@${server.domain}`,
    async next() {
      await eventually(
        `${user} gets mail ${read + 1}`,
        async () => (await server.count(user, 'INBOX')) > read || undefined,
      );
      const mail = (await inboxOf(server, user))[read]!;
      read += 1;
      return mail;
    },
    async more() {
      await eventually('all mail is delivered', async () => (await server.waiting()) === 0 || undefined);
      return (await inboxOf(server, user)).slice(read);
    },
  };
};
