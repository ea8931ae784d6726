import { applyChangesOf } from '../../store/apply-changes';
import { beginIntent, settleIntent } from '../../store/intents';
import { storeBlob } from '../../store/blobs';
import type { Link } from '../../store/links';
import type { TicketRow } from '../../store/tickets';
import { openHouse, operator, type House } from './house';

let house: House;
let ticket: TicketRow;
let desk: Link;
let task: Link;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

beforeEach(async () => {
  ticket = await house.standing();
  [desk, task] = (await house.links(ticket.id)) as [Link, Link];
});

const now = () => house.ticket(ticket.id);
const merge = () => house.merge(ticket.id);
const stateOf = async (id: number | undefined) =>
  (
    await house.rows<{ state: string; because: string | null }>(
      'select state, because from changes where id = $1',
      [id],
    )
  )[0];
const toTitle = (value: string, old = 'Printer') => ({ field: 'title', old, new: value });

describe('what an outside system says of a record', () => {
  it('is merged in one go: one version for all, however many changes', async () => {
    await house.said(desk, toTitle('Scanner'));
    await house.said(desk, { field: 'status', old: 'new', new: 'open' });
    await house.said(task, { field: 'priority', old: 'Normal', new: 'Urgent' });
    expect(await merge()).toBe(true);
    expect(await now()).toMatchObject({
      title: 'Scanner',
      status: 'in_progress',
      priority: 'urgent',
      version: ticket.version + 1,
    });
  });

  it('leaves everything alone when there is nothing to merge', async () => {
    expect(await merge()).toBe(false);
    expect(await now()).toEqual(ticket);
  });

  it('moves no version when it says what holds already, but is newer from then on', async () => {
    const id = await house.said(desk, { ...toTitle(' Printer '), at: Date.now() + 0 });
    expect(await merge()).toBe(false);
    expect(await stateOf(id)).toEqual({ state: 'applied', because: null });
    const after = await now();
    expect(after.version).toBe(ticket.version);
    expect(after.winners.title?.system).toBe('helpdesk');
  });

  it('is kept once, however often it is read', async () => {
    const change = { ...toTitle('Scanner'), changeId: '77', entry: '77' };
    expect(await house.said(desk, change)).toBeDefined();
    expect(await house.said(desk, change)).toBeUndefined();
  });

  it('cannot have happened in the future', async () => {
    await house.said(desk, { ...toTitle('Scanner'), at: Date.now() + 90_000 });
    await merge();
    expect((await now()).winners.title!.at).toBeLessThanOrEqual(Date.now());
  });

  it('that lost to a newer value is told as superseded, kept as a conflict, and to be written over', async () => {
    await house.said(task, { ...toTitle('Copier'), at: Date.now() - 10_000 });
    await merge();
    const lost = await house.said(desk, { ...toTitle('Scanner'), at: Date.now() - 30_000 });
    expect(await merge()).toBe(true);
    expect(await stateOf(lost)).toEqual({ state: 'ignored', because: 'superseded' });
    expect((await now()).title).toBe('Copier');
    const [conflict] = await house.rows(
      'select field, winner, loser, state from conflicts where ticket_id = $1',
      [ticket.id],
    );
    expect(conflict).toMatchObject({
      field: 'title',
      state: 'open',
      winner: { value: 'Copier', system: 'executors' },
      loser: { value: 'Scanner', system: 'helpdesk', actor: 'olga' },
    });
  });

  it('that beat a value which it did not know keeps that one as a conflict', async () => {
    const egor = { id: '9', name: 'egor' };
    await house.said(task, { ...toTitle('Copier'), at: Date.now() - 30_000, actor: egor });
    await house.said(desk, { ...toTitle('Scanner'), at: Date.now() - 10_000 });
    await merge();
    const [conflict] = await house.rows('select winner, loser from conflicts where ticket_id = $1', [
      ticket.id,
    ]);
    expect(conflict).toMatchObject({
      winner: { value: 'Scanner', actor: 'olga' },
      loser: { value: 'Copier', actor: 'egor' },
    });
  });

  it('that lost names who made the value that stands, in the front as well', async () => {
    await house.tx((tx) => house.commands.edit(tx, ticket.id, { title: 'Copier' }, operator));
    await house.said(desk, { ...toTitle('Scanner'), at: Date.now() - 60_000 });
    await merge();
    const [conflict] = await house.rows('select winner, loser from conflicts where ticket_id = $1', [
      ticket.id,
    ]);
    expect(conflict).toMatchObject({
      winner: { value: 'Copier', system: 'front', actor: operator.name },
      loser: { value: 'Scanner', actor: 'olga' },
    });
  });

  it('on top of a confirmed value wins without a conflict, though its clock is behind', async () => {
    await house.tx((tx) => house.commands.edit(tx, ticket.id, { priority: 'high' }, operator));
    await house.confirmAll(ticket.id);
    await house.said(task, { field: 'priority', old: '#9', new: 'Urgent', at: Date.now() - 90_000 });
    await merge();
    expect((await now()).priority).toBe('urgent');
    expect(await house.rows('select 1 from conflicts where ticket_id = $1', [ticket.id])).toEqual([]);
  });

  it('tells the story: who changed what, from and to', async () => {
    await house.said(task, { field: 'status', old: 'New', new: 'In Progress' });
    await merge();
    const [entry] = await house.rows(
      `select origin, actor, what, detail from timeline where ticket_id = $1 order by id desc limit 1`,
      [ticket.id],
    );
    expect(entry).toEqual({
      origin: 'executors',
      actor: 'olga',
      what: 'field',
      detail: { field: 'status', old: 'new', new: 'in_progress' },
    });
  });

  it('of a task moves the task and the ticket', async () => {
    await house.said(task, { field: 'status', old: 'New', new: 'Feedback' });
    await merge();
    const [, moved] = await house.links(ticket.id);
    expect([(await now()).status, moved!.status, moved!.statusWinner?.system]).toEqual([
      'waiting_customer',
      'waiting_customer',
      'executors',
    ]);
  });

  it('closes and reopens the ticket, with the instant', async () => {
    await house.said(task, { field: 'status', old: 'New', new: 'Closed' });
    await merge();
    expect((await now()).closedAt).toBeInstanceOf(Date);
    await house.said(task, { field: 'status', old: 'Closed', new: 'In Progress' });
    await merge();
    expect((await now()).closedAt).toBeNull();
  });
});

