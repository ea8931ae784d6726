import type { Installation } from '../installation/installation';
import { agentsHands, executorsHands, operatorsHands } from '../traffic/hands';
import { expectNothingLost } from '../traffic/nothing-lost';
import { newMark, planOf } from '../traffic/plan';
import { runTraffic } from '../traffic/run-traffic';
import { expectTheSameEverywhere } from './the-same-everywhere';

export interface Work {
  readonly seed: number;
  readonly seconds: number;
  readonly actsPerSecond: number;
}

/** What the people of one run noticed. */
export interface Noticed {
  /** How long every answer of the front took, in milliseconds, with its status. */
  readonly answers: readonly { readonly ms: number; readonly status: number }[];
  readonly acts: number;
  readonly refused: number;
  /** From the last act until all was compared and at rest, in milliseconds. */
  readonly settledMs: number;
}

/** People work in all three systems while something happens; then nothing is lost, and everything is the same everywhere. */
export const peopleAtWork = async (
  all: Installation,
  work: Work,
  meanwhile: () => Promise<void>,
): Promise<Noticed> => {
  const answers: { ms: number; status: number }[] = [];
  const onAnswer = (ms: number, status: number) => void answers.push({ ms, status });
  const hands = {
    irina: operatorsHands(all.patient({ seconds: work.seconds + 120, onAnswer })),
    olga: agentsHands(all),
    ivan: executorsHands(all),
  };
  const mark = newMark();
  const plan = planOf({ ...work, mark });
  const [traffic] = await Promise.all([runTraffic(plan, hands, work.seconds), meanwhile()]);
  await Promise.all([all.apiProcess.ready, all.worker.ready]);
  const began = Date.now();
  await expectTheSameEverywhere(all, { mark, seconds: 180 });
  const settledMs = Date.now() - began;
  await expectNothingLost(traffic, all.api);
  return { answers, acts: traffic.done.length, refused: traffic.refused.length, settledMs };
};

/** The value below which so many of a hundred lie. */
export const percentile = (values: readonly number[], percent: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)] ?? 0;
