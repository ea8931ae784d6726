import { setCurrentDetails } from '@temporalio/workflow';
import { erasing, systemsToErase } from './proxies';

export interface ErasureInput {
  /** The contact's. */
  readonly id: number;
}

/**
 * Takes a person who was made anonymous out of the other systems, all at once. Ends with the last of them; one that nobody serves for
 * a day keeps no other waiting, and is started again by the sweeper.
 */
export async function erasure({ id }: ErasureInput): Promise<void> {
  const systems = await systemsToErase({ id });
  setCurrentDetails(
    `Contact ${id} is being taken out of ${systems.join(', ') || 'no system'}: how far it came is in the front, under Personal data.`,
  );
  await Promise.allSettled(systems.map((system) => erasing(system, id).erasePerson({ id, system })));
}
