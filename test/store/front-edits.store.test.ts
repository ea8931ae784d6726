import { filesToPush } from '../../store/attachments';
import { storeBlob } from '../../store/blobs';
import { beginIntent } from '../../store/intents';
import { CommandRefused } from '../../store/command-refused';
import { createService } from '../../store/services';
import type { TicketRow } from '../../store/tickets';
import { rules } from '../domain/rules';
import { openHouse, operator, type House } from './house';

let house: House;
let ticket: TicketRow;

/** Tickets of one service go to two trackers, all others to one. */
const routed = {
  ...rules,
  routes: [
    { service: 'Buildings', to: ['executors', 'builders'] },
    { service: '*', to: ['executors'] },
  ],
};

beforeAll(async () => {
  house = await openHouse(routed);
});
afterAll(() => house?.close());
beforeEach(async () => {
  ticket = await house.standing();
});

const now = () => house.ticket(ticket.id);
const edit = (change: Parameters<House['commands']['edit']>[2], id = ticket.id) =>
  house.tx((tx) => house.commands.edit(tx, id, change, operator));
const comment = (body: string, visibility: 'public' | 'internal' = 'internal', id = ticket.id) =>
  house.tx((tx) =>
    house.commands.comment(tx, id, { body, visibility, commentAuthorIsRequester: false }, operator),
  );
const refused = (field: string) => expect.objectContaining({ name: CommandRefused.name, field });
const count = async (table: string, ticketId = ticket.id) =>
  (
    await house.rows<{ n: number }>(`select count(*)::int as n from ${table} where ticket_id = $1`, [
      ticketId,
    ])
  )[0]!.n;

describe('registering', () => {
  it('gives the next number, and a record to be made in every system that the routes lead to', async () => {
    const first = await house.register();
    const second = await house.register();
    expect(Number(second.number.slice(3))).toBe(Number(first.number.slice(3)) + 1);
    expect(
      (await house.links(first.id)).map(({ system, key, state, status }) => [system, key, state, status]),
    ).toEqual([
      ['helpdesk', first.number, 'creating', null],
      ['executors', first.number, 'creating', 'new'],
    ]);
  });

  it('counts as one change of the front, applied', async () => {
    const made = await house.register();
    expect(
      await house.rows('select system, kind, state from changes where ticket_id = $1', [made.id]),
    ).toEqual([{ system: 'front', kind: 'created', state: 'applied' }]);
  });

  it('100 at once makes 100 numbers', async () => {
    const made = await Promise.all(Array.from({ length: 100 }, () => house.register()));
    expect(new Set(made.map(({ number }) => number)).size).toBe(100);
  });
});

describe('editing', () => {
  it('holds at once, as a change of the front on top of what the ticket said', async () => {
    await edit({ title: 'Scanner', priority: 'urgent' });
    const after = await now();
    expect(after).toMatchObject({ title: 'Scanner', priority: 'urgent', version: ticket.version + 1 });
    expect(after.winners.title).toMatchObject({ system: 'front' });
    expect(await count('conflicts')).toBe(0);
  });

  it('moves nothing when it says what holds', async () => {
    await edit({ title: ticket.title, status: 'new' });
    expect((await now()).version).toBe(ticket.version);
    expect(
      await house.rows(`select 1 from changes where ticket_id = $1 and kind = 'field'`, [ticket.id]),
    ).toEqual([]);
  });

  it('takes in what is open first, and keeps what it did not know', async () => {
    const [desk] = await house.links(ticket.id);
    await house.said(desk!, { field: 'title', old: 'Printer', new: 'Copier', at: Date.now() - 5000 });
    await edit({ title: 'Scanner' });
    expect((await now()).title).toBe('Scanner');
    expect(await house.rows('select loser from conflicts where ticket_id = $1', [ticket.id])).toMatchObject([
      { loser: { value: 'Copier', system: 'helpdesk' } },
    ]);
  });

  it('of the status goes to the task', async () => {
    await edit({ status: 'waiting_supplier' });
    expect((await house.links(ticket.id))[1]!.status).toBe('waiting_supplier');
  });

  it('can set every status from every other', async () => {
    const all = [
      'in_progress',
      'cancelled',
      'new',
      'closed',
      'waiting_customer',
      'resolved',
      'waiting_supplier',
    ] as const;
    for (const status of all) {
      await edit({ status });
      expect((await now()).status).toBe(status);
    }
  });

  it('of the service gives the ticket a record where that one belongs', async () => {
    const serviceId = await house.tx((tx) => createService(tx, { name: 'Buildings', description: '' }));
    await edit({ serviceId });
    expect((await house.links(ticket.id)).map(({ system, state }) => [system, state])).toEqual([
      ['helpdesk', 'linked'],
      ['executors', 'linked'],
      ['builders', 'creating'],
    ]);
  });

  it('of two people at once keeps both, one after the other', async () => {
    await Promise.all([
      edit({ title: 'Scanner' }),
      edit({ priority: 'high' }),
      edit({ status: 'in_progress' }),
    ]);
    expect(await now()).toMatchObject({
      title: 'Scanner',
      priority: 'high',
      status: 'in_progress',
      version: ticket.version + 3,
    });
  });
});

