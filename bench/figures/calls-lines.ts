import { verdict, type Line } from '../figure';
import { quantilesOf, quantilesText } from '../measure/quantiles';
import type { CardState } from '../measure/phone-page';

/** Milliseconds from the beginning of a push until the card was there. */
export type Cards = { readonly [state in CardState]: number[] };

/** By where it was met: in a browser, and at the end of the live stream of a page without one. */
export interface Times {
  readonly browser: Cards;
  readonly stream: Cards;
}

export const noTimes = (): Times => ({
  browser: { ringing: [], answered: [] },
  stream: { ringing: [], answered: [] },
});

interface Measured {
  /** Names the calls and the pages. */
  readonly figure: string;
  readonly times: Times;
  /** One call at a time, one page. */
  readonly quiet: Times;
}

export const callLines = ({ figure, times, quiet }: Measured): readonly Line[] => {
  const line = (
    what: string,
    values: readonly number[],
    alone: readonly number[],
    wanted = false,
  ): readonly Line[] => {
    if (values.length === 0) return [];
    const [ours, bare] = [quantilesOf(values), quantilesOf(alone)];
    const one = {
      figure,
      what: `push → ${what}`,
      ours: `${quantilesText(ours)} (${ours.n})`,
      baseline: `one call, one quiet page: ${quantilesText(bare)}`,
      goal: wanted ? 'p95 < 300 ms' : '–',
      verdict: wanted ? verdict(ours.p95 < 300) : 'no goal',
      numbers: {
        ...{ p50: ours.p50, p95: ours.p95, p99: ours.p99, n: ours.n },
        ...{ quietP50: bare.p50, quietP95: bare.p95 },
      },
    };
    return [one];
  };
  return [
    ...line('seen in the browser, ringing', times.browser.ringing, quiet.browser.ringing, true),
    ...line('seen in the browser of who answers', times.browser.answered, quiet.browser.answered, true),
    ...line('told to the pages without one, ringing', times.stream.ringing, quiet.stream.ringing),
    ...line('told to the page of who answers', times.stream.answered, quiet.stream.answered),
  ];
};

/** Megabytes of the API process. */
export const memoryLine = (
  figure: string,
  memory: { readonly before: number; readonly after: number; readonly most: number },
): Line => ({
  figure,
  what: 'memory of the API process',
  ours: `${memory.after.toFixed(0)} MB after, ${memory.most.toFixed(0)} MB at most`,
  baseline: `the same pages, no call yet: ${memory.before.toFixed(0)} MB`,
  goal: '–',
  verdict: 'no goal',
  numbers: { ...memory },
});
