import { cannedDesk, itemsOf } from './canned';
import type { Asked } from './canned';

const iso = (agoSeconds: number) => `${new Date(Date.now() - agoSeconds * 1000).toISOString().slice(0, 19)}Z`;

/** Transactions as they are committed: ids need not come in order. */
class Journal {
  private readonly rows: { id: string; ObjectId: string; Created: string }[] = [];
  private readonly hidden = new Set<string>();

  /** A comment that our account may not see: RT cuts its pages first, and takes it out then. */
  commitHidden(id: number) {
    this.hidden.add(String(id));
    return this.commit(id, 99);
  }

  commit(id: number, ticket: number, agoSeconds = 0) {
    this.rows.push({ id: String(id), ObjectId: String(ticket), Created: iso(agoSeconds) });
    return this;
  }

  readonly answer = ({ path, query }: Asked) => {
    if (path !== '/transactions') return undefined;
    const after = Number(/^id > (\d+) AND/.exec(query.get('query') ?? '')?.[1]);
    const found = this.rows
      .filter(({ id }) => Number(id) > after)
      .sort((a, b) => Number(a.id) - Number(b.id));
    const size = Number(query.get('per_page'));
    const from = (Number(query.get('page') ?? 1) - 1) * size;
    const page = (query.get('order') === 'DESC' ? found.reverse() : found).slice(from, from + size);
    return itemsOf(...page.filter(({ id }) => !this.hidden.has(id)));
  };
}

const overlap = 120_000;

describe('polling RT by transaction id', () => {
  let journal: Journal;
  let desk: Awaited<ReturnType<typeof cannedDesk>>;
  beforeEach(async () => {
    journal = new Journal();
    desk = await cannedDesk(journal.answer);
  });
  afterEach(() => desk.stop());

  const pollAll = async (from: string) => {
    const ids: string[] = [];
    let page = await desk.connector.poll(from, overlap);
    for (; page.more; page = await desk.connector.poll(page.next, overlap)) ids.push(...page.recordIds);
    return { ids, next: page.next };
  };
  const start = async () => (await desk.connector.poll(null, overlap)).next;

  it('tells a ticket once, though it reads the young transactions again and again', async () => {
    journal.commit(10, 1, 500);
    const cursor = await start();
    journal.commit(11, 2).commit(12, 2).commit(13, 3);
    const first = await pollAll(cursor);
    expect(first.ids).toEqual(['2', '3']);
    expect((await pollAll(first.next)).ids).toEqual([]);
  });

  it('tells which transactions are news, so that a ticket whose all are stored need not be read', async () => {
    const cursor = await start();
    journal.commit(11, 2).commit(12, 2).commit(13, 3);
    expect((await desk.connector.poll(cursor, overlap)).entries).toEqual({ '2': ['11', '12'], '3': ['13'] });
  });

  it('finds a lower id that another database commits later', async () => {
    const cursor = await start();
    journal.commit(21, 5).commit(23, 5);
    const { next } = await pollAll(cursor);
    journal.commit(22, 6);
    expect((await pollAll(next)).ids).toEqual(['6']);
  });

  it('finds a lower id that was open when the very first cursor was made', async () => {
    journal.commit(30, 1, 500).commit(32, 1);
    const cursor = await start();
    journal.commit(31, 7);
    expect((await pollAll(cursor)).ids).toEqual(['7']);
  });

  it('passes for good what is older than the overlap, and asks for it no more', async () => {
    const cursor = await start();
    for (let id = 1; id <= 250; id++) journal.commit(id, (id % 6) + 1, 300);
    const { ids, next } = await pollAll(cursor);
    expect(new Set(ids)).toEqual(new Set(['1', '2', '3', '4', '5', '6']));
    await pollAll(next);
    expect(desk.asked.at(-1)?.query.get('query')).toMatch(/^id > 250 AND/);
    expect(next.length).toBeLessThan(100);
  });

  it('goes on where it was after a page that came short, since RT takes hidden ones out of a page', async () => {
    const cursor = await start();
    journal.commit(40, 8);
    const page = await desk.connector.poll(cursor, overlap);
    expect(page).toMatchObject({ recordIds: ['8'], more: true });
    journal.commit(41, 9);
    expect((await pollAll(page.next)).ids).toEqual(['9']);
  });

  it('goes on after whole pages of what our account may not see', async () => {
    const cursor = await start();
    for (let id = 50; id < 300; id++) journal.commitHidden(id);
    journal.commit(300, 10);
    const { ids, next } = await pollAll(cursor);
    expect(ids).toEqual(['10']);
    journal.commit(301, 11);
    expect((await pollAll(next)).ids).toEqual(['11']);
  });

  it('asks for tickets only, without the mail that RT sent and without reminders', async () => {
    await start();
    const query = desk.asked.at(-1)?.query.get('query');
    expect(query).toContain(`ObjectType = 'RT::Ticket' AND TicketType = 'ticket'`);
    expect(query).toContain(`Type != 'EmailRecord' AND Type != 'CommentEmailRecord'`);
  });
});
