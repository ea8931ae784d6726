import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ContractLook } from '../activities/activities';
import { waitFor } from '../domain/sla/next';
import { wakeSignal } from './messages';
import { lookAtContract } from './proxies';
import { publish } from './publish';

export interface ContractInput {
  readonly id: number;
  readonly number: string;
}

const wake = defineSignal<[unknown?]>(wakeSignal);

/**
 * The life of one contract: becomes active, warns before its end, ends; a renewal after that starts it again. Which day is
 * which instant is worked out in Postgres' neighbourhood; here are instants only.
 */
export async function contract({ id, number }: ContractInput): Promise<void> {
  let woken = true;
  let publishing = false;
  const startPublishing = (systems: readonly string[]) => {
    publishing = true;
    void publish(id, number, systems)
      .catch(() => undefined) // somebody cancelled it by hand; an edit or the nightly reconciliation tries again
      .finally(() => {
        publishing = false;
        woken = true;
      });
  };
  setHandler(wake, () => {
    woken = true;
  });
  for (let failures = 0; ;) {
    woken = false;
    const look = await tryToLook(id);
    if (look === 'away') {
      await withoutPostgres(number, failures++, () => woken);
      continue;
    }
    failures = 0;
    if (look?.number !== number) return; // renamed, and so a workflow of another name, or gone
    setCurrentDetails(detailsOf(look));
    if (look.owes.length > 0 && !publishing) startPublishing(look.owes);
    if (isLong() && !publishing) await handOver({ id, number });
    if (woken) continue;
    if (!look.next && !publishing) return;
    await news(look.next, () => woken);
  }
}

/** Waits for the next instant, or until it is woken. */
const news = async (next: ContractLook['next'], woken: () => boolean): Promise<void> => {
  if (!next) return condition(woken);
  await condition(woken, waitFor(next, Date.now()) ?? 1, { summary: `Next: ${next.what}` });
};

/** `away`: Postgres is. */
const tryToLook = (id: number): Promise<ContractLook | undefined | 'away'> =>
  lookAtContract({ id, at: Date.now() }).catch((error: unknown) => {
    if (isCancellation(error)) throw error;
    return 'away';
  });

/** From 5 s up to half an hour: a long outage adds few events. */
const withoutPostgres = async (number: string, failures: number, woken: () => boolean): Promise<void> => {
  setCurrentDetails(`Contract **${number}** could not be read from Postgres. Tried again soon.`);
  await condition(woken, Math.min(30 * 60_000, 5000 * 2 ** Math.min(failures, 9)), {
    summary: 'Postgres is away',
  });
};

/** What an engineer reads of it in the Temporal UI. */
const detailsOf = ({ number, state, next, owes }: ContractLook): string =>
  `Contract **${number}** is \`${state}\`.` +
  (owes.length > 0 ? ` Being published in ${owes.join(', ')}.` : '') +
  (next ? ` Next: \`${next.what}\` at ${new Date(next.at).toISOString()}.` : ' A later end begins it again.');

const isLong = (): boolean => workflowInfo().continueAsNewSuggested || workflowInfo().historyLength > 1000;

const handOver = async (input: ContractInput): Promise<void> => {
  await condition(allHandlersFinished);
  await continueAsNew<typeof contract>(input);
};
