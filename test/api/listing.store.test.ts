import { openDesk, type Desk } from './desk';

describe('a list', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    for (const n of [1, 2, 3]) {
      await desk.call('POST', '/users', { login: `user${n}`, name: `User ${n}`, role: 'operator' });
      await desk.call('POST', '/api-keys', { role: 'operator', name: `key ${n}` });
      await desk.call('POST', '/sync/reconcile', { repair: false });
    }
  });
  afterAll(() => desk.close());

  const idsOf = (json: { items: readonly { id: string }[] }) => json.items.map(({ id }) => id);

  test.each(['/users', '/api-keys', '/sync/reconcile'])(
    '%s is told in pages, each beginning where the one before ended',
    async (path) => {
      const whole = (await desk.call('GET', path)).json;
      expect(whole.next).toBeNull();
      expect(whole.items.length).toBeGreaterThanOrEqual(3);
      const met: string[] = [];
      for (let next: string | null = ''; next !== null;) {
        const { json } = await desk.call('GET', `${path}?limit=2&cursor=${next}`);
        expect(json.items.length).toBeLessThanOrEqual(2);
        met.push(...idsOf(json));
        next = json.next;
      }
      expect(met).toEqual(idsOf(whole));
      for (const wrong of ['limit=101', 'limit=0', 'cursor=guessed'])
        expect((await desk.call('GET', `${path}?${wrong}`)).status).toBe(422);
    },
  );
});
