import { transaction } from '../../store/database';
import { isFor, liveSince } from '../../store/live';
import { addParticipants } from '../../store/mail/sender';
import { unsubscribe } from '../../store/notify/unsubscribe';
import { aTicket } from './desk';
import type { PageVisitor } from './page-visitor';
import { openPortalHouse, type PortalHouse } from './portal-house';

describe('who takes part in somebody’s ticket', () => {
  let house: PortalHouse;
  let number: string;
  let ticketId: number;
  let boris: PageVisitor;
  let contactId: number;
  let key: string;

  beforeAll(async () => {
    house = await openPortalHouse();
    const { desk } = house;
    const requester = { name: 'Анна', email: 'anna@example.test' };
    number = (await desk.call('POST', '/tickets', aTicket({ requester }))).json.number;
    ticketId = (await desk.db.query('select id from tickets where number = $1', [number])).rows[0].id;
    const made = await desk.call('POST', '/contacts', { name: 'Борис', email: 'boris@elsewhere.test' });
    contactId = Number(made.json.id);
    key = await desk.keyOf('portal', contactId);
    boris = await house.visitor('boris@elsewhere.test');
    await desk.call('POST', `/tickets/${number}/comments`, { body: 'Мастер выехал', visibility: 'public' });
    await desk.call('POST', `/tickets/${number}/comments`, { body: 'тайна кракозябра' });
  });
  afterAll(() => house.desk.close());

  const takesPart = () =>
    transaction(house.desk.db, (tx) => addParticipants(tx, ticketId, [contactId], 'in copy'));
  const call = (method: 'GET' | 'POST', path: string, body?: unknown) =>
    house.desk.call(method, path, body, { key });
  const page = () => boris.get(`/portal/tickets/${number}`);
  const heard = async () =>
    (await liveSince(house.desk.db, 0, 1000)).filter((event) => isFor(event, contactId));
  const seesNothing = async () => {
    expect((await page()).statusCode).toBe(404);
    expect((await boris.get('/portal')).body).not.toContain(number);
    for (const path of ['', '/comments', '/timeline'])
      expect((await call('GET', `/tickets/${number}${path}`)).status).toBe(404);
    expect((await call('GET', '/tickets')).json.items).toEqual([]);
    expect((await call('POST', `/tickets/${number}/comments`, { body: 'x' })).status).toBe(404);
    expect(await heard()).toEqual([]);
  };

  test('sees nothing of it before', seesNothing);

  test('finds it in his list, as another’s, and reads what is public', async () => {
    await takesPart();
    expect((await boris.get('/portal')).body).toMatch(new RegExp(`${number}[\\s\\S]*заявитель: Анна`));
    const { body } = await page();
    expect(body).toContain('Мастер выехал');
    expect(body).not.toContain('кракозябра');
  });

  test('reads nothing internal: no text, no file, by no word of it, in no stream', async () => {
    const { json: secret } = await house.desk.call('GET', `/tickets/${number}/comments`);
    expect(secret.items).toHaveLength(2);
    const { rows } = await house.desk.db.query<{ id: number }>(
      `with b as (insert into blobs (sha256, size) values ('\\x01', 0) returning sha256)
       insert into attachments (ticket_id, filename, media_type, size, sha256, visibility, origin, at)
       select $1, 'тайный.txt', 'text/plain', 0, sha256, 'internal', 'front', now() from b returning id`,
      [ticketId],
    );
    const calls = ['', '/comments', '/timeline', '/sla'].map((path) =>
      call('GET', `/tickets/${number}${path}`),
    );
    const told = JSON.stringify((await Promise.all(calls)).map(({ json }) => json)) + (await page()).body;
    expect(told).not.toMatch(/кракозябра|тайный/);
    expect((await boris.get(`/attachments/${rows[0]!.id}`)).statusCode).toBe(404);
    expect((await call('GET', '/tickets?q=кракозябра')).json.items).toEqual([]);
    expect((await heard()).length).toBeGreaterThan(0);
    expect((await heard()).filter(({ data }) => data.visibility === 'internal')).toEqual([]);
  });

  test('speaks under his own name; whether it is solved is for the requester to say', async () => {
    const form = { _csrf: await boris.csrf(`/portal/tickets/${number}`) };
    await boris.upload(
      `/portal/tickets/${number}/comments`,
      Object.entries({ ...form, body: 'Я тоже жду' }).map(([name, content]) => ({ name, content })),
    );
    const { json } = await house.desk.call('GET', `/tickets/${number}/comments`);
    expect(json.items.at(-1)).toMatchObject({
      body: 'Я тоже жду',
      author: { name: 'Борис' },
      visibility: 'public',
    });
    await house.desk.call('PATCH', `/tickets/${number}`, { status: 'resolved' });
    expect((await page()).body).toContain('Подтвердить решение может только заявитель');
    expect(
      (await boris.post(`/portal/tickets/${number}/solution`, { ...form, accepted: 'yes' })).statusCode,
    ).toBe(403);
    expect((await boris.post(`/portal/tickets/${number}/rating`, { ...form, score: '1' })).statusCode).toBe(
      403,
    );
  });

  test('sees nothing any more once he has left it by the link in a mail', async () => {
    const { rows } = await house.desk.db.query<{ id: number }>(
      `insert into notifications (ticket_id, event, who, contact_id, recipient, channel, outside, visibility, bundle)
       values ($1, 'comment', 'participants', $2, 'boris@elsewhere.test', 'email', true, 'public', 'x') returning id`,
      [ticketId, contactId],
    );
    await transaction(house.desk.db, (tx) => unsubscribe(tx, rows[0]!.id));
    await seesNothing();
  });

  test('sees nothing when he was only brought by a merge, until somebody lets him in', async () => {
    await transaction(house.desk.db, (tx) => addParticipants(tx, ticketId, [contactId], 'merged', false));
    await seesNothing();
    await takesPart();
    expect((await page()).statusCode).toBe(200);
    await transaction(house.desk.db, (tx) => addParticipants(tx, ticketId, [contactId], 'merged', false));
    expect((await page()).statusCode).toBe(200);
  });
});
