import { closeGate, openGate, waitAtGate } from '../../store/gates';
import { beginIntent } from '../../store/intents';
import { raiseProblem } from '../../store/problems';
import { isNewNamespace, noteNamespace, openTickets, ticketsToWake } from '../../store/sweep';
import type { TicketRow } from '../../store/tickets';
import { openHouse, operator, type House } from './house';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house?.close());

const sweep = () => ticketsToWake(house.db, 100);
/** As if all of it had happened so much earlier. */
const later = async (seconds: number) => {
  for (const [table, column] of [
    ['tickets', 'updated_at'],
    ['changes', 'received_at'],
    ['intents', 'began_at'],
    ['wakes', 'next_at'],
  ])
    await house.rows(`update ${table} set ${column} = ${column} - make_interval(secs => $1)`, [seconds]);
};
const behind = async (): Promise<TicketRow> => {
  const ticket = await house.standing();
  await house.tx((tx) => house.commands.edit(tx, ticket.id, { title: 'Scanner' }, operator));
  return ticket;
};

it('a ticket that is as it should be is let alone', async () => {
  await house.standing();
  await later(3600);
  expect(await sweep()).toEqual([]);
});

it('a ticket whose records are behind is woken after 5 seconds, open or closed', async () => {
  const ticket = await behind();
  expect(await sweep()).toEqual([]);
  await later(6);
  expect(await sweep()).toEqual([ticket.number]);
  const closed = await behind();
  await house.tx((tx) => house.commands.edit(tx, closed.id, { status: 'closed' }, operator));
  await later(6);
  expect(await sweep()).toContain(closed.number);
});

it('a look at what moved lately finds what moved in the last quarter of an hour, the look at all the rest', async () => {
  const ticket = await behind();
  await later(60);
  await house.rows('delete from wakes');
  expect(await ticketsToWake(house.db, 100, 'recent')).toEqual([ticket.number]);
  await house.rows('delete from wakes');
  await later(15 * 60);
  expect(await ticketsToWake(house.db, 100, 'recent')).toEqual([]);
  expect(await ticketsToWake(house.db, 100, 'all')).toEqual([ticket.number]);
});

it('a ticket with something that was not merged is woken', async () => {
  const ticket = await house.standing();
  const [desk] = await house.links(ticket.id);
  await house.said(desk!, { field: 'title', old: 'Printer', new: 'Scanner' });
  expect(await sweep()).toEqual([]);
  await later(6);
  expect(await sweep()).toEqual([ticket.number]);
});

it('a ticket with a write that takes longer than one may last is woken', async () => {
  const ticket = await house.standing();
  const [desk] = await house.links(ticket.id);
  const content = { kind: 'fields', fields: { title: 'x' } } as const;
  await beginIntent(house.db, { linkId: desk!.id, subjectId: null, content, cursorBefore: '0', version: 1 });
  await later(60);
  expect(await sweep()).toEqual([]);
  await later(300);
  expect(await sweep()).toEqual([ticket.number]);
});

it('a ticket that waits at a closed gate, or for a person, is let alone', async () => {
  const ticket = await behind();
  await house.tx((tx) => closeGate(tx, 'helpdesk', 'down'));
  const [, task] = await house.links(ticket.id);
  const problem = { ticketId: ticket.id, linkId: task!.id, system: 'executors' };
  await raiseProblem(house.db, {
    ...problem,
    kind: 'push-refused',
    values: { ticket: ticket.number, said: 'no' },
  });
  await later(60);
  expect(await sweep()).toEqual([]);
});

it('a ticket on the list of a gate that has opened is let alone, however long the list: its turn comes by urgency', async () => {
  const ticket = await behind();
  await house.tx((tx) => closeGate(tx, 'helpdesk', 'down'));
  for (const { system } of await house.links(ticket.id))
    await house.tx((tx) => waitAtGate(tx, system, ticket.id));
  await house.rows(`insert into gates (system, open) values ('executors', true)`);
  await house.tx((tx) => openGate(tx, 'helpdesk'));
  await later(60);
  expect(await sweep()).toEqual([]);
  await house.rows(`update gates set since = since - interval '5 hours'`);
  expect(await sweep()).toEqual([]);
  await house.rows('delete from gate_waiting');
  expect(await sweep()).toEqual([ticket.number]);
});

