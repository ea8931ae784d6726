import type { Installation } from '../installation/installation';
import { killAtRandom } from '../traffic/killer';
import { tellSeen } from '../soak/seen';
import { secondsFrom, seedOfThisRun } from '../traffic/random';
import { peopleAtWork } from './at-work';

/**
 * KILL_SECONDS lets it go on for longer than CI has time for (`npm run soak`: ten minutes for each of several seeds); SEED repeats what
 * everybody does, and when who is killed.
 */
export const kills = (name: string, start: () => Promise<Installation>): void =>
  describe(`${name} under kill -9`, () => {
    const seconds = secondsFrom('KILL_SECONDS', 100);
    jest.setTimeout((seconds * 3 + 500) * 1000);

    let all: Installation | undefined;
    beforeAll(async () => {
      all = await start();
    });
    afterAll(() => all?.stop());

    it('of worker, API and both at random moments in mixed traffic lose nothing and double nothing', async () => {
      const seed = seedOfThisRun();
      let killed: readonly string[] = [];
      const { acts, refused, settledMs } = await peopleAtWork(
        all!,
        { seed, seconds, actsPerSecond: 1.5 },
        async () => {
          killed = await killAtRandom(all!, { seed, seconds });
        },
      );
      process.stdout.write(`killed: ${killed.join(', ')}\n`);
      tellSeen('people in all systems', {
        'acts, each of them once everywhere': acts,
        'not allowed': refused,
        kills: killed.length,
        seconds,
        'seconds until at rest and compared': (settledMs / 1000).toFixed(1),
        seed,
      });
      expect(killed.length).toBeGreaterThan(0);
    });
  });
