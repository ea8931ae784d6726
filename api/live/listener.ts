import type { PoolClient } from 'pg';
import type { Database } from '../../store/database';

/** Time before a lost connection is tried again, in milliseconds. */
const againMs = 1_000;

/** Listens on a channel until closed, over lost connections; whoever listens must look by himself after `connected`. */
export const listen = (
  db: Database,
  channel: string,
  on: { notified(payload: string): void; connected(): void; lost(error: Error): void },
): { close(): void } => {
  let client: PoolClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async (): Promise<void> => {
    try {
      const fresh = await db.connect();
      if (closed) return fresh.release();
      client = fresh;
      client.on('notification', ({ payload = '' }) => on.notified(payload));
      client.once('error', lose);
      client.once('end', () => lose(new Error('connection ended')));
      await client.query(`listen ${channel}`);
      on.connected();
    } catch (error) {
      lose(error as Error);
    }
  };

  const lose = (error: Error): void => {
    if (timer) return;
    drop(error);
    if (closed) return;
    on.lost(error);
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, againMs);
  };

  /** A client that listens, or is broken, must not go back into the pool. */
  const drop = (because: Error | true): void => {
    const gone = client;
    client = undefined;
    gone?.removeAllListeners('notification');
    gone?.on('error', () => {});
    gone?.release(because);
  };

  void connect();
  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
      drop(true);
    },
  };
};
