import { keepConnected } from '../../activities/keep-connected';

const pauses = { first: 100, longest: 400, refused: 5000 };
const refusal = new Error('refused');

describe('keeping connected', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  /** Every connection holds so many milliseconds, then is lost in this way; answers when each began. */
  const connect = (lives: readonly { readonly ms: number; readonly error?: Error }[], until: number) => {
    const began: number[] = [];
    const said: unknown[] = [];
    const attend = async () => {
      const { ms, error } = lives[Math.min(began.length, lives.length - 1)]!;
      began.push(Date.now());
      await new Promise((resolve) => setTimeout(resolve, ms));
      throw error ?? new Error('lost');
    };
    const stop = new AbortController();
    const over = keepConnected(
      { attend, isRefusal: (error) => error === refusal, sayAway: (error) => void said.push(error) },
      pauses,
      until,
      stop.signal,
    );
    return { began, said, stop, over };
  };

  it('waits longer after each loss, up to a bound, until its time is over', async () => {
    const { began, said, over } = connect([{ ms: 10 }], 1500);
    await jest.advanceTimersByTimeAsync(2000);
    await over;
    expect(began).toEqual([0, 110, 320, 730, 1140]);
    expect(said).toHaveLength(5);
  });

  it('begins anew at once after a connection that held for a while', async () => {
    const { began, over } = connect([{ ms: 10 }, { ms: 10 }, { ms: 500 }, { ms: 10 }], 1000);
    await jest.advanceTimersByTimeAsync(2000);
    await over;
    expect(began).toEqual([0, 110, 320, 920]);
  });

  it('leaves whoever refuses it alone for longer', async () => {
    const { began, over } = connect([{ ms: 10, error: refusal }], 6000);
    await jest.advanceTimersByTimeAsync(11_000);
    await over;
    expect(began).toEqual([0, 5010]);
  });

  it('ends at once when it is stopped, even while it waits', async () => {
    const { began, stop, over } = connect([{ ms: 10 }], 60_000);
    await jest.advanceTimersByTimeAsync(50);
    stop.abort();
    await over;
    expect(began).toEqual([0]);
  });
});
