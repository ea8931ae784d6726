import { runOne } from '../../api/bulk/runner';
import type { AppOptions } from '../../api/options';
import { addBulkJob, bulkJob, type BulkAction } from '../../store/bulk';
import { createCommands } from '../../store/commands';
import { makeUser, signedIn } from './access-house';
import { aTicket, openDesk, rules, type Desk } from './desk';
import type { PageVisitor } from './page-visitor';
import { eventually } from '../systems/eventually';

describe('queues', () => {
  let desk: Desk;
  let olga: PageVisitor;
  let maria: PageVisitor;
  let olgaId: number;
  let csrf: string;

  const made = async (more = {}): Promise<string> =>
    (await desk.call('POST', '/tickets', aTicket(more))).json.number;
  const ticket = async (number: string) => (await desk.call('GET', `/tickets/${number}`)).json;

  beforeAll(async () => {
    desk = await openDesk();
    olgaId = await makeUser(desk, 'olga', 'operator');
    await makeUser(desk, 'maria', 'manager');
    await makeUser(desk, 'boris', 'operator');
    [olga, maria] = [await signedIn(desk, 'olga'), await signedIn(desk, 'maria')];
    csrf = await olga.csrf('/tickets');
  });
  afterAll(() => desk.close());

  describe('a saved view', () => {
    test('is a person’s own, leads back to the filter, and is marked while it is shown', async () => {
      const query = 'priority=high&page=3&nonsense=1&assignee=mine';
      const saved = await olga.post('/views', { place: 'board', name: 'Мои срочные', query, _csrf: csrf });
      expect(saved.headers.location).toBe('/board?priority=high&assignee=mine');
      const { body } = await olga.get('/board?priority=high&assignee=mine');
      expect(body).toMatch(/href="\/board\?priority=high&amp;assignee=mine" aria-current="true">Мои срочные/);
      expect((await (await signedIn(desk, 'boris')).get('/board')).body).not.toContain('Мои срочные');
      await olga.post('/views', { place: 'board', name: 'мои СРОЧНЫЕ', query: '', _csrf: csrf });
      expect((await olga.get('/board')).body).toContain('href="/board" aria-current="true">мои СРОЧНЫЕ');
    });

    test('is shared by managers only, and taken away by them or by whose it is', async () => {
      const view = { place: 'tickets', name: 'Письма', query: 'q=почта', shared: 'on' };
      expect((await olga.post('/views', { ...view, _csrf: csrf })).statusCode).toBe(403);
      expect((await maria.post('/views', { ...view, _csrf: await maria.csrf('/tickets') })).statusCode).toBe(
        303,
      );
      const { body } = await olga.get('/tickets');
      expect(body).toContain('Письма</a>');
      const { rows } = await desk.db.query<{ id: number }>(
        `select id from saved_views where name = 'Письма'`,
      );
      const remove = `/views/${rows[0]!.id}/remove`;
      expect(body).not.toContain(remove);
      expect((await olga.post(remove, { _csrf: csrf })).statusCode).toBe(404);
      expect((await maria.post(remove, { _csrf: await maria.csrf('/tickets') })).statusCode).toBe(303);
      expect((await olga.get('/tickets')).body).not.toContain('Письма</a>');
    });
  });

  describe('an action on many tickets', () => {
    const marks = (numbers: readonly string[]) =>
      Object.fromEntries(numbers.map((one) => [`t.${one}`, 'on']));
    const ask = (numbers: readonly string[], fields: Record<string, string>, who = olga) =>
      who.post('/bulk', { ...marks(numbers), ...fields, _csrf: csrf });
    const page = async (address: string) => (await olga.get(address)).body;
    const finished = (address: string) =>
      eventually(
        'the action to be finished',
        async () => (await page(address)).includes('Завершено') || undefined,
        20,
      );

    test('is done to one after the other; what fails says which ticket and why, and can be asked for again', async () => {
      const [a, b, c] = [await made(), await made(), await made()];
      await desk.call('POST', `/tickets/${b}/merge`, { into: c });
      const sent = await ask([a!, b!, c!], {
        priority: 'urgent',
        assignee: String(olgaId),
        comment: 'вместе',
      });
      expect(sent.statusCode).toBe(303);
      const address = String(sent.headers.location);
      await finished(address);
      const body = await page(address);
      expect(body).toMatch(/Готово 3 из 3, не получилось: 1/);
      expect(body).toMatch(new RegExp(`${b}</b>.*?не получилось.*?уже объединена с другой`, 's'));
      expect(body).toContain(`name="t.${b}"`);
      for (const number of [a!, c!])
        expect(await ticket(number)).toMatchObject({ priority: 'urgent', assignee: 'Имя olga' });
      const said = (await desk.call('GET', `/tickets/${a}/comments`)).json.items;
      expect(said).toMatchObject([{ body: 'вместе', visibility: 'internal', author: { name: 'Имя olga' } }]);
      expect(desk.woken).toEqual(expect.arrayContaining([a, c]));
    });

    test('needs a reason where one ticket would', async () => {
      const number = await made();
      const address = String((await ask([number], { status: 'cancelled' })).headers.location);
      await finished(address);
      expect(await page(address)).toContain('напишите причину');
      expect((await ticket(number)).status).toBe('new');
      const again = String(
        (await ask([number], { status: 'cancelled', comment: 'не нужно' })).headers.location,
      );
      await finished(again);
      expect((await ticket(number)).status).toBe('cancelled');
      expect((await desk.call('GET', `/tickets/${number}/comments`)).json.items).toHaveLength(1);
    });

    test('is refused when nothing is chosen, or nothing is to be done', async () => {
      expect((await ask([], { priority: 'low' })).body).toContain('Выберите хотя бы одну');
      expect((await ask([await made()], {})).body).toContain('Выберите, что сделать');
      expect((await olga.post('/bulk', marks([await made()]))).statusCode).toBe(403);
    });

    test('is seen by who asked for it and by managers', async () => {
      const address = String((await ask([await made()], { priority: 'low' })).headers.location);
      expect((await maria.get(address)).statusCode).toBe(200);
      expect((await (await signedIn(desk, 'boris')).get(address)).statusCode).toBe(404);
    });
  });

  describe('a job that was left', () => {
    const low: BulkAction = { priority: 'low', comment: 'снижаем', visibility: 'internal' };
    const options = () =>
      ({
        db: desk.db,
        commands: createCommands(rules),
        wake: () => undefined,
        log: { warn: () => undefined },
      }) as unknown as AppOptions;
    const drain = async (): Promise<void> => {
      while (await runOne(options()));
    };
    const states = async (id: number) => (await bulkJob(desk.db, id))!.items.map(({ state }) => state);

    test('goes on where it stood, and does to no ticket twice what was done, however many run it', async () => {
      const numbers = [await made(), await made(), await made(), await made()];
      const id = await addBulkJob(desk.db, olgaId, low, numbers);
      await runOne(options());
      await Promise.all([drain(), drain(), drain()]);
      await drain();
      expect(await states(id)).toEqual(['done', 'done', 'done', 'done']);
      expect((await bulkJob(desk.db, id))!.finishedAt).toBeInstanceOf(Date);
      for (const number of numbers)
        expect((await desk.call('GET', `/tickets/${number}/comments`)).json.items).toHaveLength(1);
    });

    test('keeps nothing of a ticket that broke off, and passes over it after three tries', async () => {
      const [bad, good] = [await made(), await made()];
      const id = await addBulkJob(desk.db, olgaId, low, [bad, good]);
      const broken = {
        ...options(),
        commands: {
          ...createCommands(rules),
          edit: async (tx: never, ticketId: number, edit: never, actor: never) => {
            const { rows } = await desk.db.query('select number from tickets where id = $1', [ticketId]);
            if (rows[0].number === bad) throw new Error('broken');
            return createCommands(rules).edit(tx, ticketId, edit, actor);
          },
        },
      } as AppOptions;
      while (await runOne(broken));
      expect(await states(id)).toEqual(['failed', 'done']);
      expect((await desk.call('GET', `/tickets/${bad}/comments`)).json.items).toEqual([]);
    });

    test('does nothing for somebody who lost his right meanwhile', async () => {
      const number = await made();
      const gone = await makeUser(desk, 'gone', 'operator');
      const id = await addBulkJob(desk.db, gone, low, [number]);
      await desk.db.query('update users set disabled_at = now() where id = $1', [gone]);
      await drain();
      expect(await states(id)).toEqual(['failed']);
      expect((await ticket(number)).priority).toBe('normal');
    });
  });

  test('a list of 1,000 tickets comes in pages that stay small and quick', async () => {
    await desk.db.query(
      `insert into tickets (number, title, status, priority, channel, requester_id)
       select 'SD-' || nextval('ticket_numbers'), 'Заявка номер ' || n, 'new', 'normal', 'phone', (select min(id) from contacts)
         from generate_series(1, 1000) n`,
    );
    for (const path of ['/board', '/tickets', '/board?page=15', '/tickets?status=open']) {
      await olga.get(path);
      const began = performance.now();
      const { body, statusCode } = await olga.get(path);
      const took = performance.now() - began;
      expect(statusCode).toBe(200);
      expect(Buffer.byteLength(body)).toBeLessThan(120_000);
      expect(took).toBeLessThan(1_500);
      expect(body.match(/data-row=/g)!.length).toBeLessThanOrEqual(50);
    }
  });

  test('are for the staff: a portal user sees no marks, no views and no keys, and may ask for nothing', async () => {
    const { requester } = await ticket(await made());
    await makeUser(desk, 'anna', 'portal', { contactId: Number(requester.id) });
    const anna = await signedIn(desk, 'anna');
    const token = await anna.csrf('/portal/new');
    expect((await anna.get('/tickets')).body).not.toMatch(/data-mark|class="views"|id="keys"|keys\.js/);
    for (const path of ['/board', '/keys', '/bulk/1']) expect((await anna.get(path)).statusCode).toBe(403);
    for (const path of ['/bulk', '/views', '/views/1/remove'])
      expect((await anna.post(path, { _csrf: token })).statusCode).toBe(403);
  });
});
