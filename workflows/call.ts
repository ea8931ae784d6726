import {
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CallDuty } from '../activities/activities';
import { wakeSignal } from './messages';
import { lookAtCall } from './proxies';

export interface CallInput {
  readonly id: number;
}

/** A clock that runs behind the server's must not look again and again. Milliseconds. */
const shortest = 200;
/** An exchange that tells of one call without end. Events. */
const longHistory = 1000;

const wake = defineSignal<[unknown?]>(wakeSignal);

/** What must still happen for one call: it is ended when its end was lost, and missed ones are called back in time. */
export async function call({ id }: CallInput): Promise<void> {
  let woken = true;
  setHandler(wake, () => {
    woken = true;
  });
  for (let failures = 0; ;) {
    woken = false;
    const duty = await tryToLook(id);
    failures = duty ? 0 : failures + 1;
    setCurrentDetails(details(id, duty));
    if (workflowInfo().historyLength > longHistory) await continueAsNew<typeof call>({ id });
    if (duty && duty.at === undefined) {
      if (woken) continue;
      return;
    }
    const pause = duty ? duty.at! - Date.now() : Math.min(30 * 60_000, 2500 * 2 ** Math.min(failures, 10));
    await condition(() => woken, Math.max(shortest, pause), { summary: duty?.state ?? 'Postgres is away' });
  }
}

/** Undefined when Postgres is away. */
const tryToLook = (id: number): Promise<CallDuty | undefined> =>
  lookAtCall({ id }).catch((error: unknown) => {
    if (isCancellation(error)) throw error;
    return undefined;
  });

const details = (id: number, duty: CallDuty | undefined): string => {
  if (!duty) return `Call **${id}** could not be read from Postgres. Tried again soon, or when it is woken.`;
  const at = duty.at === undefined ? '' : new Date(duty.at).toISOString();
  switch (duty.state) {
    case 'ringing':
    case 'answered':
      return `Call **${id}** goes on (${duty.state}). Without an end it is closed at ${at}.`;
    case 'missed':
      return at === ''
        ? `Call **${id}** was missed; its time for a call back is over, or somebody called.`
        : `Call **${id}** was missed. Somebody should call back until ${at}.`;
    default:
      return `Call **${id}** is over.`;
  }
};
