import { CancellationScope } from '@temporalio/workflow';
import { halfPublished, publishing } from './proxies';

/**
 * Publishes a contract in the systems that are behind, one after the other. Refuses one of them a contract that was never
 * published as a whole, it is withdrawn from those that have it, the newest first.
 */
export const publish = async (id: number, number: string, systems: readonly string[]): Promise<void> => {
  for (const system of systems)
    if ((await publishing(system, number).publishContract({ id, system })) === 'refused')
      return CancellationScope.nonCancellable(() => withdraw(id, number));
};

const withdraw = async (id: number, number: string): Promise<void> => {
  for (const system of await halfPublished({ id }))
    await publishing(system, number).withdrawContract({ id, system });
};