it('what was heard of a record waits with the write that is open there, while its system is away', async () => {
  const ticket = await house.standing();
  const [desk] = await house.links(ticket.id);
  const content = { kind: 'fields', fields: { title: 'x' } } as const;
  await beginIntent(house.db, { linkId: desk!.id, subjectId: null, content, cursorBefore: '0', version: 1 });
  await house.said(desk!, { field: 'title', old: 'Printer', new: 'Scanner' });
  await house.tx((tx) => closeGate(tx, 'helpdesk', 'down'));
  await later(600);
  expect(await sweep()).toEqual([]);
  await house.tx((tx) => openGate(tx, 'helpdesk'));
  expect(await sweep()).toEqual([ticket.number]);
});

it('the same ticket is woken with growing pauses, up to ten minutes', async () => {
  const ticket = await behind();
  await later(6);
  const pauses: number[] = [];
  for (let i = 0; i < 10; i += 1) {
    expect(await sweep()).toEqual([ticket.number]);
    expect(await sweep()).toEqual([]);
    const [wake] = await house.rows<{ pause: number }>(
      'select round(extract(epoch from next_at - now()))::int as pause from wakes',
    );
    pauses.push(wake!.pause);
    await house.rows(`update wakes set next_at = now()`);
  }
  expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600, 600]);
});

it('the pauses begin anew once nothing had to be woken for a while', async () => {
  const ticket = await behind();
  await later(6);
  await sweep();
  await house.confirmAll(ticket.id);
  await later(120);
  expect(await sweep()).toEqual([]);
  expect(await house.rows('select 1 from wakes')).toEqual([]);
});

it('several processes that sweep at once wake a ticket once', async () => {
  const ticket = await behind();
  await later(6);
  const swept = (await Promise.all(Array.from({ length: 8 }, sweep))).flat();
  expect(swept).toEqual([ticket.number]);
});

describe('a Temporal namespace', () => {
  it('is new until every open ticket has its workflow there', async () => {
    expect(await isNewNamespace(house.db, 'n1')).toBe(true);
    expect(await isNewNamespace(house.db, 'n1')).toBe(true);
    await noteNamespace(house.db, 'n1');
    await noteNamespace(house.db, 'n1'); // by another worker
    expect(await isNewNamespace(house.db, 'n1')).toBe(false);
    expect(await isNewNamespace(house.db, 'n2')).toBe(true);
  });

  it('that is new has open tickets, and closed ones whose records are behind, the most urgent first', async () => {
    const [normal, low, urgent] = [
      await house.standing(),
      await house.standing({ priority: 'low' }),
      await house.standing({ priority: 'urgent' }),
    ];
    await dueIn(low, 30);
    const closed = await house.standing({ priority: 'high' });
    await house.tx((tx) => house.commands.edit(tx, closed.id, { status: 'closed' }, operator));
    const order = [low, urgent, closed, normal].map(({ number }) => number);
    expect(await openTickets(house.db)).toEqual(order);
    await house.confirmAll(closed.id);
    expect(await openTickets(house.db)).toEqual(order.filter((number) => number !== closed.number));
  });
});

const dueIn = ({ id }: TicketRow, minutes: number) =>
  house.rows(`update tickets set sla_due_at = now() + make_interval(mins => $2) where id = $1`, [
    id,
    minutes,
  ]);

it('of many that are behind the most urgent are woken first', async () => {
  const tickets = [];
  for (const priority of ['low', 'normal', 'urgent', 'low'] as const) {
    const ticket = await house.standing({ priority });
    await house.tx((tx) => house.commands.edit(tx, ticket.id, { title: 'Scanner' }, operator));
    tickets.push(ticket);
  }
  const [, normal, urgent, near] = tickets;
  await dueIn(near!, 10);
  await later(6);
  expect(await ticketsToWake(house.db, 3)).toEqual([near, urgent, normal].map((one) => one!.number));
});
