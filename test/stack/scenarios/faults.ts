import type { StartWorld } from '../world';
import { atOnce } from './at-once';
import { lostAnswers } from './lost-answers';
import { outages } from './outages';
import { refusals } from './refusals';
import { setTamperedScene } from './tampered-scene';

/** Networks break, systems go away, and people come between. `many`: so many tickets are born at once. */
export const faults = (name: string, start: StartWorld, many = 100): void =>
  describe(name, () => {
    const scene = setTamperedScene(start);
    lostAnswers(scene);
    atOnce(scene, many);
    outages(scene);
    refusals(scene);
  });
