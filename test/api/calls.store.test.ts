import { createSign, generateKeyPairSync } from 'node:crypto';
import { Writable } from 'node:stream';
import pino from 'pino';
import type { TelephonyConfig } from '../../connectors/configuration-telephony';
import { usualCallRules } from '../../domain/call/rules';
import { liveSince } from '../../store/live';
import { createUser } from '../../store/users';
import { aTicket, openDesk, type Desk } from './desk';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = String(keys.publicKey.export({ type: 'spki', format: 'pem' }));
const telephony: TelephonyConfig = {
  country: 'RU',
  rules: { ...usualCallRules, operators: { '1001': 'olga' } },
  cti: { token: 'cti-token-of-the-tests' },
  sipgate: { token: 'sipgate/token' },
};

let desk: Desk;
const woken: number[] = [];
const logged: string[] = [];
beforeAll(async () => {
  const log = pino(
    { level: 'debug' },
    new Writable({ write: (line, _, done) => (logged.push(String(line)), done()) }),
  );
  desk = await openDesk({ telephony, wakeCall: (id) => woken.push(id), log });
  await createUser(desk.db, { login: 'olga', name: 'Ольга Оператор', role: 'operator' });
});
afterAll(() => desk?.close());

let calls = 0;
const nextId = () => `call-${(calls += 1)}`;
const post = (path: string, payload: string | object, headers: Record<string, string> = {}) =>
  desk.app.inject({ method: 'POST', url: `/api/v1/calls/${path}`, payload, headers });
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const push = (body: object, token = 'cti-token-of-the-tests') => post(`cti/${token}`, body);
const base = { from: '79031112233', to: '74957654321', direction: 'in' };
const newCall = (callId: string, more: object = {}) => push({ event: 'newCall', callId, ...base, ...more });
const answer = (callId: string, more: object = {}) =>
  push({ event: 'answer', callId, ...base, user: 'olga', ...more });
const hangup = (callId: string, cause = 'normalClearing', more: object = {}) =>
  push({ event: 'hangup', callId, ...base, cause, ...more });
const callOf = async (callId: string) => {
  const { items } = (await desk.call('GET', `/calls?callId=${callId}`)).json;
  expect(items).toHaveLength(1);
  return items[0];
};

