import { openDesk, type Desk } from './desk';

describe('a webhook', () => {
  let desk: Desk;
  beforeEach(async () => (desk = await openDesk()));
  afterEach(() => desk.close());

  const signed = { 'x-test-signature': 'secret:good' };
  const post = (payload: string | Buffer, headers: Record<string, string> = signed, system = 'helpdesk') =>
    desk.app.inject({ method: 'POST', url: `/webhooks/${system}`, payload, headers });
  const hint = (delivery: string, more: object = {}) => JSON.stringify({ delivery, records: ['7'], ...more });
  const inbox = async () =>
    (
      await desk.db.query(
        'select system, delivery_id, record_ids, body, state, repeats, signed_at from inbox order by id',
      )
    ).rows;

  test('is stored with its raw body, answered 202, and nudges the reader of its system', async () => {
    const listener = await desk.db.connect();
    try {
      const nudges: string[] = [];
      listener.on('notification', ({ channel, payload }) => nudges.push(`${channel} ${payload}`));
      await listener.query('listen inbox');
      const body = hint('d1', { title: 'Ж' });
      expect((await post(body)).statusCode).toBe(202);
      expect(await inbox()).toEqual([
        expect.objectContaining({
          system: 'helpdesk',
          delivery_id: 'd1',
          record_ids: ['7'],
          body: Buffer.from(body),
          state: 'open',
        }),
      ]);
      await listener.query('select 1');
      expect(nudges).toEqual(['inbox helpdesk']);
    } finally {
      listener.release(true);
    }
  });

  test('that comes again is only counted', async () => {
    for (const _ of [1, 2, 3]) expect((await post(hint('d1'))).statusCode).toBe(202);
    expect(await inbox()).toEqual([expect.objectContaining({ repeats: 2 })]);
    const { json } = await desk.call('GET', '/sync/accounting');
    expect(json).toMatchObject({ received: 3, open: 1, ignored: 2, ignoredBecause: { duplicate: 2 } });
  });

  test('that comes many times at once is stored once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => post(hint('d1'))));
    expect(await inbox()).toEqual([expect.objectContaining({ repeats: 19 })]);
  });

  test('that was signed long ago is a hint all the same', async () => {
    expect((await post(hint('old', { signedAt: 1_000_000_000_000 }))).statusCode).toBe(202);
    expect((await inbox())[0]).toMatchObject({ state: 'open', signed_at: new Date(1_000_000_000_000) });
  });

  test('that cannot be understood is kept open, as a problem', async () => {
    expect((await post('\u0000\ufffd not json')).statusCode).toBe(202);
    expect(await inbox()).toEqual([expect.objectContaining({ state: 'open', record_ids: [] })]);
    expect((await desk.call('GET', '/sync/problems')).json.items).toEqual([
      expect.objectContaining({
        system: 'helpdesk',
        kind: 'hook-not-understood',
        advice: expect.any(String),
      }),
    ]);
  });

  test.each([[{}], [{ 'x-test-signature': 'secret:bad' }], [{ 'x-test-signature': '' }]])(
    'with the signature %j is refused and leaves nothing in the books',
    async (headers) => {
      const answer = await post(hint('d1'), headers as Record<string, string>);
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['content-type']).toContain('problem+json');
      expect(await inbox()).toEqual([]);
      expect((await desk.call('GET', '/sync/accounting')).json.received).toBe(0);
    },
  );

  test('that was refused is counted, the last twenty heads kept, without secrets', async () => {
    const headers = {
      'x-test-signature': 'hush',
      authorization: 'Bearer hush',
      cookie: 'hush',
      'user-agent': 'RT',
    };
    await Promise.all(Array.from({ length: 30 }, () => post(hint('d1'), headers)));
    const { json } = await desk.call('GET', '/sync/refused-webhooks');
    expect(json.counts).toEqual({ helpdesk: 30 });
    expect(json.last).toHaveLength(20);
    expect(json.last[0].head).toMatchObject({ 'user-agent': 'RT', signed: 'x-test-signature' });
    expect(JSON.stringify(json)).not.toContain('hush');
  });

  test('for a system without a secret is refused', async () => {
    expect((await post(hint('d1'), { 'x-test-signature': 'undefined:good' }, 'executors')).statusCode).toBe(
      401,
    );
  });

  test('for an unknown system is 404, over 1 MB 413', async () => {
    expect((await post(hint('d1'), signed, 'nowhere')).statusCode).toBe(404);
    expect((await post('x'.repeat(1024 * 1024 + 1))).statusCode).toBe(413);
    expect((await post('x'.repeat(1024 * 1024))).statusCode).toBe(202);
    expect((await post('', {})).statusCode).toBe(401);
  });
});
