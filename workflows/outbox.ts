import { continueAsNew, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { outboxes } from './proxies';

/** Sends notifications for ever: one activity at a time, on whichever worker lives. */
export async function outbox(): Promise<void> {
  setCurrentDetails(
    'Sends what the outbox holds: mails and calls of webhooks. What waits there is in the front.',
  );
  while (!workflowInfo().continueAsNewSuggested && workflowInfo().historyLength < 500)
    await outboxes.sendNotifications();
  await continueAsNew<typeof outbox>();
}
