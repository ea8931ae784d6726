import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of CPU by part of the house: ours, the baseline's, and the servers'. Linux only; empty elsewhere. */
export type Cpu = Readonly<Record<string, number>>;

/** What stands in the command line of a part, and what it is called. */
const parts: readonly (readonly [RegExp, string])[] = [
  [/postgres/, 'Postgres'],
  [/start-dev|temporal-server/, 'Temporal'],
  [/api\/main/, 'API'],
  [/workers\/main/, 'worker'],
  [/demo-main/, 'stand-ins'],
  [/bare\/(worker|http-server)/, 'baseline'],
  [/rt-server/, 'Request Tracker'],
  [/puma/, 'Redmine'],
  [/bench\/run/, 'driver'],
  [/chromium/, 'browsers'],
];

/** Brought up by scripts that end before them: nobody's children any more. */
const onTheirOwn = /rt-server|puma/;

/** What every process below this one, and the real systems, have used so far. */
export const cpuSoFar = (): Cpu => {
  const all = processes();
  const used: Record<string, number> = {};
  for (const { pid, line, ms } of all.values()) {
    const isOurs = onTheirOwn.test(line) || isBelow(all, pid);
    const name = isOurs && parts.find(([pattern]) => pattern.test(line))?.[1];
    if (name) used[name] = (used[name] ?? 0) + ms;
  }
  return used;
};

/** Between two looks, for each of so many operations: `worker 31, Temporal 24 ms`. */
export const cpuText = (before: Cpu, after: Cpu, operations: number): string => {
  const spent = Object.entries(after)
    .map(([name, ms]) => [name, (ms - (before[name] ?? 0)) / operations] as const)
    .filter(([, ms]) => ms >= 0.05)
    .sort(([, a], [, b]) => b - a);
  return `${spent.map(([name, ms]) => `${name} ${ms.toFixed(1)}`).join(', ')} ms of CPU each`;
};

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly line: string;
  readonly ms: number;
}

const processes = (): ReadonlyMap<number, Process> =>
  new Map(
    read('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => processOf(Number(name)) ?? [])
      .map((process) => [process.pid, process]),
  );

const read = (directory: string): readonly string[] => {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
};

/** Clock ticks of 10 ms (sysconf(_SC_CLK_TCK) is 100 on Linux); with those of children that have ended: proc_pid_stat(5), fields 14 to 17. */
const processOf = (pid: number): Process | undefined => {
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid, parent: Number(fields[1]), line, ms: ticks * 10 };
  } catch {
    return undefined; // it has ended
  }
};

const isBelow = (all: ReadonlyMap<number, Process>, pid: number): boolean => {
  for (let at: number | undefined = pid; at; at = all.get(at)?.parent) if (at === process.pid) return true;
  return false;
};
