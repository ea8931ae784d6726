import type { World } from '../world';
import { atRest } from './at-rest';
import { births } from './births';
import { fields } from './fields';
import { setScene } from './scene';
import { tasks } from './tasks';
import { texts } from './texts';

/** Whatever people do in one of the three systems is seen in the two others, once and as it is. */
export const threeWay = (name: string, start: () => Promise<World>): void =>
  describe(name, () => {
    const scene = setScene(start);
    births(scene);
    fields(scene);
    texts(scene);
    tasks(scene);
    atRest(scene);
  });
