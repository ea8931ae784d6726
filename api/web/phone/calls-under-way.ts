import { callsByIds, callsUnderWay } from '../../../store/calls/call-list';
import type { CallView } from '../../../store/calls/call-view';
import type { Database } from '../../../store/database';
import { goingAfter } from './going-after';

/** The calls that go on, as they were last read. */
export interface CallsUnderWay {
  now(): readonly CallView[];
  /** This one has moved, or any of them may have: it is read with the next reading. */
  moved(id: number): void;
  anyMoved(): void;
  /** Reads what has moved. True: some of it goes on no more. Throws when it cannot be read; then anything may have moved. */
  read(): Promise<boolean>;
}

export const createCallsUnderWay = (db: Database): CallsUnderWay => {
  let going: readonly CallView[] = [];
  let ids = new Set<number>();
  let everything = true;
  return {
    now: () => going,
    moved: (id) => void ids.add(id),
    anyMoved: () => void (everything = true),
    read: async () => {
      const [some, all] = [[...ids], everything];
      [ids, everything] = [new Set(), false];
      if (!all && some.length === 0) return false;
      try {
        const read = all ? await callsUnderWay(db) : await callsByIds(db, some);
        going = goingAfter(all ? [] : going, some, read);
        return read.some((call) => !going.includes(call));
      } catch (error) {
        everything = true;
        throw error;
      }
    },
  };
};
