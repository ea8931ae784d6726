import { randomBytes } from 'node:crypto';
import { eventually } from '../../systems/eventually';
import { deskPerson, type DeskPerson } from '../desk-person';
import { expectAtRest, frontPerson, type FrontPerson } from '../front-person';
import { taskPerson, type TaskPerson } from '../task-person';
import type { World } from '../world';

/** A ticket's number, and the ids of its records in the desk and in the tracker. */
export interface Where {
  readonly number: string;
  readonly desk: string;
  readonly task: string;
}

/** A world with its people, for the scenarios that run in it. */
export interface Scene {
  readonly world: World;
  readonly front: FrontPerson;
  readonly olga: DeskPerson;
  readonly ivan: TaskPerson;
  /** Our own rights, by hand: the executors' role may not do everything. */
  readonly admin: TaskPerson;
  /** The text, unlike any other ticket's title. */
  title(text: string): string;
  /** A ticket that stands in all three. */
  everywhere(text: string, more?: object): Promise<Where>;
  /** Waits until all three say this, each in its own words. */
  agree(where: Where, status: string, desk: string, task: string): Promise<void>;
}

/** Brings the world up before the first scenario and down after the last; each scenario must leave it at rest. */
export const setScene = (start: () => Promise<World>): (() => Scene) => {
  let scene: Scene | undefined;
  beforeAll(async () => {
    scene = sceneIn(await start());
  });
  afterEach(async () => {
    if (!scene) return;
    const { front, world } = scene;
    // One that leaves a problem behind must not fail all that follow.
    await expectAtRest(world.stack).finally(() => skipAll(front));
  });
  afterAll(() => scene?.world.stop());
  return () => scene!;
};

const skipAll = async (front: FrontPerson): Promise<void> => {
  for (const problem of await front.problems()) await front.settle(problem, 'skip');
};

const sceneIn = (world: World): Scene => {
  const front = frontPerson(world.stack.api);
  const olga = deskPerson(world.rt.asAgent('olga'));
  const admin = taskPerson(world.redmine.asAdmin(), world.redmine);
  const title = (text: string) => `${text} ${randomBytes(3).toString('hex')} ⚙`;
  return {
    world,
    front,
    olga,
    ivan: taskPerson(world.redmine.asExecutor(), world.redmine),
    admin,
    title,
    async everywhere(text, more) {
      const number = await front.register(title(text), more);
      await front.synced(number);
      return {
        number,
        desk: await front.recordOf(number, 'helpdesk'),
        task: await front.recordOf(number, 'executors'),
      };
    },
    async agree({ number, desk, task }, ...wanted) {
      await eventually(`${number} is ${wanted.join(', ')}`, async () => {
        const seen = [
          (await front.see(number)).status,
          (await olga.see(desk)).status,
          (await admin.see(task)).status,
        ];
        return seen.join() === wanted.join() || undefined;
      });
      await front.synced(number);
    },
  };
};
