import { expectAtRest } from '../front-person';
import { expectNothingWritten } from './nothing-written';
import type { Scene } from './scene';

/** Run it last: it looks at what all the others left. */
export const atRest = (scene: () => Scene): void => {
  it('at rest nothing is written anywhere', async () => {
    const { world } = scene();
    await expectAtRest(world.stack);
    await expectNothingWritten({ ...world.stack, rt: world.rt });
  });
};
