import { atMost } from '../../api/at-most';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('works that run so many at a time', () => {
  test('begin in the order in which they came, each when there is room', async () => {
    const run = atMost(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const works = [0, 1, 2, 3].map((n) =>
      run(async () => {
        begun.push(n);
        await new Promise<void>((resolve) => ends.push(resolve));
        return n;
      }),
    );
    await turn();
    expect(begun).toEqual([0, 1]);
    ends[1]!();
    await turn();
    expect(begun).toEqual([0, 1, 2]);
    ends[0]!();
    ends[2]!();
    await turn();
    ends[3]!();
    expect(await Promise.all(works)).toEqual([0, 1, 2, 3]);
  });

  test('that fail make room too', async () => {
    const run = atMost(1);
    await expect(run(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await run(async () => 1)).toBe(1);
  });
});