describe('a remark of the front', () => {
  it('is to be brought to every record', async () => {
    const { id } = await comment('Called back', 'public');
    expect(
      await house.rows('select body, visibility, author_name, origin from comments where id = $1', [id]),
    ).toEqual([{ body: 'Called back', visibility: 'public', author_name: operator.name, origin: 'front' }]);
    expect((await now()).version).toBe(ticket.version + 1);
  });

  it('of the requester ends the waiting for him', async () => {
    await edit({ status: 'waiting_customer' });
    const answer = {
      body: 'It was the cable',
      visibility: 'public',
      commentAuthorIsRequester: true,
    } as const;
    await house.tx((tx) => house.commands.comment(tx, ticket.id, answer, operator));
    expect((await now()).status).toBe('in_progress');
  });
});

describe('taking a registration back', () => {
  const undo = (id = ticket.id) => house.tx((tx) => house.commands.undo(tx, id, operator));

  it('within its minute cancels it everywhere, with a note, and deletes nothing', async () => {
    await undo();
    expect(await now()).toMatchObject({ status: 'cancelled', undone: true });
    expect((await house.links(ticket.id)).map(({ state, status }) => [state, status])).toEqual([
      ['linked', null],
      ['linked', 'cancelled'],
    ]);
    expect(await house.rows('select visibility from comments where ticket_id = $1', [ticket.id])).toEqual([
      { visibility: 'internal' },
    ]);
  });

  it('wants no record that nobody has begun to make, and sees to the one that was begun', async () => {
    const fresh = await house.register();
    const [desk] = await house.links(fresh.id);
    const content = { kind: 'create', title: fresh.title, key: fresh.number } as const;
    await beginIntent(house.db, {
      linkId: desk!.id,
      subjectId: null,
      content,
      cursorBefore: '0',
      version: 1,
    });
    await undo(fresh.id);
    expect((await house.links(fresh.id)).map(({ state }) => state)).toEqual(['creating', 'unlinked']);
  });

  it('leaves a record that somebody worked on meanwhile to a person', async () => {
    const [desk, task] = await house.links(ticket.id);
    await house.said(task!, { field: 'priority', old: 'Normal', new: 'High' });
    await undo();
    const problems = await house.rows<{ link_id: number; kind: string; id: number }>(
      `select id, link_id, kind from problems where ticket_id = $1 and state = 'open'`,
      [ticket.id],
    );
    expect(problems).toMatchObject([{ link_id: task!.id, kind: 'undo-touched' }]);
    const refusals = async () => (await house.links(ticket.id)).map((link) => link.refusals);
    expect(await refusals()).toEqual([{}, { status: 'Rejected' }]);
    await house.tx((tx) => house.commands.retryProblem(tx, problems[0]!.id, operator));
    expect(await refusals()).toEqual([{}, {}]);
    expect(desk).toBeDefined();
  });

  it('is refused after its minute, and a second time', async () => {
    await house.rows(`update tickets set undo_until = now() - interval '1 second' where id = $1`, [
      ticket.id,
    ]);
    await expect(undo()).rejects.toEqual(refused('number'));
    const other = await house.register();
    await undo(other.id);
    await expect(undo(other.id)).rejects.toEqual(refused('number'));
    expect((await now()).status).toBe('new');
  });
});

