import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { ImapFlow } from 'imapflow';
import type { ImapServer } from '../../platform/mail-servers';
import { bringUp, type Instance } from './bring-up';

const run = promisify(execFile);

export type MailUser = 'support' | 'sales' | 'operator' | 'alice' | 'bob' | 'sink';

/** A real Exim with Dovecot on loopback; users support, sales, operator, alice, bob; all foreign mail lands with `sink`. */
export interface RealMailServer extends Pick<Instance, 'dir' | 'start' | 'stop' | 'down' | 'killHard'> {
  readonly domain: string;
  readonly smtpPort: number;
  /** With TLS from the first byte. */
  readonly imapPort: number;
  /** With STARTTLS. */
  readonly plainImapPort: number;
  readonly ca: string;
  /** A program that takes a mail as sendmail would. */
  readonly sendmail: string;
  imapOf(user: MailUser, more?: Partial<ImapServer>): ImapServer;
  /** By SMTP; answers the Message-ID without brackets. */
  send(mail: SendMailOptions): Promise<string>;
  /** A raw mail by SMTP. */
  sendRaw(from: string, to: string, raw: string | Buffer): Promise<void>;
  /** How many mails it has accepted and not yet delivered. */
  waiting(): Promise<number>;
  /** How many mails lie in a folder. */
  count(user: MailUser, folder: string): Promise<number>;
  /** Every mail of a folder as it lies there, the oldest first. */
  read(user: MailUser, folder: string): Promise<readonly Buffer[]>;
  /** Ends every session of a user. */
  kick(user: MailUser): Promise<void>;
  /** The folder is built anew: all UIDs are other ones. */
  rebuild(user: MailUser): Promise<void>;
  /** Stops (or lets go on) every IMAP process of a user: the connection stands, nobody answers. */
  freeze(user: MailUser, frozen: boolean): Promise<void>;
  /** Lays a file into the inbox, past SMTP. */
  drop(user: MailUser, file: string, name: string): Promise<void>;
}

export const startMailServer = async (): Promise<RealMailServer> => {
  // It is up in a tenth of a second: every suite has its own, with empty mailboxes.
  const instance = await bringUp('mail', 'DOVECOT_PID', {}, await mkdtemp('/var/tmp/mail-'));
  const value = (name: string) => instance.printed[name] ?? '';
  const smtpPort = Number(value('SMTP_PORT'));
  const imapPort = Number(value('IMAPS_PORT'));
  const transport = () =>
    createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
  const maildir = (user: MailUser) => path.join(value('MAIL_DIR'), 'mail', user);
  const doveadm = (...args: string[]) =>
    run('doveadm', ['-c', path.join(value('MAIL_DIR'), 'etc/dovecot.conf'), ...args]);
  const openImap = async (user: MailUser) => {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: Number(value('IMAP_PORT')),
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass: 'secret' },
      logger: false,
    });
    await client.connect();
    return client;
  };
  const imapOf = (user: MailUser, more: Partial<ImapServer> = {}): ImapServer => ({
    host: '127.0.0.1',
    port: imapPort,
    tls: 'implicit',
    ca: value('MAIL_CA'),
    user,
    password: 'secret',
    folders: { inbox: 'INBOX', processed: 'Processed', quarantine: 'Quarantine' },
    sweepSeconds: 5,
    silenceSeconds: 60,
    ...more,
  });
  return {
    dir: instance.dir,
    start: instance.start,
    stop: instance.stop,
    down: instance.down,
    killHard: instance.killHard,
    domain: value('MAIL_DOMAIN'),
    smtpPort,
    imapPort,
    plainImapPort: Number(value('IMAP_PORT')),
    ca: value('MAIL_CA'),
    sendmail: value('MAIL_SENDMAIL'),
    imapOf,
    async send(mail) {
      const { messageId } = await transport().sendMail(mail);
      return messageId.replace(/^<|>$/g, '');
    },
    async sendRaw(from, to, raw) {
      await transport().sendMail({ envelope: { from, to }, raw });
    },
    async waiting() {
      const { stdout } = await run(value('MAIL_SENDMAIL'), ['-bpc']);
      return Number(stdout);
    },
    async count(user, folder) {
      const client = await openImap(user);
      const status = await client.status(folder, { messages: true });
      await client.logout();
      return (status && status.messages) || 0;
    },
    async read(user, folder) {
      const client = await openImap(user);
      const box = await client.mailboxOpen(folder);
      const found = box.exists === 0 ? [] : await client.fetchAll('1:*', { source: true });
      await client.logout();
      return found.flatMap(({ source }) => source ?? []);
    },
    async kick(user) {
      await doveadm('kick', user).catch(() => undefined); // nobody was there
    },
    async rebuild(user) {
      await doveadm('kick', user).catch(() => undefined);
      const names = (await readdir(maildir(user))).filter((name) => /^dovecot(-uidlist|\.index)/.test(name));
      for (const name of names) await rm(path.join(maildir(user), name));
    },
    async freeze(user, frozen) {
      const { stdout } = await run('ps', ['-eo', 'pid=,ppid=,args=']);
      const master = instance.printed.DOVECOT_PID;
      const pids = stdout
        .split('\n')
        .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
        .filter(
          (match) =>
            match?.[2] === master &&
            /^dovecot\/imap/.test(match?.[3] ?? '') &&
            !/login/.test(match?.[3] ?? ''),
        )
        .map((match) => Number(match![1]));
      for (const pid of pids) process.kill(pid, frozen ? 'SIGSTOP' : 'SIGCONT');
      if (pids.length === 0) throw new Error(`no IMAP process of ${user} is there`);
    },
    async drop(user, file, name) {
      // As every maildir is written: Dovecot takes what it sees in new/, also half of it.
      const [part, whole] = [path.join(maildir(user), 'tmp', name), path.join(maildir(user), 'new', name)];
      await copyFile(file, part);
      await run('chown', ['mail:mail', part]);
      await rename(part, whole);
    },
  };
};
