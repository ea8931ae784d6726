import { insertConflict } from '../../store/conflicts';
import { closeGate, openGate, waitAtGate } from '../../store/gates';
import { raiseProblem } from '../../store/problems';
import { countRefused } from '../../store/refused-hooks';
import { saveClockOffset, savePollCursor, saveSourceError } from '../../store/source-cursors';
import { rememberLastEvents, viewSystems } from '../../store/system-view';
import { openHouse, operator, type House } from './house';

let house: House;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house?.close());

const view = async (system: string) => (await viewSystems(house.db, ['helpdesk', 'executors', system]))[2]!;

it('knows nothing bad of a system that was never heard of', async () => {
  expect(await view('new')).toMatchObject({
    system: 'new',
    up: true,
    since: null,
    clockOffsetMs: null,
    lagSeconds: null,
    recordsBehind: 0,
    lastEventAt: null,
    lastPollAt: null,
    hooks: { fiveMinutes: 0, day: 0 },
    refusedHooks: 0,
  });
});

it('tells since when and why a system is down, who waits there, and since when it is up again', async () => {
  const ticket = await house.standing();
  await house.tx(async (tx) => {
    await closeGate(tx, 'helpdesk', 'down');
    await waitAtGate(tx, 'helpdesk', ticket.id);
  });
  expect(await view('helpdesk')).toMatchObject({
    up: false,
    because: 'down',
    since: expect.any(Date),
    waiting: 1,
  });
  await house.tx((tx) => openGate(tx, 'helpdesk'));
  expect(await view('helpdesk')).toMatchObject({ up: true, because: null, since: expect.any(Date) });
});

it('tells the lag of now, and leaves out what waits for a person', async () => {
  const ticket = await house.standing();
  const [desk] = await house.links(ticket.id);
  await house.tx((tx) => house.commands.edit(tx, ticket.id, { title: 'later' }, operator));
  await house.rows(`update tickets set updated_at = now() - interval '90 seconds' where id = $1`, [
    ticket.id,
  ]);
  expect((await view('helpdesk')).lagSeconds).toBeGreaterThanOrEqual(90);
  expect((await view('helpdesk')).recordsBehind).toBe(1);
  await raiseProblem(house.db, {
    ticketId: ticket.id,
    linkId: desk!.id,
    system: 'helpdesk',
    kind: 'push-refused',
    values: { ticket: ticket.number, said: 'no' },
  });
  expect(await view('helpdesk')).toMatchObject({ lagSeconds: null, recordsBehind: 0 });
});

it('counts what came and went, and remembers the last of it beyond the day', async () => {
  const ticket = await house.standing();
  const [desk] = await house.links(ticket.id);
  await savePollCursor(house.db, 'helpdesk', '1');
  await saveClockOffset(house.db, 'helpdesk', -93_000);
  await saveSourceError(house.db, 'helpdesk', 'no answer');
  await house.tx((tx) => countRefused(tx, 'helpdesk', { host: 'x' }, 'unsigned'));
  await house.said(desk!, { field: 'title', old: 'a', new: 'b' });
  await house.rows(
    `insert into inbox (system, delivery_id, body, received_at) values ('helpdesk', 'd', '', now() - interval '1 hour')`,
  );
  const now = await view('helpdesk');
  expect(now).toMatchObject({
    clockOffsetMs: -93_000,
    readError: 'no answer',
    refusedHooks: 1,
    hooks: { fiveMinutes: 0, day: 1 },
    heard: { fiveMinutes: 1, day: 1 },
    lastPollAt: expect.any(Date),
  });
  await rememberLastEvents(house.db);
  await house.rows(`update changes set received_at = now() - interval '3 days'`);
  await house.rows(`update inbox set received_at = now() - interval '3 days'`);
  expect((await view('helpdesk')).lastEventAt).toEqual(now.lastEventAt);
});

it('tells pages of every move, once per transaction and ticket', async () => {
  const ticket = await house.standing();
  const client = await house.db.connect();
  const heard: string[] = [];
  client.on(
    'notification',
    ({ payload = '' }) => payload.startsWith('sync ') && heard.push(payload.slice(5)),
  );
  await client.query('listen live');
  await house.confirmAll(ticket.id);
  expect(heard).toEqual([]);
  await house.rows('update links set confirmed_version = 0 where ticket_id = $1', [ticket.id]);
  await house.confirmAll(ticket.id);
  const side = { value: 'a', system: 'front', at: 0, actor: 'x' };
  await insertConflict(house.db, {
    ticketId: ticket.id,
    linkId: null,
    field: 'title',
    winner: side,
    loser: side,
  });
  await house.tx((tx) => closeGate(tx, 'executors', 'down'));
  await client.query('select 1');
  expect(heard).toEqual([ticket.number, ticket.number, ticket.number, ticket.number, '']);
  client.release(true);
});