describe('while a write of ours to a record is open', () => {
  const content = { kind: 'fields', fields: { title: 'x' } } as const;
  const begin = () =>
    beginIntent(house.db, { linkId: desk.id, subjectId: null, content, cursorBefore: '10', version: 1 });

  it('what that record says waits, and what others say does not', async () => {
    const intent = await begin();
    const waits = await house.said(desk, toTitle('Scanner'));
    const goesOn = await house.said(task, { field: 'priority', old: 'Normal', new: 'High' });
    await merge();
    expect(await stateOf(waits)).toMatchObject({ state: 'open' });
    expect(await stateOf(goesOn)).toMatchObject({ state: 'applied' });
    await settleIntent(house.db, intent.id, 'not-written', '11');
    await merge();
    expect(await stateOf(waits)).toMatchObject({ state: 'applied' });
    expect(await now()).toMatchObject({ title: 'Scanner', priority: 'high' });
  });

  it('a person’s edit in the front is merged all the same', async () => {
    await begin();
    await house.tx((tx) => house.commands.edit(tx, ticket.id, { title: 'Copier' }, operator));
    expect((await now()).title).toBe('Copier');
  });

  it('no second write of the record can begin', async () => {
    await begin();
    await expect(begin()).rejects.toMatchObject({ code: '23505' });
  });
});

describe('a value that nothing of ours is mapped to', () => {
  it('is one problem, however many tickets use it; ours stays and is not written over theirs', async () => {
    const other = await house.standing();
    const [otherDesk] = await house.links(other.id);
    const first = await house.said(desk, { field: 'status', old: 'new', new: 'deleted' });
    await house.said(otherDesk!, { field: 'status', old: 'new', new: 'deleted' });
    await house.said(otherDesk!, { field: 'status', old: 'new', new: 'frozen' });
    await merge();
    await house.merge(other.id);
    expect(await stateOf(first)).toEqual({ state: 'ignored', because: 'unknownValue' });
    expect((await now()).status).toBe('new');
    const problems = await house.rows(
      `select value, attempts, message, advice from problems where kind = 'unknown-value' and state = 'open' order by value`,
    );
    expect(problems).toMatchObject([
      { value: 'deleted', attempts: 2, message: expect.stringContaining(other.number) },
      { value: 'frozen', attempts: 1, advice: expect.stringContaining('systems.helpdesk.status') },
    ]);
    const [link] = await house.links(ticket.id);
    expect(link!.refusals).toEqual({ status: 'new' });
  });

  it('is read again on retry, when it may be mapped by now', async () => {
    const older = await house.said(desk, { field: 'status', old: 'new', new: 'on ice' });
    const other = await house.standing();
    const [otherDesk] = await house.links(other.id);
    const passed = await house.said(otherDesk!, { field: 'status', old: 'new', new: 'on ice' });
    await house.said(otherDesk!, { field: 'status', old: 'on ice', new: 'open' });
    await merge();
    await house.merge(other.id);
    const [problem] = await house.rows<{ id: number }>(`select id from problems where value = 'on ice'`);
    await house.tx((tx) => house.commands.retryProblem(tx, problem!.id, operator));
    expect(await stateOf(older)).toEqual({ state: 'open', because: null });
    expect(await stateOf(passed)).toEqual({ state: 'ignored', because: 'unknownValue' });
    expect((await house.links(ticket.id))[0]!.refusals).toEqual({});
    const systems = house.rules.systems.map((system) =>
      system.name === 'helpdesk'
        ? { ...system, status: { ...system.status, waiting_customer: 'on ice' } }
        : system,
    );
    await applyChangesOf(house.db, ticket.id, { ...house.rules, systems });
    expect((await now()).status).toBe('waiting_customer');
  });

  it('of a task keeps the task’s own status from being written over it', async () => {
    await house.said(task, { field: 'status', old: 'New', new: 'Quality check' });
    await merge();
    const [, link] = await house.links(ticket.id);
    expect(link!.refusals).toEqual({ status: 'New' });
  });
});

