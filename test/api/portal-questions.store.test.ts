import { givenAnswers } from '../../store/questions';
import type { PageVisitor } from './page-visitor';
import { openPortalHouse, type PortalHouse } from './portal-house';

describe('what a service asks, in the portal', () => {
  let house: PortalHouse;
  let anna: PageVisitor;
  let service: string;
  let ids: readonly string[];

  const yes = { kind: 'yesno', required: false, label: { ru: 'Горит лампа', en: 'Is the lamp on' } };
  const room = { kind: 'text', required: true, label: { ru: 'Номер кабинета', en: 'Room' } };

  beforeAll(async () => {
    house = await openPortalHouse();
    const { desk } = house;
    await desk.call('POST', '/contacts', { name: 'Анна', email: 'anna@example.test' });
    service = (await desk.call('POST', '/services', { name: 'Печать' })).json.id;
    const asked = await desk.call('PUT', `/services/${service}/questions`, { questions: [room, yes] });
    ids = asked.json.items.map(({ id }: { readonly id: string }) => id);
    anna = await house.visitor('anna@example.test');
  });
  afterAll(() => house.desk.close());

  const send = async (more: Record<string, string>) =>
    anna.post('/portal/new', {
      title: 'Принтер',
      description: 'Стоит у окна',
      service,
      _csrf: await anna.csrf('/portal/new'),
      ...more,
    });
  const count = async () => (await house.desk.call('GET', '/tickets')).json.items.length;

  test('stands in the form once the service is chosen; nothing is made by looking', async () => {
    expect((await anna.get('/portal/new')).body).not.toContain('Номер кабинета');
    const seen = await send({ do: 'preview', [`answer.${ids[0]}`]: '305' });
    expect(seen.statusCode).toBe(200);
    expect(seen.body).toContain('Номер кабинета');
    expect(seen.body).toContain('value="305"');
    expect(await count()).toBe(0);
  });

  test('has to be answered where it is required, and the form says which', async () => {
    const sent = await send({ [`answer.${ids[1]}`]: '0' });
    expect(sent.statusCode).toBe(422);
    expect(sent.body).toContain('<b>Номер кабинета</b>: нужно заполнить');
    expect(sent.body).toMatch(/aria-invalid="true"/);
    expect(await count()).toBe(0);
  });

  test('is kept, and stands in the description', async () => {
    const sent = await send({ [`answer.${ids[0]}`]: '305', [`answer.${ids[1]}`]: '0' });
    expect(sent.statusCode).toBe(303);
    const number = String(sent.headers.location).split('/').pop()!;
    const ticket = (await house.desk.call('GET', `/tickets/${number}`)).json;
    expect(ticket.description).toBe('Стоит у окна\n\nНомер кабинета: 305\nГорит лампа: да');
    const { rows } = await house.desk.db.query('select id from tickets where number = $1', [number]);
    expect(await givenAnswers(house.desk.db, rows[0].id)).toHaveLength(2);
  });
});
