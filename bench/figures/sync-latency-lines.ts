import { verdict, type Line } from '../figure';
import { quantilesOf, quantilesText, type Quantiles } from '../measure/quantiles';

/** Milliseconds from accepted to committed. */
export interface Measured {
  /** By `front → helpdesk` and so on. */
  readonly ways: Map<string, number[]>;
  readonly lost: number;
}

/** The same by the bare workflow, with the parts that it is made of. */
export interface BareMeasured extends Measured {
  /** Signal sent → activity runs, under this load. */
  readonly starts: readonly number[];
  /** The remote system's own calls up to the write's answer, by way. */
  readonly remote: Map<string, number[]>;
}

/** The lines of one pace: the whole, then by way what is left after the remote calls. */
export const linesOf = (
  perSecond: number,
  ours: Measured,
  base: BareMeasured,
  quiet: readonly number[],
): readonly Line[] => {
  const [bare, silent] = [quantilesOf(base.starts), quantilesOf(quiet)];
  const all = [...ours.ways.values()].flat();
  return [
    total(perSecond, quantilesOf(all), quantilesOf([...base.ways.values()].flat()), ours.lost),
    ...[...ours.ways].map(([way, times]) =>
      rest(
        `${way}, ${perSecond}/s`,
        quantilesOf(times),
        quantilesOf(base.remote.get(way) ?? []),
        bare,
        silent,
      ),
    ),
  ];
};

const total = (perSecond: number, ours: Quantiles, base: Quantiles, lost: number): Line => ({
  figure: `sync latency, real systems, ${perSecond}/s`,
  what: 'accepted → committed in the other system, all ways',
  ours: `${quantilesText(ours)} (${ours.n})${lost > 0 ? `, ${lost} not within 20 s` : ''}`,
  baseline: `bare workflow with the same calls: ${quantilesText(base)}`,
  goal: 'p50 < 400 ms, p99 < 1500 ms',
  verdict: verdict(ours.p50 < 400 && ours.p99 < 1500 && lost === 0),
  numbers: {
    p50: ours.p50,
    p95: ours.p95,
    p99: ours.p99,
    n: ours.n,
    lost,
    bareP50: base.p50,
    bareP95: base.p95,
    bareP99: base.p99,
  },
});

const rest = (way: string, ours: Quantiles, remote: Quantiles, bare: Quantiles, quiet: Quantiles): Line => {
  const left = ours.p50 - remote.p50;
  return {
    figure: 'left after the remote calls',
    what: way,
    ours: `${left.toFixed(0)} ms (p50 ${ours.p50} − ${remote.p50} of the calls); ${quantilesText(ours)}`,
    baseline: `bare signal → activity ${bare.p50} ms under this load, ${quiet.p50} ms quiet; calls alone ${quantilesText(remote)}`,
    goal: '< 1.5 × bare',
    verdict: verdict(left < 1.5 * bare.p50),
    numbers: {
      p50: ours.p50,
      p95: ours.p95,
      p99: ours.p99,
      remoteP50: remote.p50,
      remoteP99: remote.p99,
      left,
      bareP50: bare.p50,
      quietP50: quiet.p50,
    },
  };
};
