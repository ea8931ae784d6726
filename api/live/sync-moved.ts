import { presenceMoved, type PresenceMoved } from './presence-moved';

/** How the systems stand has changed, of these tickets; of any ticket, or of a system as a whole, when none is named. */
export interface SyncMoved {
  readonly type: 'sync';
  readonly numbers: readonly string[];
}

/** Pages look again at most so often, in milliseconds. */
const gatherMs = 200;
/** More numbers than these are not worth naming. */
const most = 50;

const prefix = 'sync ';

/** Gathers what the database says moves (see tell_sync in store/migrations), so that a thousand pushes are a few events. */
export const gatherMoves = (deliver: (moved: SyncMoved | PresenceMoved) => void) => {
  const numbers = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const send = (): void => {
    timer = undefined;
    const named = numbers.has('') || numbers.size > most ? [] : [...numbers];
    numbers.clear();
    deliver({ type: 'sync', numbers: named });
  };
  return {
    /** True when the notification was of this kind, or of who is present: that is few, and told at once. */
    take(payload: string): boolean {
      const presence = presenceMoved(payload);
      if (presence) deliver(presence);
      if (presence) return true;
      if (!payload.startsWith(prefix)) return false;
      numbers.add(payload.slice(prefix.length));
      timer ??= setTimeout(send, gatherMs).unref();
      return true;
    },
    stop: () => clearTimeout(timer),
  };
};
