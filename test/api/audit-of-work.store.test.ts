import { eventually } from '../systems/eventually';
import { makeUser, signedIn } from './access-house';
import { aTicket } from './desk';
import { PageVisitor } from './page-visitor';
import { askForLink, byPassword, linkIn, openPortalHouse, useLink, type PortalHouse } from './portal-house';

interface Line {
  readonly action: string;
  readonly subject: string;
  readonly ticket?: string;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly detail: Readonly<Record<string, unknown>>;
}

describe('the audit of what operators and requesters do', () => {
  let house: PortalHouse;
  let olga: PageVisitor;
  let csrf: string;

  beforeAll(async () => {
    house = await openPortalHouse();
    await makeUser(house.desk, 'olga', 'operator');
    await house.desk.call('POST', '/contacts', { name: 'Анна', email: 'anna@example.test' });
    olga = await signedIn(house.desk, 'olga');
    csrf = await olga.csrf('/tickets');
  });
  afterAll(() => house.desk.close());

  const lines = async (query = ''): Promise<readonly Line[]> =>
    (await house.desk.call('GET', `/audit?limit=100${query}`)).json.items;
  const made = async (): Promise<string> =>
    (
      await house.desk.call(
        'POST',
        '/tickets',
        aTicket({ requester: { name: 'Анна', email: 'anna@example.test' } }),
      )
    ).json.number;
  const subjects = async (number: string) => (await lines(`&ticket=${number}`)).map(({ subject }) => subject);
  const send = (path: string, fields: Record<string, string>) => olga.post(path, { ...fields, _csrf: csrf });

  test('tells of the ticket that a call made', async () => {
    expect(await subjects(await made())).toEqual(['POST /tickets']);
  });

  test('tells of both tickets that are merged, linked, unlinked or split, by page and by call', async () => {
    const [a, b] = [await made(), await made()];
    await send(`/tickets/${a}/relations`, { relation: 'related', other: b });
    expect(await subjects(b)).toContain('POST /tickets/:number/relations');
    const { items } = (await house.desk.call('GET', `/tickets/${a}/relations`)).json;
    await send(`/tickets/${a}/relations/remove`, { relation: items[0].id });
    expect(await subjects(b)).toContain('POST /tickets/:number/relations/remove');
    const linked = await house.desk.call('POST', `/tickets/${a}/relations`, {
      relation: 'blocks',
      ticket: b,
    });
    await house.desk.call('DELETE', `/tickets/${a}/relations/${linked.json.items[0].id}`);
    expect((await subjects(b))[0]).toMatch('DELETE /tickets/:number/relations/:id');
    const said = (await house.desk.call('POST', `/tickets/${a}/comments`, { body: 'Ещё одно' })).json;
    const split = await send(`/tickets/${a}/split`, { comment: said.id, title: 'Ещё', description: '' });
    const whole = String(split.headers.location).split('/').pop()!;
    expect(await subjects(whole)).toEqual(['POST /tickets/:number/split']);
    const called = { comment: said.id, title: 'И ещё' };
    const { number } = (await house.desk.call('POST', `/tickets/${a}/split`, called)).json;
    expect(await subjects(number)).toEqual(['POST /tickets/:number/split']);
    await send(`/tickets/${whole}/merge`, { into: b });
    await house.desk.call('POST', `/tickets/${number}/merge`, { into: b });
    const merges = (await subjects(b)).filter((subject) => subject === 'POST /tickets/:number/merge');
    expect(merges).toHaveLength(2);
  });

  test('tells of each ticket of an action on many, in the name of who asked for it', async () => {
    const [a, b] = [await made(), await made()];
    const asked = await send('/bulk', { [`t.${a}`]: 'on', [`t.${b}`]: 'on', priority: 'high', comment: '' });
    const job = String(asked.headers.location).split('/').pop();
    await eventually('the action to be carried out', async () => {
      const finished = 'select 1 from bulk_jobs where id = $1 and finished_at is not null';
      return (await house.desk.db.query(finished, [job])).rowCount === 1;
    });
    for (const number of [a, b])
      expect((await lines(`&ticket=${number}`))[0]).toMatchObject({
        action: 'changed',
        subject: `bulk ${job}`,
        actor: { kind: 'user', name: 'Имя olga' },
        detail: { fields: expect.arrayContaining(['priority']) },
      });
    expect((await lines()).find(({ subject }) => subject === 'POST /bulk')?.detail).toEqual({
      fields: ['priority', 'comment'],
    });
  });

  test('takes neither previews nor who is on a page for changes', async () => {
    const number = await made();
    await send('/tickets', { do: 'preview', title: 'x' });
    await send(`/tickets/${number}/presence`, { state: 'writing' });
    expect((await lines()).map(({ subject }) => subject)).not.toContain('POST /tickets/:number/presence');
    expect(await subjects(number)).toEqual(['POST /tickets']);
    const byPage = (await lines('&person=olga')).filter(({ subject }) => subject === 'POST /tickets');
    expect(byPage).toEqual([]);
  });

  test('tells of a requester as of everybody: coming, looking, asking, his account, leaving; never a link', async () => {
    const browser = new PageVisitor(house.desk);
    await byPassword(browser, 'anna@example.test', 'wrong');
    await askForLink(browser, 'anna@example.test');
    const link = linkIn((await house.mails())[0]);
    await useLink(browser, link);
    await askForLink(new PageVisitor(house.desk), 'anna@example.test');
    const again = linkIn((await house.mails())[0]);
    await useLink(browser, again);
    const _csrf = await browser.csrf('/portal/new');
    const page = String((await browser.post('/portal/new', { title: 'Свет', _csrf })).headers.location);
    await browser.get(page);
    await browser.post('/portal/settings/password', {
      fresh: 'a long password',
      _csrf: await browser.csrf('/portal/settings'),
    });
    await browser.post('/portal/sign-out', { _csrf: await browser.csrf('/portal/new') });
    const told = (await lines()).slice(0, 7);
    expect(told.map(({ action }) => action)).toEqual([
      'sign-out',
      'password-changed',
      'ticket-seen',
      'changed',
      'sign-in',
      'sign-in',
      'sign-in-refused',
    ]);
    const number = page.split('/').pop();
    expect(told.slice(2, 4).map(({ ticket }) => ticket)).toEqual([number, number]);
    const all = JSON.stringify(await lines());
    for (const secret of [link, again]) expect(all).not.toContain(secret.split('/').pop());
  });
});
