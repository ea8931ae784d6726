import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../../store/database';
import type { LiveHub } from '../../live/hub';
import type { Follower } from './board';
import { watchCalls, type Watch } from './watch-calls';

/** Keeps what goes on at the telephones, read once for all pages that follow it; while nobody does, nothing is read. */
export interface Switchboard {
  /** From now on the follower is shown every state, beginning with the present one. Throws when calls cannot be heard of. */
  follow(follower: Follower): Promise<void>;
  leave(follower: Follower): void;
  stop(): void;
}

export const createSwitchboard = (db: Database, hub: LiveHub, log: FastifyBaseLogger): Switchboard => {
  const followers = new Set<Follower>();
  let watch: Watch | undefined;
  const end = (): void => {
    watch?.stop();
    watch = undefined;
  };
  const leave = (follower: Follower): void => {
    followers.delete(follower);
    if (followers.size === 0) end();
  };
  return {
    follow: async (follower) => {
      followers.add(follower);
      const now = (watch ??= watchCalls(db, hub, log, followers));
      try {
        await now.started;
        now.show();
      } catch (error) {
        end();
        leave(follower);
        throw error;
      }
    },
    leave,
    stop: end,
  };
};
