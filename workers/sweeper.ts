import { contractKeepers } from '../activities/contract';
import type { Deps } from '../activities/deps';
import { checkTemporal, type Temporal } from '../platform/temporal-client';
import { callsToWake } from '../store/calls/duty';
import { contractsToWake } from '../store/contracts-to-wake';
import { noteRetiredSystems } from '../store/retired-systems';
import { ticketsToWake } from '../store/sweep';
import { callWebhooks } from './call-webhooks';
import { keepGates } from './keep-gates';
import { meetNamespace } from './meet-namespace';
import { startErasures } from './start-erasures';

const everyMs = 2000;
const slowlyEveryMs = 30_000;
/** A look at all the tickets that there ever were; the ones that moved lately are looked at every time. */
const allEveryMs = 5 * 60_000;
const batch = 200;

/**
 * Repeats every wake that was lost, also those of closed gates and of contracts, starts the calls that escalation levels ask for and
 * what takes anonymous people out of other systems, and gives every open ticket its workflow back when Temporal's data is new. Until stopped.
 */
export const startSweeper = (deps: Deps, temporal: Temporal): { stop(): void } => {
  let checkedAt = 0;
  let sawAllAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const sweep = async () => {
    try {
      if (checkedAt === 0) await retire(deps);
      await checkTemporal(temporal); // what cannot be sent now must not count as tried: the pauses grow with every try
      const reach = Date.now() - sawAllAt > allEveryMs ? 'all' : 'recent';
      const numbers = await ticketsToWake(deps.db, batch, reach);
      if (reach === 'all' && numbers.length < batch) sawAllAt = Date.now();
      for (const number of numbers) deps.wake(number);
      for (const id of await callsToWake(deps.db, batch)) deps.wakeCall?.(id);
      for (const { id, number } of await contractsToWake(deps.db, contractKeepers(deps), batch))
        deps.wakeContract(id, number);
      await callWebhooks(deps, temporal, batch);
      await startErasures(deps, temporal, batch);
      if (Date.now() - checkedAt > slowlyEveryMs) {
        await meetNamespace(deps, temporal);
        await keepGates(deps, temporal);
        checkedAt = Date.now();
      }
    } catch (error) {
      deps.log.warn({ err: error }, 'the sweep failed; it is tried again');
    }
    if (!stopped) timer = setTimeout(() => void sweep(), everyMs);
  };
  void sweep();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
};

/** A system that left the configuration keeps no ticket waiting. */
const retire = async ({ db, systems, log }: Deps): Promise<void> => {
  const retired = await noteRetiredSystems(db, [...systems.keys()]);
  if (retired.length > 0)
    log.warn(
      { systems: retired },
      'tickets have records in systems that left the configuration: nothing is pushed there',
    );
};
