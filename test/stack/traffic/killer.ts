import type { Installation } from '../installation/installation';
import { chanceOf } from './random';

/**
 * Kills processes with -9 at moments that the seed decides, until the time is over. Mostly those that are at work: one in six
 * dies while it is still starting. Answers what was killed, and when.
 */
export const killAtRandom = async (
  { apiProcess, worker }: Installation,
  { seed, seconds }: { readonly seed: number; readonly seconds: number },
): Promise<readonly string[]> => {
  const chance = chanceOf(seed ^ 0x5eed);
  const killed: string[] = [];
  const began = Date.now();
  const over = pause(seconds * 1000);
  const allReady = () => Promise.all([apiProcess.ready, worker.ready]);
  for (;;) {
    if (chance.next() > 1 / 6) await Promise.race([allReady(), over]);
    await Promise.race([pause(chance.between(500, 8_000)), over]);
    const at = Date.now() - began;
    if (at >= seconds * 1000) return killed;
    const victim = chance.pick(['api', 'worker', 'worker', 'both'] as const);
    if (victim !== 'worker') apiProcess.kill();
    if (victim !== 'api') worker.kill();
    killed.push(`${(at / 1000).toFixed(1)} s ${victim}`);
  }
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
