import { wakeCalmly } from '../../platform/calm-waker';
import type { SignalSpec } from '../../platform/signal-with-start';

const spec = (workflowId: string): SignalSpec => ({
  ...{
    workflowType: 'call',
    workflowId,
    taskQueue: 'tickets',
    signal: 'wake',
    args: [],
    summary: workflowId,
  },
});

describe('wakes that are in no hurry', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const setUp = () => {
    const sent: string[] = [];
    const waker = wakeCalmly({ wake: ({ workflowId }) => void sent.push(workflowId) });
    return { sent, waker };
  };

  it('rest for a while, and those of one workflow become one', () => {
    const { sent, waker } = setUp();
    for (let n = 0; n < 3; n++) waker.wake(spec('call/1'));
    jest.advanceTimersByTime(1900);
    expect(sent).toEqual([]);
    jest.advanceTimersByTime(300);
    expect(sent).toEqual(['call/1']);
    waker.wake(spec('call/1'));
    jest.advanceTimersByTime(2300);
    expect(sent).toEqual(['call/1', 'call/1']);
  });

  it('are handed on evenly, in the order in which they came, and all of them soon, however many they are', () => {
    const { sent, waker } = setUp();
    const ids = Array.from({ length: 300 }, (_, n) => `call/${n}`);
    ids.forEach((id) => waker.wake(spec(id)));
    jest.advanceTimersByTime(2150);
    expect(sent.length).toBeLessThan(25);
    jest.advanceTimersByTime(20_000);
    expect(sent).toEqual(ids);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('go at once when the process ends', () => {
    const { sent, waker } = setUp();
    waker.wake(spec('call/1'));
    waker.wake(spec('call/2'));
    waker.flush();
    expect(sent).toEqual(['call/1', 'call/2']);
    expect(jest.getTimerCount()).toBe(0);
  });
});