describe('a remark', () => {
  const remark = (more: object = {}) => ({
    kind: 'comment' as const,
    data: { commentId: 'r1', body: 'It works again', visibility: 'public' as const, hash: 'h', ...more },
  });
  const comments = () =>
    house.rows<{
      id: number;
      body: string;
      visibility: string;
      author: string;
      origin: string;
      hidden: boolean;
      revision: number;
    }>(
      `select id, body, visibility, author_name as author, origin, hidden, revision from comments where ticket_id = $1 order by id`,
      [ticket.id],
    );

  it('is kept with its author, and known to stand where it was made', async () => {
    await house.said(desk, remark());
    expect(await merge()).toBe(true);
    const [comment] = await comments();
    expect(comment).toMatchObject({
      body: 'It works again',
      visibility: 'public',
      author: 'olga',
      origin: 'helpdesk',
    });
    expect(
      await house.rows('select link_id, remote_id from comment_links where comment_id = $1', [comment!.id]),
    ).toEqual([{ link_id: desk.id, remote_id: 'r1' }]);
  });

  it('leaves its text in one place only', async () => {
    const id = await house.said(desk, remark());
    await merge();
    const [row] = await house.rows<{ data: object }>('select data from changes where id = $1', [id]);
    expect(row!.data).not.toHaveProperty('body');
  });

  it('is internal when nobody says what it is', async () => {
    await house.said(task, { kind: 'comment', data: { commentId: 'r1', body: 'x' } });
    await merge();
    expect(await comments()).toMatchObject([{ visibility: 'internal' }]);
  });

  it('that was edited at its source gets a new revision, for the others to be told', async () => {
    await house.said(desk, remark());
    await merge();
    await house.said(desk, {
      kind: 'comment-edited',
      data: { commentId: 'r1', body: 'It does not', hash: 'h2' },
    });
    expect(await merge()).toBe(true);
    expect(await comments()).toMatchObject([{ body: 'It does not', visibility: 'public', revision: 2 }]);
    expect(
      await house.rows('select hash, revision from comment_links where remote_id = $1 and link_id = $2', [
        'r1',
        desk.id,
      ]),
    ).toEqual([{ hash: 'h2', revision: 2 }]);
  });

  it('that was taken back at its source is hidden here', async () => {
    await house.said(desk, remark());
    await merge();
    await house.said(desk, { kind: 'comment-edited', data: { commentId: 'r1', hidden: true, hash: 'gone' } });
    await merge();
    expect(await comments()).toMatchObject([{ hidden: true, body: 'It works again' }]);
  });

  it('that nobody knows cannot be edited', async () => {
    const id = await house.said(desk, { kind: 'comment-edited', data: { commentId: 'r9', body: 'x' } });
    expect(await merge()).toBe(false);
    expect(await stateOf(id)).toEqual({ state: 'ignored', because: 'notOurs' });
  });

  describe('of the requester, while we wait for him', () => {
    beforeEach(async () => {
      await house.tx((tx) => house.commands.edit(tx, ticket.id, { status: 'waiting_customer' }, operator));
      await house.confirmAll(ticket.id);
    });

    it('ends the waiting, in the ticket and in its task, when it is public', async () => {
      const at = Date.now();
      await house.said(desk, { ...remark({ byRequester: true }), at });
      await merge();
      const after = await now();
      expect([after.status, after.winners.status?.at]).toEqual(['in_progress', at]);
      expect((await house.links(ticket.id))[1]!.status).toBe('in_progress');
    });

    it('ends nothing when it is internal, or of somebody else', async () => {
      await house.said(desk, remark({ byRequester: true, visibility: 'internal' }));
      await house.said(desk, { ...remark({ byRequester: false, commentId: 'r2' }) });
      await merge();
      expect((await now()).status).toBe('waiting_customer');
    });
  });

  it('of the requester moves nothing while nobody waits for him', async () => {
    await house.said(desk, remark({ byRequester: true }));
    await merge();
    expect((await now()).status).toBe('new');
  });
});

