import { continueAsNew, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { sources } from './proxies';

/** Watches one system for ever: one activity at a time, on whichever worker lives. */
export async function source({ system }: { readonly system: string }): Promise<void> {
  setCurrentDetails(`Watches **${system}**: its hooks as hints, its poll on a timer.`);
  while (!workflowInfo().continueAsNewSuggested && workflowInfo().historyLength < 500)
    await sources.watch({ system });
  await continueAsNew<typeof source>({ system });
}
