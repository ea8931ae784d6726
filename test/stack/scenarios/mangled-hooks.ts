import { startHookMangler, type Fate, type HookMangler } from '../../systems/hook-mangler';
import { deskSecret, trackerSecret } from '../configs';
import { chanceOf, type Chance } from '../traffic/random';
import type { StartWorld } from '../world';
import { setScene, type Scene } from './scene';
import { expectTheSameEverywhere } from './the-same-everywhere';

const seed = 20261123;

/** A fifth is lost, a fifth comes minutes late, a quarter comes two or three times, and what comes is out of order. */
const fateBy = ({ next, between }: Chance): Fate => {
  const at = next();
  if (at < 0.2) return 'lost';
  if (at < 0.4) return 'late';
  return { times: at < 0.65 ? between(2, 3) : 1, pauseMs: () => between(0, 400) };
};

const signing = {
  '/webhooks/helpdesk': { type: 'request-tracker', secret: deskSecret },
  '/webhooks/executors': { type: 'redmine', secret: trackerSecret },
} as const;

/** Hooks are hints: whatever becomes of them on their way, all systems come to say the same. `many` tickets in the burst. */
export const mangledHooks = (name: string, start: StartWorld, many: number): void =>
  describe(name, () => {
    let mangler: HookMangler | undefined;
    const chance = chanceOf(seed);
    const scene = setScene(() =>
      start({
        hooksThrough: async (url) =>
          (mangler = await startHookMangler(url, () => fateBy(chance), signing)).url,
      }),
    );
    afterAll(() => mangler?.stop());

    it(`a burst over ${many} tickets, its hooks doubled, shuffled, lost and minutes late (seed ${seed})`, async () => {
      const { world, front, olga, ivan, title } = scene();
      const mark = title('Каша').replace(/ ⚙$/, '');
      const numbers = await Promise.all(
        Array.from({ length: many }, (_, n) => front.register(`${mark} ${n}`)),
      );
      await olga.create(`${mark} из деска`, 'текст', { Requestor: 'anna@olddesk.example' });
      for (const number of numbers) await front.synced(number, 120);
      await Promise.all(
        numbers.map(async (number, n) => {
          const [desk, task] = [
            await front.recordOf(number, 'helpdesk'),
            await front.recordOf(number, 'executors'),
          ];
          await olga.say(desk, n % 2 ? 'public' : 'internal', `деск сказал ${n}`);
          await ivan.say(task, 'public', `трекер сказал ${n}`);
          await olga.set(desk, { Priority: n % 2 ? 80 : 10 });
          await ivan.setStatus(task, 'in_progress');
          await front.say(number, 'internal', `фронт сказал ${n}`);
          await ivan.attach(task, `файл ${n}.bin`, Buffer.from(`файл ${n}`));
        }),
      );
      await mangler!.settled();
      await expectEnd(scene(), mangler!, mark);
      await mangler!.releaseLate(11 * 60_000);
      await expectEnd(scene(), mangler!, mark);
      const { lost, late, repeated } = mangler!.count;
      expect(Math.min(lost, late, repeated)).toBeGreaterThan(0); // else nothing was tried
      expect(world.stack.configuration.systems.every(({ pollSeconds }) => pollSeconds > 0)).toBe(true);
    });
  });

/** The same everywhere; what came twice is counted as a duplicate, and nothing else is. */
const expectEnd = async ({ world }: Scene, mangler: HookMangler, mark: string): Promise<void> => {
  const { stack, rt, redmine } = world;
  const all = { rt, redmine, api: stack.api, db: stack.db, temporal: stack.temporal };
  await expectTheSameEverywhere(all, { mark, seconds: 180 });
  const { json } = await stack.api<{ ignoredBecause: Record<string, number> }>('GET', '/sync/accounting');
  expect(json.ignoredBecause.duplicate).toBe(mangler.count.repeated);
};