/** Files that say they are public: on a comment that is, on one that is not any more, on one that was taken back. */
const filesOnComments = async (): Promise<void> => {
  const blob = await house.tx((tx) => storeBlob(tx, Buffer.from('bytes')));
  for (const [filename, visibility, hidden] of [
    ['open.txt', 'public', false],
    ['inside.txt', 'internal', false],
    ['back.txt', 'public', true],
  ] as const) {
    await comment(`with ${filename}`, 'public');
    await house.rows(
      `with c as (update comments set visibility = $2, hidden = $3 where body = $4 and ticket_id = $1 returning id)
       insert into attachments (ticket_id, comment_id, filename, media_type, size, sha256, visibility, origin, at)
       select $1, c.id, $5, 'text/plain', $6, $7, 'public', 'front', now() from c`,
      [ticket.id, visibility, hidden, `with ${filename}`, filename, blob.size, blob.sha256],
    );
  }
};

it('a file is owed to the systems no more publicly than its comment is by now', async () => {
  await filesOnComments();
  const [link] = await house.links(ticket.id);
  const owed = await filesToPush(house.db, ticket.id, link!.id);
  expect(owed.map(({ filename, visibility }) => [filename, visibility])).toEqual([
    ['open.txt', 'public'],
    ['inside.txt', 'internal'],
    ['back.txt', 'internal'],
  ]);
});

