import type { RecordState } from '../../domain/record';
import { linkBackTo } from '../../domain/link-back';
import { adoptRecord, lockRecord, type Adoption } from '../../store/adopt-record';
import { beginIntent, settleIntent } from '../../store/intents';
import { linkOfRecord, setRecord, type Link } from '../../store/links';
import type { SyncRules } from '../../domain/rules';
import { rules } from '../domain/rules';
import { aRecord, openHouse, operator, type House } from './house';

const installation = 'ours1';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

/** What a reader does that meets a record: alone with it, and only when it is not linked yet. */
const meet = (system: string, state: RecordState, how: SyncRules = rules): Promise<Adoption> =>
  house.tx(async (tx) => {
    await lockRecord(tx, system, state.id);
    const link = await linkOfRecord(tx, system, state.id);
    return link
      ? { is: 'linked', link }
      : adoptRecord(tx, system, state, { rules: how, installation, clockOffset: 0 });
  });

const linked = async (system: string, state: RecordState): Promise<Link> => {
  const adoption = await meet(system, state);
  if (adoption.is !== 'linked') throw new Error(`it is ${adoption.is}`);
  return adoption.link;
};

const sightings = (system: string, recordId: string) =>
  house.rows<{ state: string; because: string | null }>(
    `select state, because from changes where system = $1 and record_id = $2 and kind = 'created'`,
    [system, recordId],
  );

describe('a record born in the desk', () => {
  it('becomes a ticket under the next number, as it stands there', async () => {
    const record = aRecord({ createdAt: Date.UTC(2026, 10, 23, 9) });
    const link = await linked('helpdesk', record);
    const ticket = await house.ticket(link.ticketId);
    expect(ticket).toMatchObject({
      title: 'From the desk',
      description: 'As told there',
      status: 'in_progress',
      priority: 'high',
      createdAt: new Date(record.createdAt),
    });
    expect(ticket.winners.title).toEqual({ at: record.createdAt, system: 'helpdesk', entry: '500' });
    expect(link).toMatchObject({
      state: 'linked',
      key: ticket.number,
      cursor: '500',
      shadow: { title: 'From the desk', key: '' },
    });
    expect(await sightings('helpdesk', record.id)).toEqual([{ state: 'applied', because: null }]);
  });

  it('has a task to be made where the routes lead it, with the status that it has', async () => {
    const link = await linked(
      'helpdesk',
      aRecord({ fields: { title: 'x', status: 'stalled', priority: '10' } }),
    );
    expect(
      (await house.links(link.ticketId)).map(({ system, state, status }) => [system, state, status]),
    ).toEqual([
      ['helpdesk', 'linked', null],
      ['executors', 'creating', 'waiting_customer'],
    ]);
  });

  it('has its requester by e-mail, a known or a new one', async () => {
    const known = await linked(
      'helpdesk',
      aRecord({ requester: { name: 'A. P.', email: 'ANNA@example.test' } }),
    );
    const fresh = await linked(
      'helpdesk',
      aRecord({ requester: { name: 'Vera', email: 'vera@example.test' } }),
    );
    const names = await house.rows<{ name: string }>(
      'select c.name from tickets t join contacts c on c.id = t.requester_id where t.id = any($1) order by t.id',
      [[known.ticketId, fresh.ticketId]],
    );
    expect(names).toEqual([{ name: 'Анна Петрова' }, { name: 'Vera' }]);
  });

  it('with a status that nothing of ours is mapped to begins as new, and is a problem', async () => {
    const link = await linked(
      'helpdesk',
      aRecord({ fields: { title: 'x', status: 'frozen', priority: 'very' } }),
    );
    expect(await house.ticket(link.ticketId)).toMatchObject({ status: 'new', priority: 'normal' });
    const problems = await house.rows(
      `select field, value from problems where kind = 'unknown-value' order by field`,
    );
    expect(problems).toEqual([
      { field: 'priority', value: 'very' },
      { field: 'status', value: 'frozen' },
    ]);
  });

  it('with a number of ours that no ticket has keeps that number from being given to another ticket', async () => {
    const link = await linked('helpdesk', aRecord());
    const numberOf = async ({ ticketId }: Link) => Number((await house.ticket(ticketId)).number.slice(3));
    const lost = (await numberOf(link)) + 40;
    const linksBack = [linkBackTo('http://front.test', `SD-${lost}`, installation)];
    const again = await linked('helpdesk', aRecord({ key: `SD-${lost}`, linksBack }));
    const given = await numberOf(again);
    expect(given).toBeGreaterThan(lost);
    await meet('executors', aRecord({ key: `SD-${lost + 1_000_000}`, linksBack }));
    expect(await numberOf(await linked('helpdesk', aRecord()))).toBe(given + 1);
  });

  it('cannot be older than its clock allows: a time in the future is now', async () => {
    const link = await linked('helpdesk', aRecord({ createdAt: Date.now() + 90_000 }));
    expect((await house.ticket(link.ticketId)).createdAt.getTime()).toBeLessThanOrEqual(Date.now());
  });
});

