import { ImapFlow, type FetchMessageObject } from 'imapflow';
import type { ImapServer } from '../../platform/mail-servers';
import { spooledBytes, spoolToFile, type Spooled } from '../../platform/spool';
import { imapFailure } from './failure';
import { imapOptions } from './imap-options';
import { createNews, type News } from './news';

/** A mail in the inbox. */
export interface Listed {
  readonly uid: number;
  /** Bytes. */
  readonly size: number;
  /** When the server got it. */
  readonly receivedAt: Date;
}

/** One connection to one mailbox, its inbox open. It is not opened twice: a new one is made. */
export interface ImapSession {
  readonly uidValidity: string;
  /** What lies in the inbox, is not marked as taken in, and not known already: at most a thousand, the oldest first. */
  list(known: (uids: readonly number[]) => Promise<ReadonlySet<number>>): Promise<readonly Listed[]>;
  fetch(uids: readonly number[]): AsyncIterable<{ readonly uid: number; readonly raw: Spooled }>;
  /** The same for a large one, through a temporary file. */
  download(uid: number): Promise<Spooled | undefined>;
  /** Moves them out of the inbox; where that cannot be done they are marked. Answers which are done with. */
  move(uids: readonly number[], folder: string): Promise<readonly number[]>;
  /** Until the server announces something, the time is over, `wake` is called, or the connection ends. Milliseconds. */
  wait(ms: number): Promise<void>;
  wake(): void;
  readonly open: boolean;
  close(): void;
}

/** Marks a mail that was taken in where it cannot be moved. */
const keyword = '$Ingested';
/** One command fetches so much of a streamed mail: a server may search its way from the beginning each time. Bytes. */
const streamedChunk = 4 * 1024 * 1024;
/** Connects, logs in and opens the inbox. Throws MailboxRefused when a person has to look, any other error when it may pass. */
export const openImap = async (server: ImapServer, folders: readonly string[] = []): Promise<ImapSession> => {
  const client = new ImapFlow(await imapOptions(server));
  const news = createNews();
  let failure: unknown;
  // Before connect(): without a listener an idle drop ends the process.
  client.on('error', (error: unknown) => {
    failure = error;
    news.ring();
  });
  client.on('close', news.ring);
  client.on('exists', news.ring);
  try {
    await client.connect();
    await makeFolders(client, folders);
    const box = await client.mailboxOpen(server.folders.inbox);
    return sessionOf(client, news, String(box.uidValidity), () => failure);
  } catch (error) {
    client.close();
    throw imapFailure(error);
  }
};

/** Missing folders are made; a server that refuses shows itself when something is moved. */
const makeFolders = async (client: ImapFlow, folders: readonly string[]): Promise<void> => {
  if (folders.length === 0) return;
  const there = new Set((await client.list()).map(({ path }) => path));
  for (const folder of folders)
    if (!there.has(folder)) await client.mailboxCreate(folder).catch(() => undefined);
};

const sessionOf = (
  client: ImapFlow,
  news: News,
  uidValidity: string,
  failure: () => unknown,
): ImapSession => {
  const checked = async <T>(work: () => Promise<T>): Promise<T> => {
    const box = client.mailbox;
    if (!client.usable || !box) throw imapFailure(failure() ?? new Error('the connection has ended'));
    if (String(box.uidValidity) !== uidValidity) throw new Error('the mailbox was rebuilt (new UIDVALIDITY)');
    try {
      return await work();
    } catch (error) {
      throw imapFailure(failure() ?? error);
    }
  };
  return {
    uidValidity,
    list: (known) => checked(() => listInbox(client, known)),
    async *fetch(uids) {
      // Collected before it is looked at: a command inside the library's own loop would wait for ever.
      const found = await checked(() =>
        client.fetchAll(uids.join(','), { uid: true, source: true }, { uid: true }),
      );
      for (const { uid, source } of found) if (source) yield { uid, raw: spooledBytes(source) };
    },
    download: (uid) =>
      checked(async () => {
        const { content } = await client.download(String(uid), undefined, {
          uid: true,
          chunkSize: streamedChunk,
        });
        return content ? spoolToFile(content) : undefined;
      }),
    move: (uids, folder) => checked(() => moveAway(client, uids, folder)),
    wait: async (ms) => {
      if (!client.usable || news.pending()) return;
      // Breaks off by itself when the next command comes.
      if (!client.idling) void client.idle().catch(() => undefined);
      await news.heard(ms);
    },
    wake: news.ring,
    get open() {
      return client.usable;
    },
    close: () => client.close(),
  };
};

const listInbox = async (
  client: ImapFlow,
  known: Parameters<ImapSession['list']>[0],
): Promise<readonly Listed[]> => {
  const uids = (await client.search({ unKeyword: keyword }, { uid: true })) || [];
  const before = await known(uids);
  const fresh = uids.filter((uid) => !before.has(uid)).slice(0, 1000);
  if (fresh.length === 0) return [];
  const query = { uid: true, size: true, internalDate: true };
  const found = await client.fetchAll(fresh.join(','), query, { uid: true });
  return found.map(listed).sort((a, b) => a.uid - b.uid);
};

const listed = ({ uid, size, internalDate }: FetchMessageObject): Listed => ({
  uid,
  size: size ?? 0,
  receivedAt: internalDate === undefined ? new Date() : new Date(internalDate),
});

/** `false` is the library's way to say that it failed; what is gone already is done with too. */
const moveAway = async (
  client: ImapFlow,
  uids: readonly number[],
  folder: string,
): Promise<readonly number[]> => {
  const range = uids.join(',');
  if (await client.messageMove(range, folder, { uid: true })) return uids;
  await client.mailboxCreate(folder).catch(() => undefined);
  if (await client.messageMove(range, folder, { uid: true })) return uids;
  return (await client.messageFlagsAdd(range, [keyword], { uid: true })) ? uids : [];
};
