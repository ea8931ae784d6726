import type { Instant } from '../ticket';

/**
 * So many automatic answers may go to one sender in ten minutes, and in a day: enough for a person with several requests; a
 * robot that sets no header ends there.
 */
const mostAtOnce = 5;
const atOnceMs = 10 * 60_000;
const mostPerDay = 20;
const dayMs = 86_400_000;

/** Whether one more automatic answer may go to somebody, after those that went to him before. */
export const mayAnswer = (before: readonly Instant[], now: Instant): boolean => {
  const today = before.filter((at) => now - at < dayMs);
  return today.length < mostPerDay && today.filter((at) => now - at < atOnceMs).length < mostAtOnce;
};