describe('a file', () => {
  const blob = () => house.tx((tx) => storeBlob(tx, Buffer.from('bytes')));
  const file = async (remoteId: string) => ({
    remoteId,
    filename: 'a.txt',
    mediaType: 'text/plain',
    size: 5,
    sha256: (await blob()).sha256.toString('hex'),
    visibility: 'public' as const,
  });
  const files = () =>
    house.rows<{
      id: number;
      comment_id: number | null;
      filename: string;
      visibility: string;
      remote: string;
    }>(
      `select a.id, a.comment_id, a.filename, a.visibility, k.remote_id as remote
         from attachments a join attachment_links k on k.attachment_id = a.id where a.ticket_id = $1`,
      [ticket.id],
    );

  it('of a record is the ticket’s, and known to stand where it came from', async () => {
    await house.said(desk, { kind: 'attachment', data: { file: await file('f1') } });
    expect(await merge()).toBe(true);
    expect(await files()).toMatchObject([
      { filename: 'a.txt', comment_id: null, remote: 'f1', visibility: 'public' },
    ]);
  });

  it('that came with a remark hangs on it', async () => {
    await house.said(desk, {
      kind: 'comment',
      data: { commentId: 'r1', body: 'see', visibility: 'public', files: [await file('f2')] },
    });
    await merge();
    const [comment] = await house.rows<{ id: number }>('select id from comments where ticket_id = $1', [
      ticket.id,
    ]);
    expect(await files()).toMatchObject([{ comment_id: comment!.id, remote: 'f2' }]);
  });

  it('that could not be brought here is ignored with the reason', async () => {
    const id = await house.said(desk, { kind: 'attachment', data: {} });
    await merge();
    expect((await stateOf(id))?.state).toBe('ignored');
  });
});

describe('a record that is gone', () => {
  it('is lost, a problem for a person, and its task counts no more', async () => {
    const further = await house.tx((tx) => house.commands.addTask(tx, ticket.id, 'executors', operator));
    await house.said(task, { kind: 'gone' });
    expect(await merge()).toBe(true);
    const links = await house.links(ticket.id);
    expect(links.map(({ state }) => state)).toEqual(['linked', 'lost', 'creating']);
    expect(await house.rows('select kind, link_id from problems where ticket_id = $1', [ticket.id])).toEqual([
      { kind: 'record-lost', link_id: task.id },
    ]);
    await house.said({ ...task, id: further.linkId }, { field: 'status', old: 'New', new: 'Resolved' });
    await merge();
    expect((await now()).status).toBe('resolved');
  });

  it('moves nothing by what is heard of it later', async () => {
    await house.said(task, { kind: 'gone' });
    await merge();
    await house.said(task, { field: 'status', old: 'New', new: 'Closed' });
    await merge();
    expect((await now()).status).toBe('new');
  });
});

it('what is said in a record of a merged ticket during a write of ours to it comes to the other ticket when that is settled', async () => {
  const heir = await house.standing();
  await house.tx((tx) => house.commands.merge(tx, ticket.id, heir.id, operator));
  const content = { kind: 'fields', fields: { status: 'resolved' } } as const;
  const intent = await beginIntent(house.db, {
    linkId: desk.id,
    subjectId: null,
    content,
    cursorBefore: '0',
    version: 2,
  });
  const said = await house.said(desk, {
    kind: 'comment',
    data: { commentId: '77', body: 'One more thing', visibility: 'public' },
  });
  await merge();
  expect(await stateOf(said)).toMatchObject({ state: 'open' });
  await settleIntent(house.db, intent.id, 'written', '1');
  await merge(); // that of the record’s own ticket: its push waits for this
  expect(await stateOf(said)).toMatchObject({ state: 'applied' });
  expect(
    await house.rows(`select 1 from comments where ticket_id = $1 and body = 'One more thing'`, [heir.id]),
  ).toHaveLength(1);
});
