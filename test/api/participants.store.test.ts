import { transaction } from '../../store/database';
import { addParticipants } from '../../store/mail/sender';
import { makeUser, signedIn } from './access-house';
import { aTicket } from './desk';
import type { PageVisitor } from './page-visitor';
import { openPortalHouse, type PortalHouse } from './portal-house';

describe('a participant of a ticket', () => {
  let house: PortalHouse;
  let olga: PageVisitor;
  let boris: PageVisitor;
  let csrf: string;
  let number: string;
  let ticketId: number;
  let contact: number;

  beforeAll(async () => {
    house = await openPortalHouse();
    const { desk } = house;
    await makeUser(desk, 'olga', 'operator');
    olga = await signedIn(desk, 'olga');
    csrf = await olga.csrf('/tickets');
    contact = Number(
      (await desk.call('POST', '/contacts', { name: 'Борис <b>', email: 'boris@elsewhere.test' })).json.id,
    );
    boris = await house.visitor('boris@elsewhere.test');
  });
  afterAll(() => house.desk.close());
  beforeEach(async () => {
    const { desk } = house;
    number = (await desk.call('POST', '/tickets', aTicket())).json.number;
    ticketId = (await desk.db.query('select id from tickets where number = $1', [number])).rows[0].id;
    await transaction(desk.db, (tx) => addParticipants(tx, ticketId, [contact], 'in copy'));
  });

  const remove = (who: PageVisitor, fields: Record<string, string>) =>
    who.post(`/tickets/${number}/participants/remove`, fields);
  const page = async (who = olga) => (await who.get(`/tickets/${number}`)).body;
  const takesPart = async () =>
    (await house.desk.db.query('select 1 from ticket_participants where ticket_id = $1', [ticketId]))
      .rowCount === 1;

  test('is named on its page, with what it means to take him out, in both languages', async () => {
    const body = await page();
    expect(body).toMatch(/Ещё участвуют.*Борис &lt;b>.*boris@elsewhere\.test.*на портале она не видна/s);
    expect(body).toContain(`action="/tickets/${number}/participants/remove"`);
    await olga.post('/language', { language: 'en', back: '/tickets', _csrf: csrf });
    expect(await page()).toMatch(/Also taking part.*Take out of the ticket: Борис &lt;b>/s);
    await olga.post('/language', { language: 'ru', back: '/tickets', _csrf: csrf });
  });

  test('is taken out: no portal, no mail that still waits; the ticket and the audit tell of it', async () => {
    expect((await boris.get(`/portal/tickets/${number}`)).statusCode).toBe(200);
    await house.desk.db.query(
      `insert into notifications (ticket_id, event, who, contact_id, recipient, channel, outside, visibility, bundle, next_at)
       values ($1, 'comment', 'participants', $2, 'boris@elsewhere.test', 'email', true, 'public', 'b', now() + interval '1 day')`,
      [ticketId, contact],
    );
    expect((await remove(olga, { contact: String(contact), _csrf: csrf })).statusCode).toBe(303);
    expect(await takesPart()).toBe(false);
    expect((await boris.get(`/portal/tickets/${number}`)).statusCode).toBe(404);
    const { rows } = await house.desk.db.query<{ state: string }>(
      `select state from notifications where ticket_id = $1 and contact_id = $2 and who = 'participants'`,
      [ticketId, contact],
    );
    expect(rows.map(({ state }) => state)).toEqual(['suppressed']);
    const { items } = (await house.desk.call('GET', `/tickets/${number}/timeline`)).json;
    expect(items.map(({ what }: { what: string }) => what)).toContain('participant-removed');
    const after = await page();
    expect(after).toMatch(/Больше не участвует: Борис &lt;b>/);
    expect(after).not.toContain('id="participants"');
    const audit = (await house.desk.call('GET', `/audit?ticket=${number}&action=changed`)).json.items;
    expect(JSON.stringify(audit)).toContain('participants/remove');
    expect((await remove(olga, { contact: String(contact), _csrf: csrf })).statusCode).toBe(404);
  });

  test('stays for whoever may not work on tickets, comes from elsewhere, or names somebody else', async () => {
    const own = await boris.csrf('/portal/settings');
    expect((await remove(boris, { contact: String(contact), _csrf: own })).statusCode).toBe(403);
    expect((await remove(olga, { contact: String(contact) })).statusCode).toBe(403);
    for (const other of ['', 'x', '999999', "1' or 1=1"])
      expect((await remove(olga, { contact: other, _csrf: csrf })).statusCode).toBeGreaterThanOrEqual(404);
    expect(await takesPart()).toBe(true);
  });
});
