import { aTicket } from './desk';
import { makeUser, signedIn } from './access-house';
import { listen } from './browsing';
import type { PageVisitor } from './page-visitor';
import { openPortalHouse, type PortalHouse } from './portal-house';

/** What operators do around a ticket of his: none of it is a requester's, on pages, by calls or in the live stream. */
describe('what a requester never sees', () => {
  let house: PortalHouse;
  let own: string;
  let foreign: string;
  let anna: PageVisitor;
  let olga: PageVisitor;
  let csrf: string;
  let key: string;

  const call = (method: 'GET' | 'POST', path: string) => house.desk.call(method, path, undefined, { key });
  const send = (path: string, fields: Record<string, string>) => olga.post(path, { ...fields, _csrf: csrf });

  beforeAll(async () => {
    house = await openPortalHouse();
    const { desk } = house;
    const requester = { name: 'Анна', email: 'anna@example.test' };
    const made = (await desk.call('POST', '/tickets', aTicket({ requester }))).json;
    own = made.number;
    foreign = (await desk.call('POST', '/tickets', aTicket({ title: 'Чужое', requester: { name: 'Борис' } })))
      .json.number;
    key = await desk.keyOf('portal', Number(made.requester.id));
    await makeUser(desk, 'olga', 'operator');
    olga = await signedIn(desk, 'olga');
    csrf = await olga.csrf('/tickets');
    anna = await house.visitor('anna@example.test');
  });
  afterAll(() => house.desk.close());

  const everything = async (number = own): Promise<string> => {
    const pages = ['/portal', `/portal/tickets/${number}`, `/portal?q=${number}`];
    const calls = [
      '/tickets',
      `/tickets/${number}`,
      `/tickets/${number}/comments`,
      `/tickets/${number}/timeline`,
    ];
    const seen = [];
    for (const page of pages) seen.push((await anna.get(page)).body);
    for (const path of calls) seen.push(JSON.stringify((await call('GET', path)).json));
    return seen.join('\n');
  };

  test('how his ticket hangs together with others', async () => {
    expect(
      (await send(`/tickets/${own}/relations`, { relation: 'blocked_by', other: foreign })).statusCode,
    ).toBe(303);
    const told = await everything();
    expect(told).toContain(own);
    expect(told).not.toContain(foreign);
    expect(told).not.toContain('Чужое');
  });

  test('what was split off as a note for staff', async () => {
    const said = (await house.desk.call('POST', `/tickets/${own}/comments`, { body: 'тайна кракозябра' }))
      .json;
    const split = await send(`/tickets/${own}/split`, { comment: said.id, title: 'Второе', description: '' });
    const whole = String(split.headers.location).split('/').pop()!;
    expect((await house.desk.call('GET', `/tickets/${whole}/comments`)).json.items).toMatchObject([
      { body: 'тайна кракозябра' },
    ]);
    expect(await everything(whole)).toContain('Второе');
    expect(await everything(whole)).not.toContain('кракозябра');
  });

  test('what an action on many tickets said to staff, and who asked for it', async () => {
    const fields = { [`t.${own}`]: 'on', comment: 'всем: тайна абракадабра', visibility: 'internal' };
    const page = String((await send('/bulk', fields)).headers.location);
    while (!(await olga.get(page)).body.includes('Завершено'))
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await everything()).not.toContain('абракадабра');
    expect((await anna.get(page)).statusCode).toBe(403);
  });

  test('who looks at it and writes, on no page and in no stream', async () => {
    const url = await listen(house.desk);
    const hear = async (path: string, headers: Record<string, string>) => {
      const stop = new AbortController();
      const answer = await fetch(url + path, { headers, signal: stop.signal });
      return { stop, reader: answer.body!.pipeThrough(new TextDecoderStream()).getReader() };
    };
    const streams = {
      session: await hear('/events', { cookie: anna.cookies }),
      key: await hear('/api/v1/events', { authorization: `Bearer ${key}` }),
      staff: await hear('/events', { cookie: olga.cookies }),
    };
    await send(`/tickets/${own}/presence`, { state: 'writing' });
    await house.desk.call('PATCH', `/tickets/${own}`, { title: 'Последнее' });
    const heard = async ({ stop, reader }: (typeof streams)['key'], enough: RegExp) => {
      let told = '';
      while (!enough.test(told)) told += (await reader.read()).value ?? '';
      stop.abort();
      return told;
    };
    expect(await heard(streams.staff, /event: presence/)).toContain(own);
    for (const stream of [streams.session, streams.key]) {
      const told = await heard(stream, /event: ticket/);
      expect(told).not.toMatch(/presence|sync/);
    }
    expect(await everything()).not.toContain('Имя olga пишет');
  });

  test('the number of somebody else’s ticket that his was merged into', async () => {
    expect(
      (await send(`/tickets/${own}/relations`, { relation: 'related', other: foreign })).statusCode,
    ).toBe(303);
    expect((await send(`/tickets/${own}/merge`, { into: foreign })).statusCode).toBe(303);
    expect((await house.desk.call('GET', `/tickets/${own}`)).json.mergedInto).toBe(foreign);
    expect(await everything()).not.toContain(foreign);
  });
});
