import { EventEmitter, once } from 'node:events';
import type { Database } from '../../store/database';
import { inboxChannel } from '../../store/inbox';

export interface Nudges {
  /** Waits until nudged or the time is over. Milliseconds. */
  wait(ms: number): Promise<void>;
  nudge(): void;
  stop(): Promise<void>;
}

/** Hears of new hints by LISTEN on a connection of its own; a lost connection only makes the waiting time out. */
export const listenForHints = async (db: Database, system: string): Promise<Nudges> => {
  const heard = new EventEmitter();
  let pending = false;
  const nudge = () => {
    pending = true;
    heard.emit('nudge');
  };
  let ears: Ears | undefined = await listen(db, system, nudge);
  return {
    nudge,
    async wait(ms) {
      if (!ears?.open) ears = await listen(db, system, nudge).catch(() => undefined);
      if (pending) {
        pending = false;
        return;
      }
      const timeout = AbortSignal.timeout(Math.ceil(ms)); // takes whole milliseconds only
      await once(heard, 'nudge', { signal: timeout }).catch(() => undefined);
      pending = false;
    },
    async stop() {
      ears?.close();
    },
  };
};

interface Ears {
  readonly open: boolean;
  close(): void;
}

/** A connection that listens; given back to the pool as broken when it ends, by whichever side. */
const listen = async (db: Database, system: string, nudge: () => void): Promise<Ears> => {
  const client = await db.connect();
  const ears = {
    open: true,
    close() {
      if (!ears.open) return;
      ears.open = false;
      client.release(true);
    },
  };
  client.on('notification', ({ payload }) => payload === system && nudge());
  client.once('end', () => {
    ears.close();
    nudge();
  });
  await client.query(`listen ${inboxChannel}`);
  return ears;
};