describe('the generic push', () => {
  it('makes one call of what an exchange tells, as JSON or as a form of either kind', async () => {
    const id = nextId();
    expect((await newCall(id, { user: ['olga', 'boris'], queue: 'support' })).json()).toEqual({});
    expect(await callOf(id)).toMatchObject({
      callId: id,
      origin: 'cti',
      direction: 'in',
      from: '+79031112233',
      to: '+74957654321',
      state: 'ringing',
      ringsAt: ['olga', 'boris'],
      queue: 'support',
    });
    const fields = new URLSearchParams({ event: 'answer', callId: id, ...base, 'user[]': 'OLGA' });
    expect((await post('cti/cti-token-of-the-tests', fields.toString(), form)).statusCode).toBe(200);
    expect(await callOf(id)).toMatchObject({ state: 'answered', operator: 'olga' });
    const parts = { event: 'hangup', callId: id, ...base, cause: 'normalClearing' };
    const multipart = Object.entries(parts)
      .map(([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('');
    const sent = await post('cti/cti-token-of-the-tests', `${multipart}--x--\r\n`, {
      'content-type': 'multipart/form-data; boundary=x',
    });
    expect(sent.statusCode).toBe(200);
    expect(await callOf(id)).toMatchObject({
      state: 'ended',
      cause: 'normalClearing',
      talkingSeconds: expect.any(Number),
    });
    expect(woken.length).toBeGreaterThanOrEqual(3);
  });

  it('finds the operator by his login, his name, or what the configuration calls him', async () => {
    for (const more of [
      { user: 'Ольга Оператор' },
      { user: undefined, answeringNumber: '1001' },
      { user: undefined, caller: 'olga' },
    ]) {
      const id = nextId();
      await answer(id, more);
      expect((await callOf(id)).operator).toBe('olga');
    }
    const id = nextId();
    await answer(id, { user: 'somebody' });
    expect((await callOf(id)).operator).toBe('somebody');
  });

  it('takes events in any order, doubled, at once, and half of them missing', async () => {
    const id = nextId();
    const events = [() => newCall(id), () => answer(id), () => hangup(id)];
    const all = [...events, ...events, ...events].sort(() => Math.random() - 0.5);
    const answers = await Promise.all(all.map((send) => send()));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(await callOf(id)).toMatchObject({ state: 'ended', operator: 'olga', from: '+79031112233' });
    const alone = nextId();
    await hangup(alone, 'noAnswer');
    expect(await callOf(alone)).toMatchObject({ state: 'missed', from: '+79031112233' });
    await answer(alone);
    expect(await callOf(alone)).toMatchObject({ state: 'ended', operator: 'olga' });
  });

  it.each([
    [{ event: undefined }, 'event'],
    [{ event: 'ring' }, 'event'],
    [{ direction: 'sideways' }, 'direction'],
    [{ direction: undefined }, 'direction'],
    [{ callId: '' }, 'callId'],
    [{ from: undefined }, 'from'],
    [{ from: '<script>alert(1)</script>!' }, 'from'],
    [{ event: 'hangup', cause: 'limit' }, 'cause'],
    [{ from: 'abc' }, 'from'],
    [{ to: 'call me' }, 'to'],
  ])('answers 422 that names the field: %j', async (more, field) => {
    const answered = await push({ event: 'newCall', callId: nextId(), ...base, ...more });
    expect(answered.statusCode).toBe(422);
    expect(answered.json().error).toContain(field);
  });

  it('answers 401 to a wrong token, 400 to what is not JSON, and neither log nor answer holds the token', async () => {
    expect((await push({}, 'wrong')).statusCode).toBe(401);
    expect((await push({}, 'wrong')).json()).toEqual({ error: expect.any(String) });
    expect(
      (await post('cti/cti-token-of-the-tests', '{"event"', { 'content-type': 'application/json' }))
        .statusCode,
    ).toBe(400);
    expect(
      (await post('cti/cti-token-of-the-tests', '[]', { 'content-type': 'application/json' })).statusCode,
    ).toBe(422);
    expect((await post('cti/cti-token-of-the-tests', `{"event":"${'\\u0000'}"}`)).statusCode).toBe(422);
    expect((await post('cti/cti-token-of-the-tests', 'x'.repeat(70_000), form)).statusCode).toBe(413);
    expect(logged.length).toBeGreaterThan(5);
    expect(logged.join('')).not.toContain('cti-token-of-the-tests');
  });

  it('without telephony in the configuration takes nothing', async () => {
    const other = await openDesk();
    const answered = await other.app.inject({ method: 'POST', url: '/api/v1/calls/cti/x', payload: {} });
    expect(answered.statusCode).toBe(401);
    await other.close();
  });
});

describe('the sipgate push', () => {
  const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    post(
      `sipgate/${encodeURIComponent('sipgate/token')}`,
      new URLSearchParams({ ...base, ...fields }).toString(),
      { ...form, ...headers },
    );

  it('is answered in XML that asks for the rest of the call', async () => {
    const answered = await send({ event: 'newCall', callId: nextId(), 'user[]': 'olga' });
    expect(answered.headers['content-type']).toContain('application/xml');
    const address = 'http://127.0.0.1:3000/api/v1/calls/sipgate/sipgate%2Ftoken';
    expect(answered.body).toContain(`<Response onAnswer="${address}" onHangup="${address}"/>`);
    expect((await send({ event: 'dtmf', dtmf: '01', callId: 'x' })).statusCode).toBe(200);
    expect((await post('sipgate/wrong', 'event=newCall', form)).statusCode).toBe(401);
    expect((await send({ event: 'newCall' })).statusCode).toBe(422);
  });

  it.each(['before', 'after'])('joins a transfer, whose leg is heard of %s the call itself', async (when) => {
    const [a, b] = [nextId(), nextId()];
    const steps = [
      () => send({ event: 'newCall', callId: a, 'user[]': 'olga' }),
      () => send({ event: 'answer', callId: a, user: 'olga' }),
      () => send({ event: 'newCall', callId: b, origCallId: a, 'user[]': 'boris' }),
      () => send({ event: 'hangup', callId: a, cause: 'forwarded' }),
      () => send({ event: 'answer', callId: b, origCallId: a, user: 'boris' }),
    ];
    for (const step of when === 'after' ? steps : [...steps].reverse()) await step();
    const [first, second] = [await callOf(a), await callOf(b)];
    expect(second).toEqual(first);
    expect(first).toMatchObject({ callId: a, callIds: [a, b].sort(), state: 'answered' });
    expect((await desk.call('GET', `/calls/${b}`)).json).toEqual(first);
    await send({ event: 'hangup', callId: b, cause: 'normalClearing' });
    expect(await callOf(a)).toMatchObject({ state: 'ended' });
  });

  it('joins two that looked like two, with what people did with either', async () => {
    const [a, b] = [nextId(), nextId()];
    await send({ event: 'newCall', callId: a });
    await send({ event: 'answer', callId: b, user: 'olga' });
    const { json } = await desk.call('POST', '/tickets', aTicket({ callId: b }));
    await send({ event: 'newCall', callId: b, origCallId: a });
    expect(await callOf(b)).toMatchObject({ callId: a, ticket: json.number });
  });

  it('asks for the signature once there is a key', async () => {
    const signed = await openDesk({ telephony: { ...telephony, sipgate: { token: 't', publicKey } } });
    const body = new URLSearchParams({ event: 'newCall', callId: '1', ...base }).toString();
    const signature = createSign('sha256').update(body).sign(keys.privateKey, 'base64');
    const sent = (headers: Record<string, string>) =>
      signed.app.inject({
        method: 'POST',
        url: '/api/v1/calls/sipgate/t',
        payload: body,
        headers: { ...form, ...headers },
      });
    expect((await sent({})).statusCode).toBe(401);
    expect((await sent({ 'x-sipgate-signature': 'bm8=' })).statusCode).toBe(401);
    expect((await sent({ 'x-sipgate-signature': signature })).statusCode).toBe(200);
    await signed.close();
  });
});

describe('who calls', () => {
  const person = async (name: string, phones: readonly string[], organisation?: string) =>
    (await desk.call('POST', '/contacts', { name, phones, ...(organisation ? { organisation } : {}) })).json
      .id as string;

  it('is told by his number, with the reason; the only one is the caller', async () => {
    const anna = await person('Анна', ['+74951110001', '+79031110001']);
    const main = nextId();
    await newCall(main, { from: '84951110001' });
    expect(await callOf(main)).toMatchObject({
      contact: anna,
      candidates: [{ contact: anna, because: 'number', name: 'Анна' }],
    });
    const mobile = nextId();
    await newCall(mobile, { from: '79031110001' });
    expect(await callOf(mobile)).toMatchObject({
      contact: anna,
      candidates: [{ contact: anna, because: 'otherNumber' }],
    });
  });

  it('is for a person to say when several share the number', async () => {
    await person('Один', ['+74951110002']);
    await person('Другой', ['+74951110002']);
    const id = nextId();
    await newCall(id, { from: '+74951110002' });
    const call = await callOf(id);
    expect(call.candidates).toHaveLength(2);
    expect(call.contact).toBeUndefined();
  });

  it('is guessed by the numbers of an office, and by what stands in tickets', async () => {
    await desk.call('POST', '/organisations', { name: 'Ромашка' });
    const [one, two] = [
      await person('Раз', ['+74952220001'], 'Ромашка'),
      await person('Два', ['+74952220002'], 'Ромашка'),
    ];
    const id = nextId();
    await newCall(id, { from: '+74952220999' });
    expect((await callOf(id)).candidates).toEqual([
      { contact: one, because: 'organisation', name: 'Раз', organisation: 'Ромашка' },
      { contact: two, because: 'organisation', name: 'Два', organisation: 'Ромашка' },
    ]);
    const { json } = await desk.call(
      'POST',
      '/tickets',
      aTicket({ description: 'Звонить: 8 (903) 777-88-99, Иван', requester: { name: 'Иван' } }),
    );
    const other = nextId();
    await newCall(other, { from: '79037778899' });
    expect((await callOf(other)).candidates).toMatchObject([
      { contact: json.requester.id, because: 'ticket' },
    ]);
    expect((await callOf(other)).contact).toBeUndefined();
  });

  it('is learned: "this number belongs to ..."', async () => {
    const vera = await person('Вера', []);
    for (const from of ['+79035550001', '4321']) {
      const id = nextId();
      await newCall(id, { from });
      const call = await callOf(id);
      expect(call.candidates).toEqual([]);
      const answered = await desk.call('POST', `/calls/${call.id}/contact`, { contact: vera });
      expect(answered.json).toMatchObject({ contact: vera, candidates: [{ contact: vera }] });
      const next = nextId();
      await newCall(next, { from });
      expect(await callOf(next)).toMatchObject({ contact: vera });
    }
    expect((await desk.call('GET', `/contacts/${vera}`)).json.phones).toEqual(['+79035550001']);
    expect((await desk.call('GET', `/contacts/${vera}/history`)).json.items).toHaveLength(2);
  });

  it('is nobody when the number is hidden', async () => {
    const id = nextId();
    await newCall(id, { from: 'anonymous' });
    expect(await callOf(id)).toMatchObject({ from: 'anonymous', hidden: true, candidates: [] });
    const { json } = await desk.call('GET', '/calls?from=anonymous&state=ringing');
    expect(json.items.map((call: { callId: string }) => call.callId)).toContain(id);
  });
});

describe('calls and tickets', () => {
  it('a ticket that names the call is joined with it, whichever of the two comes first', async () => {
    const [early, late] = [nextId(), nextId()];
    await newCall(early, { from: '79039990001' });
    const first = (await desk.call('POST', '/tickets', aTicket({ callId: early }))).json;
    expect(await callOf(early)).toMatchObject({ ticket: first.number, contact: first.requester.id });
    const second = (await desk.call('POST', '/tickets', aTicket({ callId: late }))).json;
    expect(second.number).toMatch(/^SD-/);
    await newCall(late);
    expect(await callOf(late)).toMatchObject({ ticket: second.number });
  });

  it('a portal user joins nothing', async () => {
    const mine = (await desk.call('POST', '/tickets', aTicket())).json;
    const key = await desk.keyOf('portal', Number(mine.requester.id));
    const id = nextId();
    await newCall(id);
    const made = await desk.call(
      'POST',
      '/tickets',
      { title: 'x', description: '', channel: 'portal', callId: id },
      { key },
    );
    expect(made.status).toBe(201);
    expect((await callOf(id)).ticket).toBeUndefined();
  });

  it('are for staff: a portal user neither reads nor hears of any', async () => {
    const key = await desk.keyOf('portal', 1);
    expect((await desk.call('GET', '/calls', undefined, { key })).status).toBe(403);
    expect((await desk.call('GET', '/calls', undefined, { key: await desk.keyOf('operator') })).status).toBe(
      200,
    );
  });

  it('tells the live stream of the call as it is', async () => {
    const id = nextId();
    await newCall(id);
    await hangup(id, 'cancel');
    const events = (await liveSince(desk.db, 0, 10_000)).filter(
      ({ type, data }) => type === 'call' && data.callId === id,
    );
    expect(events.map(({ data }) => data.state)).toEqual(['ringing', 'missed']);
    expect(events[1]!.data).toEqual(await callOf(id));
  });
});

describe('the list', () => {
  it('is found by state and by number, however it is written', async () => {
    const id = nextId();
    await newCall(id, { from: '79048887766' });
    for (const from of ['79048887766', '%2B79048887766', '+79048887766', '8 (904) 888-77-66'])
      expect((await desk.call('GET', `/calls?from=${from}&state=ringing`)).json.items).toMatchObject([
        { callId: id },
      ]);
    expect((await desk.call('GET', '/calls?from=79048887766&state=missed')).json).toEqual({
      items: [],
      next: null,
    });
    expect((await desk.call('GET', '/calls?state=lost')).status).toBe(422);
  });

  it('a missed call waits to be called back, until somebody spoke with that number or says that nobody needs to', async () => {
    const missed = async (from: string) => {
      const id = nextId();
      await hangup(id, 'noAnswer', { from });
      return callOf(id);
    };
    const [one, two] = [await missed('79041110001'), await missed('79041110002')];
    expect(one).toMatchObject({ state: 'missed', callBackBy: expect.any(String) });
    await answer(nextId(), { from: '1001', to: '79041110001', direction: 'out' });
    expect(await callOf(one.callId)).toMatchObject({
      calledBackAt: expect.any(String),
      calledBackBy: 'olga',
    });
    expect((await callOf(two.callId)).calledBackAt).toBeUndefined();
    expect((await desk.call('POST', `/calls/${two.id}/called-back`)).json).toMatchObject({
      calledBackBy: 'Administrator',
    });
    expect((await desk.call('POST', `/calls/${two.id}/called-back`)).status).toBe(422);
  });
});
