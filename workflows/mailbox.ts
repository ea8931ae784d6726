import { continueAsNew, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { mailboxes } from './proxies';

/** Watches one mailbox for ever: one activity at a time, on whichever worker lives. */
export async function mailbox({ mailbox: name }: { readonly mailbox: string }): Promise<void> {
  setCurrentDetails(`Watches the mailbox **${name}**: what it announces, and a sweep on a timer.`);
  while (!workflowInfo().continueAsNewSuggested && workflowInfo().historyLength < 500)
    await mailboxes.watchMailbox({ mailbox: name });
  await continueAsNew<typeof mailbox>({ mailbox: name });
}
