import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Plan } from '../activities/activities';
import { details } from './details';
import { Lanes } from './lanes';
import { wakeSignal } from './messages';
import { mergeTicket } from './proxies';
import { ticketAttributes } from './search-attributes';
import { SlaTimer } from './sla-timer';

export interface TicketInput {
  readonly number: string;
  /** The attributes as the run before this one wrote them. */
  readonly shown?: string;
}

/** Our own bound on a run's history, below the server's: cold replays stay cheap. Events. */
const longHistory = 1000;

const wake = defineSignal<[unknown?]>(wakeSignal);

/** The life of one ticket: merges what was committed, keeps its records up to date, and ends some days after it was closed. */
export async function ticket({ number, shown = '' }: TicketInput): Promise<void> {
  let woken = true;
  const lanes = new Lanes(number, () => (woken = true));
  const slaTimer = new SlaTimer(() => (woken = true));
  setHandler(wake, () => {
    woken = true;
  });

  for (let failures = 0; ;) {
    woken = false;
    const plan = await tryToMerge(number);
    if (!plan) {
      await withoutPostgres(number, failures++, () => woken);
      continue;
    }
    failures = 0;
    slaTimer.set(plan.sla);
    shown = show(number, plan, shown);
    if (isMuchTooLong()) await condition(() => lanes.idle);
    if (isLong() && lanes.idle) await handOver({ number, shown });
    await lanes.follow(plan);
    await condition(() => woken || lanes.idle);
    if (woken || isLong()) continue;
    if (await expectsNothing(plan, () => woken)) return;
  }
}

/** Undefined when Postgres is away. */
const tryToMerge = (number: string): Promise<Plan | undefined> =>
  mergeTicket({ number }).catch((error: unknown) => {
    if (isCancellation(error)) throw error;
    return undefined;
  });

/** From 5 s up to half an hour: a long outage adds few events. Whoever finds Postgres there again wakes the ticket at once. */
const withoutPostgres = async (number: string, failures: number, woken: () => boolean): Promise<void> => {
  setCurrentDetails(`**${number}** could not be read from Postgres. Tried again soon, or when it is woken.`);
  const pause = Math.min(30 * 60_000, 5000 * 2 ** Math.min(failures, 9));
  await condition(woken, pause, { summary: 'Postgres is away' });
};

/** Waits for news; true when the ticket has been closed so long that none is expected any more. */
const expectsNothing = async (plan: Plan, woken: () => boolean): Promise<boolean> => {
  if (plan.endsAt === undefined || plan.parked.length > 0) {
    await condition(woken);
    return false;
  }
  const rest = Math.max(1, plan.endsAt - Date.now());
  return !(await condition(woken, rest, {
    summary: 'Ends when nothing more is heard of this closed ticket',
  }));
};

const isLong = (): boolean =>
  workflowInfo().continueAsNewSuggested || workflowInfo().historyLength > longHistory;

/** News upon news for a long time: it does not wait for a quiet moment any more, but makes one. */
const isMuchTooLong = (): boolean => workflowInfo().historyLength > 5 * longHistory;

/** Begins a new run with nothing in flight; it merges first, so whatever was not looked at yet is looked at there. */
const handOver = async (input: TicketInput): Promise<void> => {
  await condition(allHandlersFinished);
  await continueAsNew<typeof ticket>(input);
};

/** Tells people in the Temporal UI what the ticket waits for; attributes are written only when they changed. */
const show = (number: string, plan: Plan, shown: string): string => {
  setCurrentDetails(details(number, plan));
  const attributes = ticketAttributes(plan);
  const now = JSON.stringify(attributes.map(({ value }) => value));
  if (now !== shown) upsertSearchAttributes(attributes);
  return now;
};