describe('a record of a tracker', () => {
  it('is left alone, and counted with the reason', async () => {
    const record = aRecord();
    expect(await meet('executors', record)).toEqual({ is: 'left-alone' });
    expect(await sightings('executors', record.id)).toEqual([{ state: 'ignored', because: 'notRouted' }]);
  });

  it('becomes a ticket where the configuration says so', async () => {
    const how = { ...rules, trackersThatRegister: ['executors'] };
    const record = aRecord({ fields: { title: 'x', status: 'In Progress', priority: 'Low' } });
    const adoption = await meet('executors', record, how);
    if (adoption.is !== 'linked') throw new Error(adoption.is);
    expect(adoption.link.status).toBe('in_progress');
    expect((await house.links(adoption.link.ticketId)).map(({ system }) => system)).toEqual([
      'executors',
      'helpdesk',
    ]);
  });

  it('into which a person entered a number of ours becomes a further task, under a key of its own', async () => {
    const ticket = await house.standing();
    const fields = {
      title: 'Copied',
      description: 'Somebody’s notes',
      status: 'In Progress',
      priority: 'Low',
    };
    const link = await linked('executors', aRecord({ key: ticket.number, fields }));
    expect(link).toMatchObject({ ticketId: ticket.id, key: `${ticket.number}/2`, status: 'in_progress' });
    expect(link.confirmedVersion).toBeLessThan((await house.ticket(ticket.id)).version);
    expect(
      await house.rows('select field, loser from conflicts where link_id = $1 order by field', [link.id]),
    ).toMatchObject([
      { field: 'description', loser: { value: 'Somebody’s notes' } },
      { field: 'title', loser: { value: 'Copied', system: 'executors' } },
    ]);
  });

  it('of a second project of the same place is that project’s, as soon as it is being made there', async () => {
    const place = 'https://tracker.example';
    const how = {
      ...rules,
      routes: [{ service: '*', to: ['builders'] }],
      systems: rules.systems.map((system) => (system.role === 'tracker' ? { ...system, place } : system)),
    };
    const ticket = await house.register();
    await house.rows(`update links set system = 'builders' where ticket_id = $1 and role = 'tracker'`, [
      ticket.id,
    ]);
    const record = aRecord({ key: ticket.number, inScope: false });
    expect(await meet('executors', record, how)).toEqual({ is: 'left-alone' });
    const theirs = (await house.links(ticket.id)).find(({ system }) => system === 'builders')!;
    await house.tx((tx) => setRecord(tx, theirs, record.id));
    expect(await meet('executors', { ...record, inScope: true }, how)).toEqual({ is: 'left-alone' });
    expect(await sightings('executors', record.id)).toEqual([{ state: 'ignored', because: 'outOfScope' }]);
    expect((await meet('executors', aRecord({ key: ticket.number }), how)).is).toBe('linked');
  });

  it('that is the ticket’s only task then has the ticket’s status', async () => {
    const ticket = await house.standing();
    const [, task] = await house.links(ticket.id);
    await house.rows(`update links set state = 'unlinked' where id = $1`, [task!.id]);
    const fields = { title: 'Printer', status: 'In Progress', priority: 'Normal' };
    const link = await linked('executors', aRecord({ key: ticket.number, fields }));
    expect(link.status).toBe('new');
    await house.said(link, { field: 'status', old: 'In Progress', new: 'Resolved' });
    await house.merge(ticket.id);
    expect((await house.ticket(ticket.id)).status).toBe('resolved');
  });

  it('with the number of a merged ticket becomes a task of the one that it was merged into', async () => {
    const [source, target] = [await house.standing(), await house.standing()];
    await house.tx((tx) => house.commands.merge(tx, source.id, target.id, operator));
    const link = await linked(
      'executors',
      aRecord({ key: source.number, fields: { title: 'x', status: 'New' } }),
    );
    expect(link).toMatchObject({ ticketId: target.id, key: `${target.number}/2` });
  });

  it('with a number that leads back to another installation is foreign', async () => {
    const ticket = await house.standing();
    const linksBack = [linkBackTo('https://other.example', ticket.number, 'theirs')];
    const record = aRecord({ key: ticket.number, linksBack });
    expect(await meet('executors', record)).toEqual({ is: 'left-alone' });
    expect(await sightings('executors', record.id)).toEqual([{ state: 'ignored', because: 'foreign' }]);
  });
});

describe('a record with somebody else’s key', () => {
  it('is left alone, in the desk too', async () => {
    for (const key of ['JIRA-77', 'SD-99999999']) {
      const record = aRecord({ key });
      expect(await meet('helpdesk', record)).toEqual({ is: 'left-alone' });
      expect(await sightings('helpdesk', record.id)).toEqual([{ state: 'ignored', because: 'foreign' }]);
    }
  });
});

