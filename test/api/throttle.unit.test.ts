import { createThrottle } from '../../api/web/throttle';

const olga = { name: 'olga', allowed: 2 };
const office = { name: 'office', allowed: 3 };

describe('the throttle of sign-ins', () => {
  let now = 0;
  const fresh = () => createThrottle(() => now);
  beforeEach(() => (now = 1_000_000));

  test('lets the allowed number fail, then asks to wait until the window is over', () => {
    const throttle = fresh();
    throttle.failed([olga]);
    expect(throttle.waitMs([olga])).toBe(0);
    throttle.failed([olga]);
    expect(throttle.waitMs([olga])).toBe(15 * 60_000);
    now += 15 * 60_000;
    expect(throttle.waitMs([olga])).toBe(0);
  });

  test('looks at every suspect, and the strictest counts', () => {
    const throttle = fresh();
    for (const _ of [1, 2, 3]) throttle.failed([office]);
    expect(throttle.waitMs([olga, office])).toBeGreaterThan(0);
    expect(throttle.waitMs([olga])).toBe(0);
  });

  test('forgets after a success', () => {
    const throttle = fresh();
    throttle.failed([olga, office]);
    throttle.failed([olga, office]);
    throttle.succeeded([olga]);
    expect(throttle.waitMs([olga, office])).toBe(0);
  });

  test('keeps a bounded memory under a flood of names', () => {
    const throttle = fresh();
    for (let n = 0; n < 30_000; n++) throttle.failed([{ name: `guess ${n}`, allowed: 1 }]);
    expect(throttle.waitMs([{ name: 'guess 29999', allowed: 1 }])).toBeGreaterThan(0);
  });
});
