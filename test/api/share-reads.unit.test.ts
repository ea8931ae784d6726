import { shareReads } from '../../api/share-reads';

/** Reads that end when they are told to. */
const slowReads = () => {
  const ends: ((value: number) => void)[] = [];
  const ask = shareReads(() => new Promise<number>((resolve) => ends.push(resolve)));
  return { ask, ends };
};
const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('a shared read', () => {
  test('is one for all who ask before it begins', async () => {
    const { ask, ends } = slowReads();
    const asked = [ask(), ask(), ask()];
    await tick();
    expect(ends).toHaveLength(1);
    ends[0]!(7);
    expect(await Promise.all(asked)).toEqual([7, 7, 7]);
  });

  test('is not for those who ask while it is under way: they share the next one', async () => {
    const { ask, ends } = slowReads();
    const first = ask();
    await tick();
    const late = [ask(), ask()];
    await tick();
    expect(ends).toHaveLength(1);
    ends[0]!(1);
    expect(await first).toBe(1);
    await tick();
    expect(ends).toHaveLength(2);
    ends[1]!(2);
    expect(await Promise.all(late)).toEqual([2, 2]);
  });

  test('that fails is tried again by the next who asks', async () => {
    let n = 0;
    const ask = shareReads(async () => {
      if ((n += 1) === 1) throw new Error('away');
      return n;
    });
    await expect(ask()).rejects.toThrow('away');
    expect(await ask()).toBe(2);
  });
});
