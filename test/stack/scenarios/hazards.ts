import type { StartWorld } from '../world';
import { answers } from './answers';
import { choices } from './choices';
import { movedRecords } from './moved-records';
import { silentEdits } from './silent-edits';
import { setTamperedScene } from './tampered-scene';
import { values } from './values';

/** What makes it hard to keep three systems the same although nothing is broken. */
export const hazards = (name: string, start: StartWorld): void =>
  describe(name, () => {
    const scene = setTamperedScene(start);
    silentEdits(scene);
    answers(scene);
    movedRecords(scene);
    values(scene);
    choices(scene);
  });
