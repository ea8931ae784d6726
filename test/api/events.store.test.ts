import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { transaction } from '../../store/database';
import { appendLive, lastLiveId } from '../../store/live';
import { administratorKey, aTicket, openDesk, type Desk } from './desk';

interface LiveEvent {
  readonly id: number;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

describe('the live stream', () => {
  let desk: Desk;
  let port: number;
  const open: IncomingMessage[] = [];

  beforeEach(async () => {
    desk = await openDesk();
    await desk.app.listen({ host: '127.0.0.1', port: 0 });
    port = (desk.app.server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    open.splice(0).forEach((response) => response.destroy());
    await desk.close();
  });

  /** Follows the stream; `until(n)` waits for so many events. */
  const follow = async (headers: Record<string, string> = {}, key = administratorKey) => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = {
        port,
        path: '/api/v1/events',
        headers: { authorization: `Bearer ${key}`, ...headers },
      };
      httpRequest(options, resolve).on('error', reject).end();
    });
    open.push(response);
    const events: LiveEvent[] = [];
    let rest = '';
    let changed = (): void => {};
    response
      .setEncoding('utf8')
      .on('error', () => {})
      .on('data', (text: string) => {
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks.filter((one) => one.includes('data: '))) {
          const part = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
          events.push({ id: Number(part('id')), event: part('event'), data: JSON.parse(part('data')) });
        }
        changed();
      });
    const until = async (n: number): Promise<readonly LiveEvent[]> => {
      while (events.length < n) await new Promise<void>((resolve) => (changed = resolve));
      return events;
    };
    return { response, events, until };
  };

  const append = (type: string, data: Record<string, unknown>, ticketId: number | null = null) =>
    transaction(desk.db, async (tx) => appendLive(tx, type, ticketId, data));

  test('tells what happens, as it happens', async () => {
    const { response, until } = await follow();
    expect(response.headers['content-type']).toContain('text/event-stream');
    const { json } = await desk.call('POST', '/tickets', aTicket());
    const [first] = await until(1);
    expect(first).toMatchObject({ event: 'ticket', data: { number: json.number } });
    await append('call', { callId: 'c1', state: 'ringing' });
    expect((await until(2))[1]).toMatchObject({ event: 'call', data: { callId: 'c1', state: 'ringing' } });
  });

  test('resumes after the last event that was seen, without a gap or a repetition', async () => {
    await append('call', { n: 1 });
    const seen = await lastLiveId(desk.db);
    for (const n of [2, 3]) await append('call', { n });
    const { until } = await follow({ 'last-event-id': String(seen) });
    await append('call', { n: 4 });
    expect((await until(3)).map(({ data }) => data.n)).toEqual([2, 3, 4]);
  });

  test('begins with what happens from now on', async () => {
    await append('call', { n: 1 });
    const { until } = await follow();
    await append('call', { n: 2 });
    expect((await until(1)).map(({ data }) => data.n)).toEqual([2]);
  });

  test('tells hundreds of events at once, in the order of their commits', async () => {
    const { until } = await follow();
    await Promise.all(Array.from({ length: 450 }, (_, n) => append('call', { n })));
    const events = await until(450);
    const ids = events.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(new Set(ids).size).toBe(450);
  });

  test('tells a portal user only of his own tickets, and nothing internal', async () => {
    const mine = (await desk.call('POST', '/tickets', aTicket())).json;
    const { key } = (await desk.call('POST', '/api-keys', { role: 'portal', contact: mine.requester.id }))
      .json;
    const idOf = async (number: string) =>
      (await desk.db.query('select id from tickets where number = $1', [number])).rows[0].id as number;
    const { until, events } = await follow({}, key);
    await desk.call('POST', '/tickets', aTicket({ requester: { name: 'Другой' } }));
    await append('call', { from: '+7903' });
    await append('comment', { number: mine.number, visibility: 'internal' }, await idOf(mine.number));
    await append('comment', { number: mine.number, visibility: 'public' }, await idOf(mine.number));
    await until(1);
    expect(events).toEqual([
      expect.objectContaining({ event: 'comment', data: { number: mine.number, visibility: 'public' } }),
    ]);
  });

  test('tells staff that the systems moved, gathered, and requesters nothing of it', async () => {
    const mine = (await desk.call('POST', '/tickets', aTicket())).json;
    const { key } = (await desk.call('POST', '/api-keys', { role: 'portal', contact: mine.requester.id }))
      .json;
    const [staff, portal] = [await follow(), await follow({}, key)];
    await desk.db.query('update links set confirmed_version = 1');
    expect(await staff.until(1)).toMatchObject([{ event: 'sync', data: { numbers: [mine.number] } }]);
    await desk.db.query(`insert into gates (system, open) values ('helpdesk', false)`);
    expect(await staff.until(2)).toMatchObject([{}, { event: 'sync', data: { numbers: [] } }]);
    await desk.call('PATCH', `/tickets/${mine.number}`, { priority: 'high' });
    expect((await portal.until(1)).map(({ event }) => event)).toEqual(['ticket']);
  });

  test('comes back by itself when the database cut its connection', async () => {
    const { until } = await follow();
    await append('call', { n: 1 });
    await until(1);
    await desk.db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen live' and pid <> pg_backend_pid()`,
    );
    await append('call', { n: 2 });
    expect((await until(2)).map(({ data }) => data.n)).toEqual([1, 2]);
  });

  test('asks for a key', async () => {
    expect((await follow({}, 'wrong')).response.statusCode).toBe(401);
  });
});
