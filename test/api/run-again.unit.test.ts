import { setImmediate as turn } from 'node:timers/promises';
import { runAgain } from '../../api/live/run-again';

/** Runs that end when they are told to. */
const slowRuns = (pauseMs?: number) => {
  const ends: (() => void)[] = [];
  const again = runAgain(() => new Promise<void>((resolve) => ends.push(resolve)), pauseMs);
  return { ...again, ends };
};
describe('work that is done again whenever something has moved', () => {
  afterEach(() => jest.useRealTimers());

  test('begins at once; however often it is asked for meanwhile, it is done once more', async () => {
    const { ask, ends } = slowRuns();
    for (let n = 0; n < 5; n++) ask();
    expect(ends).toHaveLength(1);
    ends[0]!();
    await turn();
    expect(ends).toHaveLength(2);
    ends[1]!();
    await turn();
    expect(ends).toHaveLength(2);
    ask();
    expect(ends).toHaveLength(3);
  });

  test('rests between two runs where it is told to', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const { ask, ends } = slowRuns(300);
    ask();
    ends[0]!();
    await turn();
    ask();
    expect(ends).toHaveLength(1);
    jest.advanceTimersByTime(300);
    expect(ends).toHaveLength(2);
  });

  test('is not begun any more once it was stopped', async () => {
    const { ask, ends, stop } = slowRuns();
    ask();
    ask();
    stop();
    ends[0]!();
    await turn();
    ask();
    expect(ends).toHaveLength(1);
  });
});
