import { heartbeat } from '@temporalio/activity';

/** Shorter work sends none: a heartbeat costs the server as much as a signal. */
const everyMs = 3000;

/** Tells Temporal every few seconds that this process lives, until the work is done. */
export const whileBeating = async <T>(work: () => Promise<T>): Promise<T> => {
  const timer = setInterval(() => heartbeat(), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};