describe('merging a ticket into another', () => {
  const merge = (from: number, into: number) =>
    house.tx((tx) => house.commands.merge(tx, from, into, operator));
  let target: TicketRow;
  beforeEach(async () => {
    target = await house.standing({ title: 'The same printer' });
  });

  it('takes along what was said, closes it everywhere, and refers to the target', async () => {
    await comment('public answer', 'public');
    await comment('internal note');
    await merge(ticket.id, target.id);
    expect(await now()).toMatchObject({ status: 'closed', mergedInto: target.id });
    const said = await house.rows<{ body: string; visibility: string; author_name: string }>(
      'select body, visibility, author_name from comments where ticket_id = $1 order by id',
      [target.id],
    );
    expect(said).toMatchObject([
      { body: expect.stringContaining(`Merged from ${ticket.number}: Printer`), visibility: 'internal' },
      { body: 'public answer', visibility: 'public', author_name: operator.name },
      { body: 'internal note', visibility: 'internal' },
    ]);
    expect((await house.links(ticket.id))[1]!.status).toBe('closed');
  });

  it('takes files along no more public than what they hung on, and none that was taken back with it', async () => {
    await filesOnComments();
    await merge(ticket.id, target.id);
    expect(
      await house.rows('select filename, visibility from attachments where ticket_id = $1 order by id', [
        target.id,
      ]),
    ).toEqual([
      { filename: 'open.txt', visibility: 'public' },
      { filename: 'inside.txt', visibility: 'internal' },
    ]);
  });

  it('sends later remarks of the front to the target', async () => {
    await merge(ticket.id, target.id);
    const before = await count('comments', target.id);
    await comment('late');
    expect(await count('comments', target.id)).toBe(before + 1);
  });

  it('refuses itself, a second time, into a merged one, and edits afterwards', async () => {
    await expect(merge(ticket.id, ticket.id)).rejects.toEqual(refused('into'));
    await merge(ticket.id, target.id);
    await expect(merge(ticket.id, target.id)).rejects.toEqual(refused('number'));
    const third = await house.standing();
    await expect(merge(third.id, ticket.id)).rejects.toEqual(refused('into'));
    await expect(edit({ title: 'x' })).rejects.toEqual(refused('number'));
  });

  it('of two into each other at once merges one of them', async () => {
    const both = await Promise.allSettled([merge(ticket.id, target.id), merge(target.id, ticket.id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a further task', () => {
  const addTask = (system: string) =>
    house.tx((tx) => house.commands.addTask(tx, ticket.id, system, operator));

  it('gets the next key of its system, and the status that the ticket has', async () => {
    await edit({ status: 'in_progress' });
    await addTask('executors');
    await addTask('builders');
    await addTask('executors');
    expect(
      (await house.links(ticket.id)).slice(2).map(({ system, key, status }) => [system, key, status]),
    ).toEqual([
      ['executors', `${ticket.number}/2`, 'in_progress'],
      ['builders', ticket.number, 'in_progress'],
      ['executors', `${ticket.number}/3`, 'in_progress'],
    ]);
  });

  it('is refused where there are no tasks', async () => {
    await expect(addTask('helpdesk')).rejects.toEqual(refused('system'));
    await expect(addTask('nobody')).rejects.toEqual(refused('system'));
  });
});

describe('choosing between two values that did not know each other', () => {
  interface Told {
    readonly id: number;
    readonly field: string;
    readonly state: string;
    readonly chosen: string | null;
  }
  const conflicted = async () => {
    const [desk, task] = await house.links(ticket.id);
    await house.said(desk!, { field: 'title', old: 'Printer', new: 'Scanner', at: Date.now() - 60_000 });
    await house.said(task!, { field: 'title', old: 'Printer', new: 'Copier', at: Date.now() - 30_000 });
    await house.merge(ticket.id);
    const [row] = await house.rows<{ id: number }>('select id from conflicts where ticket_id = $1', [
      ticket.id,
    ]);
    return row!.id;
  };
  const choose = (id: number, system: string) =>
    house.tx((tx) => house.commands.chooseConflict(tx, id, system, operator));

  it('makes the chosen one hold everywhere', async () => {
    const id = await conflicted();
    expect((await now()).title).toBe('Copier');
    await choose(id, 'helpdesk');
    expect((await now()).title).toBe('Scanner');
    expect(await house.rows('select state, chosen from conflicts where id = $1', [id])).toEqual([
      { state: 'chosen', chosen: 'helpdesk' },
    ]);
  });

  it('of the one that stands writes nothing, but is decided', async () => {
    const id = await conflicted();
    const { version } = await now();
    await choose(id, 'executors');
    expect((await now()).version).toBe(version);
    await expect(choose(id, 'helpdesk')).rejects.toEqual(refused('id'));
  });

  it('settles every other open one of the same field, and none of another', async () => {
    const first = await conflicted();
    const [desk, task] = await house.links(ticket.id);
    await house.said(task!, { field: 'priority', old: '-', new: 'Urgent', at: Date.now() - 20_000 });
    await house.said(desk!, { field: 'priority', old: '-', new: '10', at: Date.now() - 25_000 });
    await house.said(desk!, { field: 'title', old: 'Drucker', new: 'Plotter', at: Date.now() - 10_000 });
    await house.merge(ticket.id);
    const states = () =>
      house.rows<Told>(`select id, field, state, chosen from conflicts where ticket_id = $1 order by id`, [
        ticket.id,
      ]);
    const before = await states();
    expect(before.map(({ field }) => field)).toEqual(expect.arrayContaining(['title', 'priority']));
    expect(new Set(before.map(({ state }) => state))).toEqual(new Set(['open']));
    const second = before.findLast(({ field }) => field === 'title')!.id;
    expect(second).not.toBe(first);
    await choose(second, 'helpdesk');
    expect(await states()).toEqual(
      before.map((one) => {
        if (one.field !== 'title') return one;
        return one.id === second
          ? { ...one, state: 'chosen', chosen: 'helpdesk' }
          : { ...one, state: 'superseded' };
      }),
    );
    await expect(choose(first, 'executors')).rejects.toEqual(refused('id'));
  });

  it('of one field by two people at once is decided once', async () => {
    await conflicted();
    const [desk] = await house.links(ticket.id);
    await house.said(desk!, { field: 'title', old: 'Drucker', new: 'Plotter', at: Date.now() - 10_000 });
    await house.merge(ticket.id);
    const rows = await house.rows<{ id: number }>('select id from conflicts where ticket_id = $1', [
      ticket.id,
    ]);
    expect(rows).toHaveLength(2);
    const outcomes = await Promise.allSettled(rows.map(({ id }) => choose(id, 'helpdesk')));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is refused for a system that took no part, and for no conflict', async () => {
    const id = await conflicted();
    await expect(choose(id, 'builders')).rejects.toEqual(refused('system'));
    await expect(choose(1e9, 'helpdesk')).rejects.toEqual(refused('id'));
  });
});

describe('a problem', () => {
  const raise = async (columns: Record<string, unknown>): Promise<number> => {
    const all = {
      ticket_id: ticket.id,
      system: 'executors',
      kind: 'field-refused',
      message: 'm',
      advice: 'a',
      ...columns,
    };
    const names = Object.keys(all);
    const [row] = await house.rows<{ id: number }>(
      `insert into problems (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning id`,
      Object.values(all),
    );
    return row!.id;
  };
  const task = async () => (await house.links(ticket.id))[1]!;
  const stateOf = async (id: number) =>
    (await house.rows<{ state: string }>('select state from problems where id = $1', [id]))[0]!.state;
  const act = (what: 'retryProblem' | 'skipProblem', id: number) =>
    house.tx((tx) => house.commands[what](tx, id, operator));

  it('of one field is tried again: the refused value is wanted once more', async () => {
    const { id: link_id } = await task();
    await house.rows(`update links set refusals = '{"title": "Printer", "status": "New"}' where id = $1`, [
      link_id,
    ]);
    const id = await raise({ link_id, field: 'title', value: 'Printer' });
    await act('retryProblem', id);
    expect([await stateOf(id), (await task()).refusals]).toEqual(['resolved', { status: 'New' }]);
    expect((await now()).version).toBe(ticket.version + 1);
  });

  it('of one field can be edited: that system gets another value than the rest', async () => {
    const { id: link_id } = await task();
    await house.rows(`update links set refusals = '{"title": "Printer"}' where id = $1`, [link_id]);
    const id = await raise({ link_id, field: 'title' });
    await house.tx((tx) => house.commands.editProblem(tx, id, 'Short', operator));
    expect(await task()).toMatchObject({ refusals: {}, overrides: { title: 'Short' } });
    expect((await now()).title).toBe('Printer');
  });

  it('that was solved by another value for one system is over when the ticket’s value moves on', async () => {
    const [, before] = await house.links(ticket.id);
    const override = async () => {
      const id = await raise({ link_id: before!.id, field: 'title' });
      await house.tx((tx) => house.commands.editProblem(tx, id, 'Short', operator));
    };
    await override();
    await edit({ title: 'Scanner' });
    expect((await task()).overrides).toEqual({});
    await override();
    await house.said(before!, { field: 'title', old: 'Short', new: 'Copier' });
    await house.merge(ticket.id);
    expect([(await now()).title, (await task()).overrides]).toEqual(['Copier', {}]);
  });

  it('of no field cannot be edited', async () => {
    const id = await raise({ link_id: (await task()).id, kind: 'create-refused' });
    await expect(house.tx((tx) => house.commands.editProblem(tx, id, 'x', operator))).rejects.toEqual(
      refused('value'),
    );
  });

  it('that is skipped leaves things as they are', async () => {
    const { id: link_id } = await task();
    await house.rows(`update links set refusals = '{"title": "Printer"}' where id = $1`, [link_id]);
    const id = await raise({ link_id, field: 'title' });
    await act('skipProblem', id);
    expect([await stateOf(id), (await task()).refusals]).toEqual(['skipped', { title: 'Printer' }]);
  });

  it('of a record that could not be made is tried again by making it, or skipped by not wanting it', async () => {
    const { id: link_id } = await task();
    await house.rows(`update links set state = 'refused', record_id = null where id = $1`, [link_id]);
    await act('retryProblem', await raise({ link_id, kind: 'create-refused' }));
    expect((await task()).state).toBe('creating');
    await house.rows(`update links set state = 'refused' where id = $1`, [link_id]);
    await act('skipProblem', await raise({ link_id, kind: 'create-refused' }));
    expect((await task()).state).toBe('unlinked');
  });

  it('of a lost record is tried again by making a new one, with everything that was said', async () => {
    await comment('Called back');
    const { id: link_id } = await task();
    await house.rows(
      'insert into comment_links (comment_id, link_id) select id, $2 from comments where ticket_id = $1',
      [ticket.id, link_id],
    );
    await edit({ status: 'in_progress' });
    await house.rows(`update links set state = 'lost' where id = $1`, [link_id]);
    await act('retryProblem', await raise({ link_id, kind: 'record-lost' }));
    expect(await task()).toMatchObject({
      state: 'creating',
      recordId: null,
      cursor: '0',
      shadow: {},
      status: 'in_progress',
    });
    expect(await house.rows('select 1 from comment_links where link_id = $1', [link_id])).toEqual([]);
  });

  it('can be acted upon once', async () => {
    const id = await raise({});
    await act('skipProblem', id);
    await expect(act('retryProblem', id)).rejects.toEqual(refused('id'));
    await expect(act('retryProblem', 1e9)).rejects.toEqual(refused('id'));
  });
});
