import { usualCallRules } from '../../domain/call/rules';
import { makeUser, signedIn } from './access-house';
import { listen } from './browsing';
import { aTicket, openDesk, type Desk } from './desk';
import type { PageVisitor } from './page-visitor';
import { openPhoneStream, type PhoneStream } from './phone-stream';

describe('the live stream of the telephone', () => {
  let desk: Desk;
  let url: string;
  let olga: PageVisitor;
  let boris: PageVisitor;
  let anna: string;
  const open: PhoneStream[] = [];

  beforeAll(async () => {
    desk = await openDesk({
      telephony: {
        country: 'RU',
        rules: usualCallRules,
        cti: { token: 'token' },
        sipgate: { token: 'token' },
      },
    });
    url = await listen(desk);
    const person = { name: 'Анна Петрова', phone: '+74951110001' };
    anna = (await desk.call('POST', '/contacts', person)).json.id;
    for (const login of ['olga', 'boris']) await makeUser(desk, login, 'operator');
    await makeUser(desk, 'anna', 'portal', { contactId: Number(anna) });
    [olga, boris] = [await signedIn(desk, 'olga'), await signedIn(desk, 'boris')];
  });
  afterAll(() => desk?.close());
  afterEach(async () => {
    open.splice(0).forEach((stream) => stream.stop());
    const { rows } = await desk.db.query(
      `select call_id as id from calls where state in ('ringing', 'answered')`,
    );
    for (const { id } of rows) await push('hangup', id, { cause: 'normalClearing' });
  });

  const follow = async (who: PageVisitor, path = '/phone/live'): Promise<PhoneStream> => {
    const stream = await openPhoneStream(url + path, who.cookies);
    open.push(stream);
    return stream;
  };
  let calls = 0;
  const push = async (event: string, callId: string, more: object = {}) => {
    const payload = { event, callId, from: '74951110001', to: '74957654321', direction: 'in', ...more };
    const answer = await desk.app.inject({ method: 'POST', url: '/api/v1/calls/cti/token', payload });
    expect(answer.statusCode).toBe(200);
  };
  const rings = async (more: object = {}) => {
    const callId = `live-${(calls += 1)}`;
    await push('newCall', callId, more);
    const id = (await desk.call('GET', `/calls?callId=${callId}`)).json.items[0].id as string;
    return { callId, card: `call-${id}` };
  };

  test('tells the group who calls while it rings, and only who answered it what is talked', async () => {
    const [hers, his] = [await follow(olga), await follow(boris)];
    const { callId, card } = await rings({ from: '74959998877' });
    for (const stream of [hers, his])
      await stream.until((cards) => cards.get(card)?.includes('ringing') ?? false);
    const before = his.told().length;
    await push('answer', callId, { user: 'olga' });
    await hers.until((cards) => cards.get(card)?.includes('call-card mine') ?? false);
    await his.until((cards) => !cards.has(card) && cards.has('quiet'));
    // Whose number it is, is chosen on her page: neither the choice nor the person goes to anybody else.
    const call = (await desk.call('GET', `/calls?callId=${callId}`)).json.items[0];
    await desk.call('POST', `/calls/${call.id}/contact`, { contact: anna });
    await hers.until((cards) => cards.get(card)?.includes('Анна Петрова') ?? false);
    const next = await rings({ from: '74953332211' });
    await his.until((cards) => cards.has(next.card));
    const since = his.told().slice(before);
    expect(since).not.toMatch(/Анна Петрова|9998877|call-card mine/);
  });

  /** A leg that is transferred from another: sipgate tells that. */
  const pushLeg = async (event: string, callId: string, more: Record<string, string>) => {
    const fields = { event, callId, from: '74951110001', to: '74957654321', direction: 'in', ...more };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = new URLSearchParams(fields).toString();
    const url = '/api/v1/calls/sipgate/token';
    expect((await desk.app.inject({ method: 'POST', url, payload, headers })).statusCode).toBe(200);
  };

  test('a call that is transferred rings at the colleague, and stays with who talks', async () => {
    const vera = await makeUser(desk, 'vera', 'operator').then(() => signedIn(desk, 'vera'));
    const [hers, his, other] = [await follow(olga), await follow(boris), await follow(vera)];
    await pushLeg('newCall', 'leg-a', {});
    await pushLeg('answer', 'leg-a', { user: 'olga' });
    const card = `call-${(await desk.call('GET', '/calls?callId=leg-a')).json.items[0].id}`;
    await hers.until((cards) => cards.get(card)?.includes('mine') ?? false);
    await pushLeg('newCall', 'leg-b', { origCallId: 'leg-a', 'user[]': 'boris' });
    await his.until((cards) => cards.get(card)?.includes('at-you') ?? false);
    await hers.until((cards) => cards.get(card)?.includes('mine') ?? false);
    await other.until((cards) => cards.has('quiet'));
    await pushLeg('hangup', 'leg-a', { cause: 'forwarded' });
    await pushLeg('answer', 'leg-b', { origCallId: 'leg-a', user: 'boris' });
    await his.until((cards) => cards.get(card)?.includes('mine') ?? false);
    await hers.until((cards) => !cards.has(card));
    await pushLeg('hangup', 'leg-b', { cause: 'normalClearing' });
    await his.until((cards) => !cards.has(card));
  });

  test('two calls that turn out to be one leave one card', async () => {
    const stream = await follow(olga);
    for (const leg of ['leg-c', 'leg-d']) await pushLeg('newCall', leg, {});
    await stream.until((cards) => cards.size === 2);
    await pushLeg('newCall', 'leg-d', { origCallId: 'leg-c' });
    await stream.until((cards) => cards.size === 1);
    for (const leg of ['leg-c', 'leg-d']) await pushLeg('hangup', leg, { cause: 'normalClearing' });
    await stream.until((cards) => cards.has('quiet'));
  });

  test('what is drawn once for all carries the token of whose page it is, and of nobody else', async () => {
    const [hers, his] = [await follow(olga), await follow(boris)];
    const { callId } = await rings();
    await push('hangup', callId, { cause: 'cancel' });
    const [mine, other] = [await olga.csrf('/phone'), await boris.csrf('/phone')];
    expect(mine).not.toBe(other);
    await hers.until((_, lists) => lists.includes(`value="${mine}"`));
    await his.until((_, lists) => lists.includes(`value="${other}"`));
    expect(hers.told()).not.toMatch(new RegExp(`${other}|token-[0-9a-f]{36}`));
    expect(his.told()).not.toContain(mine);
  });

  test('each page is told in its own language', async () => {
    const english = await signedIn(desk, 'boris');
    await desk.db.query(`update users set language = 'en' where login = 'boris'`);
    const [hers, his] = [await follow(olga), await follow(english)];
    const { card } = await rings();
    await hers.until((cards) => cards.get(card)?.includes('Звонит') ?? false);
    await his.until((cards) => cards.get(card)?.includes('Ringing') ?? false);
    await desk.db.query(`update users set language = null where login = 'boris'`);
  });

  test('a new connection is told everything, whatever it missed', async () => {
    const first = await follow(olga);
    await first.until((cards) => cards.has('quiet'));
    first.stop();
    await first.ended;
    const [gone, still] = [await rings(), await rings()];
    await push('hangup', gone.callId, { cause: 'normalClearing' });
    const second = await follow(olga);
    await second.until((cards) => [...cards.keys()].join() === still.card);
  });

  test('nothing is missed when the database cuts the connection by which calls are heard of', async () => {
    const stream = await follow(olga);
    const first = await rings();
    await stream.until((cards) => cards.has(first.card));
    await desk.db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen live' and pid <> pg_backend_pid()`,
    );
    const second = await rings();
    await stream.until((cards) => cards.has(first.card) && cards.has(second.card));
  });

  test('fifty calls at once reach every page, each as it ended up', async () => {
    const streams = await Promise.all([olga, boris, olga].map((who) => follow(who)));
    const rung = await Promise.all(Array.from({ length: 50 }, () => rings()));
    for (const stream of streams) await stream.until((cards) => rung.every(({ card }) => cards.has(card)));
    const [taken, ...others] = rung;
    await Promise.all([
      push('answer', taken!.callId, { user: 'olga' }),
      ...others.map(({ callId }) => push('hangup', callId, { cause: 'normalClearing' })),
    ]);
    for (const stream of [streams[0]!, streams[2]!])
      await stream.until((cards) => [...cards.keys()].join() === taken!.card);
    await streams[1]!.until((cards) => [...cards.keys()].join() === 'quiet');
  });

  test('a ticket that the caller gets meanwhile stands on his card with the next move', async () => {
    const stream = await follow(olga);
    const { callId, card } = await rings();
    await push('answer', callId, { user: 'olga' });
    await stream.until((cards) => cards.get(card)?.includes('mine') ?? false);
    const ticket = (await desk.call('POST', '/tickets', aTicket({ requester: { id: anna }, callId }))).json;
    await stream.until(
      (cards) => cards.get(card)?.includes(`<b>${ticket.number}</b> ${ticket.title}`) ?? false,
    );
  });

  test('the page of a form is told which calls are at its operator’s telephone, and of no others', async () => {
    const form = await follow(olga, '/phone/live?form');
    const his = await rings({ user: ['boris'] });
    const hers = await rings({ user: ['olga'] });
    const [id] = /\d+/.exec(hers.card)!;
    while (!form.told().includes(`${id} ringing`)) await new Promise((resolve) => setImmediate(resolve));
    expect(form.told()).not.toContain(`${/\d+/.exec(his.card)![0]} ringing`);
    expect(form.told()).not.toContain('event: cards');
  });

  test('is for who has signed in and may see calls, and ends with the session', async () => {
    expect((await follow(await signedIn(desk, 'anna'))).status).toBe(403);
    expect((await openPhoneStream(`${url}/phone/live`, '')).status).toBe(401);
    const leaving = await signedIn(desk, 'boris');
    const stream = await follow(leaving);
    await stream.until((cards) => cards.has('quiet'));
    await leaving.post('/sign-out', { _csrf: await leaving.csrf('/phone') });
    await stream.ended;
    // Before the next sign of life, which looks whether the session still lives.
  }, 10_000);
});
