import { ActivityFailure, isCancellation, setCurrentDetails } from '@temporalio/workflow';
import { webhooks } from './proxies';

/** One call that an escalation level asks for: tried for a day, with growing pauses; what came of it is kept. */
export async function webhook({ id }: { readonly id: number }): Promise<void> {
  setCurrentDetails(`Calls another program, as an escalation level asks (action ${id}).`);
  try {
    await webhooks.callWebhook({ id });
  } catch (error) {
    if (isCancellation(error)) throw error;
    const cause = error instanceof ActivityFailure ? error.cause : error;
    await webhooks.giveUpWebhook({ id, because: cause instanceof Error ? cause.message : 'no answer' });
  }
}
