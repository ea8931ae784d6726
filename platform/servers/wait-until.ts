import { setTimeout as pause } from 'node:timers/promises';

/** Asks again every `everyMs` until the answer is true; false when `timeoutMs` have passed without. */
export async function waitUntil(
  check: () => boolean | Promise<boolean>,
  { timeoutMs, everyMs = 25 }: { timeoutMs: number; everyMs?: number },
): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (!(await check())) {
    if (Date.now() >= end) return false;
    await pause(everyMs);
  }
  return true;
}
