import { continueAsNew, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { exchanges } from './proxies';

/** Listens to one telephone exchange for ever: one activity at a time, on whichever worker lives. */
export async function exchange({ exchange: name }: { readonly exchange: string }): Promise<void> {
  setCurrentDetails(`Listens to the telephone exchange **${name}**.`);
  while (!workflowInfo().continueAsNewSuggested && workflowInfo().historyLength < 500)
    await exchanges.watchExchange({ exchange: name });
  await continueAsNew<typeof exchange>({ exchange: name });
}
