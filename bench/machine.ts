import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { version as sdk } from '@temporalio/worker/package.json';

/** What a figure means nothing without. Printed before the run and kept beside the table. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly memoryGb: number;
  /** Processes that wanted to run, over one and five minutes, before anything was started. */
  readonly load: readonly [number, number];
  readonly node: string;
  readonly temporalSdk: string;
  readonly commit: string;
}

export const describeMachine = (): Machine => {
  const all = cpus();
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    cpu: `${all.length} × ${all[0]?.model.trim() ?? 'unknown'}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: [rounded(loadavg()[0]), rounded(loadavg()[1])],
    node: process.version,
    temporalSdk: sdk,
    commit: commitOf(),
  };
};

export const machineText = (machine: Machine): string =>
  `${machine.date} UTC, ${machine.cpu}, ${machine.memoryGb} GB, Node ${machine.node}, Temporal SDK ${machine.temporalSdk}, ` +
  `commit ${machine.commit}, load average before ${machine.load.join(' / ')}`;

const rounded = (value = 0): number => Math.round(value * 100) / 100;

const commitOf = (): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
};