describe('while a create of ours is open', () => {
  const creating = async () => {
    const ticket = await house.register({ title: `Title ${Math.random()}` });
    const [desk, task] = (await house.links(ticket.id)) as [Link, Link];
    const content = { kind: 'create', title: ticket.title, key: desk.key } as const;
    const intent = await beginIntent(house.db, {
      linkId: desk.id,
      subjectId: null,
      content,
      cursorBefore: '0',
      version: 1,
    });
    return { ticket, desk, task, intent };
  };
  const ours = { id: '3', name: 'sagadesk', isOurAccount: true, isSystem: false };
  const made = (title: string, more: Partial<RecordState> = {}) =>
    aRecord({
      fields: { title, status: 'new', priority: '50' },
      createdBy: ours,
      createdAt: Date.now(),
      ...more,
    });

  it('a record with its key is the one', async () => {
    const { ticket, desk } = await creating();
    const record = made(ticket.title, { key: desk.key });
    expect(await meet('helpdesk', record)).toEqual({ is: 'undecided' });
    expect(await sightings('helpdesk', record.id)).toEqual([{ state: 'open', because: null }]);
  });

  it('a record of our account with its title and without a key could be it', async () => {
    const { ticket } = await creating();
    expect(await meet('helpdesk', made(ticket.title))).toEqual({ is: 'undecided' });
  });

  it.each([
    ['with another title', (title: string) => made(`${title}!`)],
    ['made by somebody else', (title: string) => made(title, { createdBy: aRecord().createdBy })],
    ['made before it began', (title: string) => made(title, { createdAt: Date.now() - 60_000 })],
  ])('a record %s is another one', async (_what, record) => {
    const { ticket } = await creating();
    expect((await meet('helpdesk', record(ticket.title))).is).toBe('linked');
  });

  it('a record of another system is another one', async () => {
    const { ticket } = await creating();
    expect(await meet('executors', made(ticket.title))).toEqual({ is: 'left-alone' });
  });

  it('the record waits no longer when it has settled: refused and abandoned ones count not', async () => {
    const { ticket, intent } = await creating();
    const record = made(ticket.title);
    expect(await meet('helpdesk', record)).toEqual({ is: 'undecided' });
    await settleIntent(house.db, intent.id, 'abandoned');
    const link = await linked('helpdesk', record);
    expect(link.ticketId).not.toBe(ticket.id);
    expect(await sightings('helpdesk', record.id)).toEqual([{ state: 'applied', because: null }]);
  });
});

describe('met by several readers at once', () => {
  it('a record becomes one ticket, in 100 rounds of two', async () => {
    const rounds = Array.from({ length: 100 }, () => aRecord());
    for (const record of rounds) {
      const [one, other] = await Promise.all([linked('helpdesk', record), linked('helpdesk', record)]);
      expect(one.ticketId).toBe(other.ticketId);
    }
    const ids = rounds.map(({ id }) => id);
    const [count] = await house.rows<{ links: number; tickets: number }>(
      `select count(*)::int as links, count(distinct ticket_id)::int as tickets from links
        where system = 'helpdesk' and record_id = any($1)`,
      [ids],
    );
    expect(count).toEqual({ links: 100, tickets: 100 });
  });

  it('a record that we are just making becomes none, in 100 rounds of a reader and the reply to our create', async () => {
    for (let round = 0; round < 100; round += 1) {
      const ticket = await house.register();
      const [desk] = await house.links(ticket.id);
      const content = { kind: 'create', title: ticket.title, key: desk!.key } as const;
      const intent = await beginIntent(house.db, {
        linkId: desk!.id,
        subjectId: null,
        content,
        cursorBefore: '0',
        version: 1,
      });
      const record = aRecord({
        key: desk!.key,
        fields: { title: ticket.title, status: 'new', priority: '50' },
        createdBy: { id: '3', name: 'sagadesk', isOurAccount: true, isSystem: false },
      });
      const reply = async () => {
        await house.tx((tx) => setRecord(tx, desk!, record.id));
        await settleIntent(house.db, intent.id, 'written', record.cursor);
      };
      const [adoption] = await Promise.all([meet('helpdesk', record), reply()]);
      if (adoption.is === 'linked') expect(adoption.link.ticketId).toBe(ticket.id);
      else expect(adoption.is).toBe('undecided');
    }
  });

  it('copies of one number become further tasks with keys of their own', async () => {
    const ticket = await house.standing();
    const copies = Array.from({ length: 10 }, () =>
      aRecord({ key: ticket.number, fields: { title: 'x', status: 'New' } }),
    );
    const links = await Promise.all(copies.map((record) => linked('executors', record)));
    const keys = links.map(({ key }) => key).sort();
    expect(new Set(keys).size).toBe(10);
    expect(keys.every((key) => key.startsWith(`${ticket.number}/`))).toBe(true);
  });
});
