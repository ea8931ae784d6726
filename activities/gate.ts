import { ApplicationFailure, heartbeat, sleep } from '@temporalio/activity';
import { ConnectorFailure } from '../connectors/failure';
import { transaction } from '../store/database';
import { behindIn, holdGate, openGate, takeWaiting } from '../store/gates';
import { resolveProblems } from '../store/problems';
import { systemOf, type Deps } from './deps';

/**
 * So many tickets that waited are on their way at once: enough to keep a worker's pushes busy. The order among these is
 * anybody's; the others wait here, where a more urgent one may still overtake them.
 */
const onTheWay = 8;
/** Something stands in the way of a ticket that takes longer: it is waited for no more. */
const patienceMs = 60_000;
const lookEveryMs = 100;

/** That a system answers, while its gate was closed for the so many-th time. */
interface Found {
  readonly generation: number;
}

export const createGateActivities = (deps: Deps) => ({
  /**
   * Asks the system whether it is there again. Fails while it is not: Temporal's retry policy is the pause, without a trace. Answers
   * as which closing of the gate (its generation) the answer counts.
   */
  async probeSystem({ system }: { readonly system: string }): Promise<Found> {
    const { generation } = await holdGate(deps.db, system);
    try {
      await systemOf(deps, system).connector.health();
    } catch (error) {
      if (!(error instanceof ConnectorFailure)) throw error;
      throw ApplicationFailure.create({
        type: 'down',
        message: `${system} does not answer: ${error.message}`,
        category: 'BENIGN',
      });
    }
    return { generation };
  },

  /**
   * Opens the gate and wakes who waited, the most urgent first, the next when one before has arrived. Ends early when the gate
   * is closed again, and in another try does not open it: whoever closed it wakes the gate's workflow. Returns how many were woken.
   * Without a generation (of a probe by an older release) it opens what it finds.
   */
  async releaseSystem({ system, generation }: { readonly system: string } & Partial<Found>): Promise<number> {
    await transaction(deps.db, async (tx) => {
      if (await openGate(tx, system, generation)) await resolveProblems(tx, { system, kind: 'credentials' });
    });
    const wokenAt = new Map<string, number>();
    for (let woken = 0; ;) {
      if (!(await holdGate(deps.db, system)).open) return woken;
      await forgetArrived(deps, system, wokenAt);
      const room = onTheWay - wokenAt.size;
      const numbers = room > 0 ? await takeWaiting(deps.db, system, room) : [];
      if (room > 0 && numbers.length === 0) return woken;
      for (const number of numbers) {
        deps.wake(number);
        wokenAt.set(number, Date.now());
      }
      woken += numbers.length;
      heartbeat(woken);
      await sleep(lookEveryMs);
    }
  },
});

/** Leaves those that are still behind, and were woken not long ago. */
const forgetArrived = async (deps: Deps, system: string, wokenAt: Map<string, number>): Promise<void> => {
  const behind = new Set(await behindIn(deps.db, system, [...wokenAt.keys()]));
  for (const [number, at] of wokenAt)
    if (!behind.has(number) || Date.now() - at > patienceMs) wokenAt.delete(number);
};
