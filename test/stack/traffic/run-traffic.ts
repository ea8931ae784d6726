import { perform, type Hands } from './hands';
import type { Planned, Who } from './plan';

/** What came of a plan. */
export interface Traffic {
  /** Acts that were carried out and acknowledged. */
  readonly done: readonly Planned[];
  /** Acts that a system does not let this person do. */
  readonly refused: readonly Planned[];
}

/** A person waits so long for a ticket to appear, then does something else first. */
const patienceMs = 5_000;
/** And so long when nothing else is left. */
const longPatienceMs = 180_000;
const tries = 5;

/**
 * Carries out a plan: every person one act after the other, none before its time, all of them at once. What is not begun when
 * the time is over stays undone: a slow machine must not make the run longer.
 */
export const runTraffic = async (
  plan: readonly Planned[],
  hands: Readonly<Partial<Record<Who, Hands>>>,
  seconds: number,
): Promise<Traffic> => {
  const began = Date.now();
  const isOver = () => Date.now() - began > seconds * 1000;
  const traffic = { done: [] as Planned[], refused: [] as Planned[] };
  const later: [Planned, Hands][] = [];
  const work = async (who: Who, with_: Hands): Promise<void> => {
    for (const planned of plan.filter((one) => one.who === who)) {
      await pause(began + planned.at - Date.now());
      if (isOver()) return;
      if (!(await doIt(planned, with_, traffic, patienceMs))) later.push([planned, with_]);
    }
  };
  await Promise.all(Object.entries(hands).map(([who, with_]) => work(who as Who, with_)));
  const begun = new Set(traffic.done.filter(({ act }) => act.what === 'begin').map(({ ticket }) => ticket));
  for (const [planned, with_] of later.filter(([{ ticket }]) => begun.has(ticket)))
    if (!(await doIt(planned, with_, traffic, longPatienceMs)))
      throw new Error(`${planned.who} never found ${planned.ticket}`);
  return traffic;
};

/** False when the ticket is not there yet. */
const doIt = async (
  planned: Planned,
  hands: Hands,
  traffic: { readonly done: Planned[]; readonly refused: Planned[] },
  patience: number,
): Promise<boolean> => {
  const { act, ticket } = planned;
  const id = act.what === 'begin' ? '' : await found(hands, ticket, patience);
  if (id === undefined) return false;
  const work = (again: number) =>
    act.what === 'begin' ? hands.begin(ticket) : perform(hands, id, act, again);
  for (let again = 0; ; again += 1)
    try {
      await work(again);
      traffic.done.push(again === 0 ? planned : { ...planned, act: retold(act, again) });
      return true;
    } catch (error) {
      if (/answered 4\d\d/.test(String(error))) {
        traffic.refused.push(planned);
        return true;
      }
      if (again >= tries) throw error;
      await pause(300);
    }
};

/** What the successful try said. */
const retold = (act: Planned['act'], again: number): Planned['act'] =>
  act.what === 'say'
    ? { ...act, text: `${act.text}-${again}` }
    : act.what === 'attach'
      ? { ...act, filename: `-${again}${act.filename}` }
      : act;

const found = async (hands: Hands, ticket: string, patience: number): Promise<string | undefined> => {
  for (const until = Date.now() + patience; ;) {
    const id = await hands.find(ticket).catch(() => undefined);
    if (id !== undefined || Date.now() > until) return id;
    await pause(250);
  }
};

const pause = (ms: number): Promise<void> =>
  ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
