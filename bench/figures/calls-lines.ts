import { verdict, type Line } from '../figure';
import { quantilesOf, quantilesText } from '../measure/quantiles';

/** Milliseconds from the beginning of a push, by where it was met. */
export interface Times {
  readonly stream: number[];
  readonly browser: Cards;
  readonly fetched: Cards;
}

interface Cards {
  readonly ringing: number[];
  readonly answered: number[];
}

export const noTimes = (): Times => ({
  stream: [],
  browser: { ringing: [], answered: [] },
  fetched: { ringing: [], answered: [] },
});

interface Measured {
  readonly count: number;
  readonly pages: number;
  /** How many of the pages are in a browser. */
  readonly tabs: number;
  readonly times: Times;
  /** One call at a time, one page. */
  readonly quiet: Times;
  /** Megabytes of the API process. */
  readonly memory: { readonly before: number; readonly after: number; readonly most: number };
}

export const callLines = (measured: Measured): readonly Line[] => {
  const { count, pages, tabs, times, quiet, memory } = measured;
  const figure = `${count} calls at once, ${pages} pages`;
  const line = (what: string, values: readonly number[], alone: readonly number[], goal = false): Line => {
    const [ours, bare] = [quantilesOf(values), quantilesOf(alone)];
    return {
      figure,
      what: `push → ${what}`,
      ours: `${quantilesText(ours)} (${ours.n})`,
      baseline: `one call, one quiet page: ${quantilesText(bare)}`,
      goal: goal ? 'p95 < 300 ms' : '–',
      verdict: goal ? verdict(ours.p95 < 300) : 'no goal',
      numbers: {
        p50: ours.p50,
        p95: ours.p95,
        p99: ours.p99,
        n: ours.n,
        quietP50: bare.p50,
        quietP95: bare.p95,
      },
    };
  };
  return [
    line('the live stream of every page', times.stream, quiet.stream),
    line(`seen in the browser, ringing (${tabs} pages)`, times.browser.ringing, quiet.browser.ringing, true),
    line('seen in the browser of who answers', times.browser.answered, quiet.browser.answered, true),
    line('fetched by the other pages, ringing', times.fetched.ringing, quiet.fetched.ringing),
    {
      figure,
      what: 'memory of the API process',
      ours: `${memory.after.toFixed(0)} MB after, ${memory.most.toFixed(0)} MB at most`,
      baseline: `the same pages, no call yet: ${memory.before.toFixed(0)} MB`,
      goal: '–',
      verdict: 'no goal',
      numbers: { ...memory },
    },
  ];
};
