import type { InternalClock } from '../../domain/sla/condition';
import { writtenLedger } from '../../store/sla/ledger';
import { standingOf } from '../../store/sla/standing';
import { anAgreement } from './agreement';
import { openHouse, operator, type House } from './house';

const minute = 60_000;
const executor: InternalClock = {
  name: 'executor',
  minutes: 120,
  starts: [{ on: 'assigned', system: 'executors' }],
  stops: [{ on: 'task-status', to: ['resolved', 'closed'], system: 'executors' }],
};
const supplier: InternalClock = {
  name: 'supplier',
  minutes: 60,
  starts: [{ on: 'status', to: ['waiting_supplier'] }],
  stops: [{ on: 'status', to: ['in_progress', 'resolved', 'closed'] }],
  resumes: [{ on: 'status', to: ['waiting_supplier'] }],
};
const desk: InternalClock = {
  name: 'desk',
  minutes: 30,
  starts: [{ on: 'registered' }],
  stops: [{ on: 'assigned' }],
};

const owner: InternalClock = {
  name: 'desk-owner',
  minutes: 240,
  starts: [{ on: 'assigned', system: 'helpdesk' }],
  stops: [{ on: 'status', to: ['resolved', 'closed'] }],
};

describe('clocks inside the house', () => {
  let house: House;
  beforeAll(async () => (house = await openHouse()));
  afterAll(() => house?.close());

  const ticketWith = async (...internalClocks: readonly InternalClock[]) => {
    const { requesterId } = await anAgreement(house, { internalClocks });
    const ticket = await house.standing({ requesterId });
    const linkIn = async (name: string) =>
      (await house.links(ticket.id)).find(({ system }) => system === name)!;
    const [task, record] = [await linkIn('executors'), await linkIn('helpdesk')];
    const givenIn = (link: typeof task) => async (to: string | null, minutesAgo: number) => {
      const at = Date.now() - minutesAgo * minute;
      await house.said(link, { kind: 'assigned', old: null, new: to, at });
      await house.merge(ticket.id);
      return at;
    };
    return { ...ticket, task, given: givenIn(task), owned: givenIn(record) };
  };
  const clocks = async (id: number) => (await standingOf(house.db, [id], Date.now())).get(id)!.clocks;
  /** As if it had come so many minutes ago. */
  const age = (id: number, minutes: number) =>
    house.rows(`update sla_facts set at = at - $2 * interval '1 minute' where ticket_id = $1`, [id, minutes]);

  it('of the executor starts with the assignment in the tracker, at its time there', async () => {
    const { id, given } = await ticketWith(executor);
    await age(id, 300);
    expect((await clocks(id)).executor).toBeUndefined();
    const at = await given('Пётр', 150);
    expect((await clocks(id)).executor).toMatchObject({
      state: 'breached',
      startedAt: at,
      breachedAt: at + 120 * minute,
    });
    const started = (await writtenLedger(house.db, id)).find(({ clock }) => clock === 'executor');
    expect(started).toMatchObject({
      event: 'started',
      origin: 'executors',
      because: { kind: 'assigned', system: 'executors', to: 'Пётр' },
    });
  });

  it('of the executor does not start again when somebody else takes it, and stops with his task', async () => {
    const { id, task, given } = await ticketWith(executor);
    await age(id, 300);
    const at = await given('Пётр', 100);
    await given('Павел', 50);
    expect((await clocks(id)).executor).toMatchObject({ state: 'running', startedAt: at });
    await house.said(task, { field: 'status', old: 'New', new: 'Resolved', at: Date.now() - 20 * minute });
    await house.merge(id);
    expect((await clocks(id)).executor).toMatchObject({ state: 'met', startedAt: at });
  });

  it('of the desk ends where the tracker takes over; an assignment moves nothing of the ticket', async () => {
    const { id, version, given } = await ticketWith(desk);
    await given('Пётр', 0);
    expect((await clocks(id)).desk).toMatchObject({ state: 'met' });
    expect(await house.ticket(id)).toMatchObject({ version, assigneeId: null });
  });

  it('of the desk ends when an agent takes the ticket there, at the time there', async () => {
    const { id, version, owned } = await ticketWith(desk, executor);
    await age(id, 300);
    const at = await owned('Павел Орлов', 290);
    expect((await clocks(id)).desk).toMatchObject({ state: 'met', metAt: at });
    expect((await clocks(id)).executor).toBeUndefined();
    expect(await house.ticket(id)).toMatchObject({ version, assigneeId: null });
  });

  it('of the desk begins again when it is given back and taken by another, where the contract says so', async () => {
    const again: InternalClock = { ...owner, restarts: [{ on: 'assigned', system: 'helpdesk' }] };
    const { id, owned } = await ticketWith(again);
    await age(id, 300);
    await owned('Ольга', 200);
    await owned(null, 100);
    const at = await owned('Павел', 20);
    expect((await clocks(id))['desk-owner']).toMatchObject({ state: 'running', startedAt: at });
  });

  it('of the supplier runs while he is waited for, with the elapsed time kept', async () => {
    const { id } = await ticketWith(supplier);
    const to = (status: 'waiting_supplier' | 'in_progress') =>
      house.tx((tx) => house.commands.edit(tx, id, { status }, operator));
    await to('waiting_supplier');
    expect((await clocks(id)).supplier).toMatchObject({ state: 'running', businessMinutesTarget: 60 });
    await to('in_progress');
    expect((await clocks(id)).supplier).toMatchObject({ state: 'met' });
    await to('waiting_supplier');
    expect((await clocks(id)).supplier).toMatchObject({ state: 'running' });
  });

  it('are nothing to a requester', async () => {
    const { id, given, requesterId } = await ticketWith(executor, desk);
    await given('Пётр', 0);
    expect(Object.keys(await clocks(id)).sort()).toEqual(['desk', 'executor', 'reaction', 'resolution']);
    const his = (await standingOf(house.db, [id], Date.now(), { contactId: requesterId })).get(id)!;
    expect(Object.keys(his.clocks).sort()).toEqual(['reaction', 'resolution']);
  });
});
