import type { OutgoingComment } from '../../../connectors/port';
import type { RecordState } from '../../../domain/record';
import { cannedDesk, itemsOf } from './canned';
import type { Asked, Canned } from './canned';

const created = '2026-11-23T06:49:49Z';
const ticket = {
  id: 7,
  Type: 'ticket',
  Subject: 'Тема',
  Status: 'open',
  Priority: '50',
  Queue: { id: '3', Name: 'support' },
  Creator: { id: 'olga', Name: 'olga', RealName: 'Ольга' },
  Requestor: [],
  Created: created,
  Resolved: '1970-01-01T00:00:00Z',
  CustomFields: [{ id: '9', name: 'EXTERNAL KEY', values: [' SD-1 '] }],
  _hyperlinks: [
    { ref: 'self', type: 'ticket', _url: 'x' },
    { ref: 'refers-to', type: 'ticket', _url: 'http://desk/ticket/8' },
    { ref: 'refers-to', type: 'external', _url: 'https://front.example/t/1' },
  ],
};
const olga = { id: 'olga', Name: 'olga', RealName: 'Ольга' };
const transaction = (id: number, Type: string, more: object = {}) => ({
  id: String(id),
  Type,
  Field: '',
  OldValue: '',
  NewValue: '',
  Created: created,
  Creator: olga,
  ObjectId: '7',
  CustomFields: [],
  ...more,
});

let desk: Awaited<ReturnType<typeof cannedDesk>>;
afterEach(() => desk.stop());

const read = async (
  since: string,
  {
    etag = '"100"',
    history = [] as object[],
    parts = [] as object[],
    of = {} as object,
    extra = (_: Asked): Canned | undefined => undefined,
    written = [] as readonly OutgoingComment[],
  } = {},
): Promise<RecordState> => {
  desk = await cannedDesk((asked) => {
    const special = extra(asked);
    if (special) return special;
    if (asked.path === '/ticket/7') return { headers: { etag }, json: { ...ticket, ...of } };
    if (asked.path === '/ticket/7/history')
      return itemsOf(...(asked.query.get('page') === '1' ? history : []));
    if (asked.path === '/attachments') return itemsOf(...parts.filter((part) => wanted(asked, part)));
    return undefined;
  });
  const state = await desk.connector.read('7', since, written);
  if (typeof state === 'string') throw new Error(state);
  return state;
};
const wanted = ({ query }: Asked, part: object) => {
  const limits = JSON.parse(query.get('query') ?? '[]') as { field: string; value: string }[];
  return limits.some(({ field, value }) => (part as Record<string, string>)[field] === value);
};
const part = (id: number, of: number, ContentType: string, Content = '', Filename = '') => ({
  id: String(id),
  TransactionId: String(of),
  ContentType,
  Content,
  Filename,
  ContentLength: String(Content.length),
});

describe('reading an RT ticket', () => {
  it('asks for no history when the ETag is the entry that we know', async () => {
    const state = await read('100');
    expect(state).toMatchObject({ cursor: '100', history: [] });
    expect(desk.asked.map(({ path }) => path)).toEqual(['/ticket/7', '/user/38']);
  });

  it('finds key and queue without regard to case, and only external links', async () => {
    const state = await read('100');
    expect(state).toMatchObject({
      key: 'SD-1',
      inScope: true,
      linksBack: ['https://front.example/t/1'],
      isDone: false,
    });
  });

  it('a reminder or approval in our queue is not in our scope', async () => {
    expect((await read('100', { of: { Type: 'reminder' } })).inScope).toBe(false);
  });

  it('404 is gone, 403 is hidden, and an id that is no number never reaches RT', async () => {
    desk = await cannedDesk(({ path }) => (path === '/ticket/8' ? { status: 403, json: {} } : undefined));
    expect(await desk.connector.read('9', '0')).toBe('gone');
    expect(await desk.connector.read('8', '0')).toBe('hidden');
    await expect(desk.connector.read('8/../../user/1', '0')).rejects.toMatchObject({ kind: 'refused' });
    expect(desk.asked).toHaveLength(2);
  });

  describe('an owner', () => {
    const given = (entry: number, from: string, to: string) => [
      transaction(entry, 'Set', { Field: 'Owner', OldValue: from, NewValue: to }),
      transaction(entry + 1, 'SetWatcher', { Field: 'Owner', OldValue: from, NewValue: to }),
    ];
    const history = [transaction(90, 'Create'), ...given(91, '6', '34'), ...given(99, '34', '6')];
    /** `users` by their ids; the others are refused, as to an account that is not privileged. */
    const reading = async (users: Readonly<Record<string, object>>, changes = history) => {
      const extra = ({ path }: Asked): Canned | undefined => {
        const user = /^\/user\/(\d+)$/.exec(path)?.[1];
        if (user === undefined || user === '38') return undefined;
        return users[user] ? { json: users[user] } : { status: 403, json: {} };
      };
      const state = await read('0', { history: changes, extra });
      const told = state.history.flatMap((event) => (event.kind === 'assigned' ? [event.to] : []));
      return { told, first: state.firstAssignee };
    };
    const pavel = { Name: 'pavel', RealName: 'Павел Орлов' };
    const nobody = { Name: 'Nobody', RealName: 'Nobody in particular' };

    it('is named by his id only: who that is, is asked for once', async () => {
      expect(await reading({ 6: nobody, 34: pavel })).toEqual({
        told: ['Павел Орлов', null],
        first: undefined,
      });
      await desk.connector.read('7', '0');
      expect(desk.asked.filter(({ path }) => path === '/user/34')).toHaveLength(1);
    });

    it('who had it from the creation on is told, unless RT does not say whether that was anybody', async () => {
      const later = [transaction(90, 'Create'), ...given(99, '34', '6')];
      expect(await reading({ 6: nobody, 34: pavel }, later)).toEqual({ told: [null], first: 'Павел Орлов' });
      await desk.stop();
      expect(await reading({})).toEqual({ told: ['#34', '#6'], first: undefined });
    });
  });

  it('RT’s own mail moves the ETag but is no event', async () => {
    const history = [transaction(99, 'EmailRecord'), transaction(100, 'CommentEmailRecord')];
    expect(await read('90', { history })).toMatchObject({ cursor: '100', history: [] });
  });

  it('status, subject and priority are fields; the two entries of an owner, dates, key and links are other things', async () => {
    const history = [
      transaction(91, 'Status', { Field: 'Status', OldValue: 'new', NewValue: 'open' }),
      transaction(92, 'Set', { Field: 'Subject', OldValue: 'Было', NewValue: 'Тема' }),
      transaction(93, 'Set', { Field: 'Priority', OldValue: '10', NewValue: '50' }),
      transaction(94, 'Set', { Field: 'Owner', OldValue: '6', NewValue: '34' }),
      transaction(95, 'SetWatcher', { Field: 'Owner', OldValue: '6', NewValue: '34' }),
      transaction(96, 'Set', {
        Field: 'Due',
        OldValue: '1970-01-01 00:00:00',
        NewValue: '2026-11-25 15:00:00',
      }),
      transaction(97, 'CustomField', { Field: '4', OldValue: '', NewValue: 'SD-1' }),
      transaction(100, 'AddLink', { Field: 'RefersTo', NewValue: 'https://front.example' }),
    ];
    const state = await read('90', { history });
    expect(
      state.history.map((event) =>
        event.kind === 'field' ? event.field : event.kind === 'other' ? event.what : event.kind,
      ),
    ).toEqual([
      'status',
      'title',
      'priority',
      'assigned',
      'SetWatcher Owner',
      'Set Due',
      'CustomField 4',
      'AddLink RefersTo',
    ]);
    expect(state.history[0]?.at).toBe(Date.parse(created));
  });

  it('what RT’s rules do has its own actor', async () => {
    const history = [
      transaction(100, 'Status', { Field: 'Status', Creator: { id: 'RT_System', Name: 'RT_System' } }),
    ];
    expect((await read('90', { history })).history[0]?.actor).toMatchObject({
      isSystem: true,
      isOurAccount: false,
    });
  });

  it('an entry newer than the ETag is left for the next time', async () => {
    const history = [
      transaction(100, 'Status', { Field: 'Status', NewValue: 'open' }),
      transaction(101, 'Set', { Field: 'Subject', NewValue: 'Новее' }),
    ];
    const state = await read('90', { history });
    expect(state.cursor).toBe('100');
    expect(state.history.map(({ entry }) => entry)).toEqual(['100']);
  });

  it('a change between RT’s loading of the ticket and its ETag is believed over the older field', async () => {
    const just = `${new Date().toISOString().slice(0, 19)}Z`;
    const history = [
      transaction(100, 'Status', { Field: 'Status', OldValue: 'open', NewValue: 'stalled', Created: just }),
    ];
    expect((await read('90', { history })).fields.status).toBe('stalled');
  });

  it('a priority that RT’s escalation changed without a record stands as it is', async () => {
    const history = [transaction(100, 'Set', { Field: 'Priority', OldValue: '10', NewValue: '20' })];
    expect((await read('90', { history })).fields.priority).toBe('50');
  });

  it('the first message is the description, its files are the first files, and neither is a comment', async () => {
    const history = [transaction(80, 'Create'), transaction(100, 'Comment')];
    const parts = [
      part(1, 80, 'multipart/mixed'),
      part(2, 80, 'text/plain', 'Первый\r\nтекст'),
      part(3, 80, 'image/png', 'xx', 'снимок.png'),
      part(4, 100, 'text/plain', 'Комментарий'),
    ];
    const state = await read('0', { history, parts });
    expect(state.fields.description).toBe('Первый\nтекст');
    expect(state.firstFiles).toMatchObject([
      { id: '3', filename: 'снимок.png', visibility: 'public', size: 2 },
    ]);
    expect(state.history).toMatchObject([
      { kind: 'other', what: 'Create' },
      { kind: 'comment', body: 'Комментарий' },
    ]);
    expect((await reread('90', { history: [transaction(100, 'Comment')], parts })).fields).not.toHaveProperty(
      'description',
    );
  });
  const reread = async (since: string, more: Parameters<typeof read>[1]) => {
    await desk.stop();
    return read(since, more);
  };

  it('a mail with its text twice is read as the plain one; HTML alone becomes text', async () => {
    const history = [transaction(99, 'Correspond'), transaction(100, 'Correspond')];
    const parts = [
      part(1, 99, 'multipart/alternative'),
      part(2, 99, 'text/plain', 'Просто'),
      part(3, 99, 'text/html', '<p>Просто</p>'),
      part(4, 100, 'text/html', '<p>Раз<br>два</p><script>x</script>'),
    ];
    const state = await read('90', { history, parts });
    expect(state.history).toMatchObject([
      { kind: 'comment', visibility: 'public', body: 'Просто', files: [] },
      { kind: 'comment', body: 'Раз\nдва' },
    ]);
  });

  it('a message without text is only its files, an empty one nothing', async () => {
    const history = [transaction(99, 'Comment'), transaction(100, 'Comment')];
    const parts = [
      part(1, 99, 'multipart/mixed'),
      part(2, 99, 'application/octet-stream'),
      part(3, 99, 'image/png', 'xx', 'a.png'),
    ];
    expect((await read('90', { history, parts })).history).toMatchObject([
      { kind: 'file', file: { filename: 'a.png' }, visibility: 'internal' },
      { kind: 'other', what: 'empty Comment' },
    ]);
  });

  it('our id of a comment comes from its transaction field', async () => {
    const CustomFields = [{ id: '3', name: 'External Comment', values: ['C-1'] }];
    const history = [transaction(100, 'Comment', { CustomFields })];
    const state = await read('90', { history, parts: [part(1, 100, 'text/plain', 'x')] });
    expect(state.history).toMatchObject([{ kind: 'comment', id: '100', entry: '100', key: 'C-1' }]);
  });

  describe('a comment that we have just written', () => {
    const written = { key: 'C-1', body: 'Ольга · Sagadesk:\nготово', visibility: 'internal' } as const;
    const keyed = (value: string, more: object = {}) =>
      transaction(100, 'Comment', {
        ...{ CustomFields: [{ id: '3', name: 'External Comment', values: [value] }] },
        ...{ Creator: { id: 'sync', Name: 'sync' } },
        ...more,
      });
    const textsAsked = () => desk.asked.filter(({ path }) => path === '/attachments').length;

    it('is known by its key, and its text is not asked for again', async () => {
      const state = await read('90', { history: [keyed('C-1')], written: [written] });
      expect(state.history).toMatchObject([{ kind: 'comment', key: 'C-1', body: written.body }]);
      expect(textsAsked()).toBe(0);
    });

    it.each([
      ['another key', keyed('C-2')],
      ['its key, but from somebody else', keyed('C-1', { Creator: olga })],
    ])('has no part in a comment with %s', async (_name, other) => {
      const parts = [part(1, 100, 'text/plain', 'theirs')];
      expect((await read('90', { history: [other], parts, written: [written] })).history).toMatchObject([
        { body: 'theirs' },
      ]);
    });
  });

  it('what a merged ticket brings along is told as such, and what was said in it apart from that', async () => {
    const history = [
      transaction(95, 'Create', { ObjectId: '6' }),
      transaction(96, 'Comment', { ObjectId: '6' }),
      transaction(100, 'AddLink', { Field: 'MergedInto' }),
    ];
    const state = await read('90', { history });
    expect(state.history).toMatchObject([
      { what: 'merged: Create' },
      { what: 'merged: Comment' },
      { what: 'AddLink MergedInto' },
    ]);
    expect(state.brought?.map(({ of, event }) => [of, event.entry])).toEqual([['6', '96']]);
  });

  it('a page that RT emptied after paging does not end the history', async () => {
    const extra = ({ path, query }: Asked) =>
      path === '/ticket/7/history'
        ? itemsOf(...(query.get('page') === '3' ? [transaction(100, 'Status', { Field: 'Status' })] : []))
        : undefined;
    expect((await read('90', { extra })).history).toHaveLength(1);
  });

  it.each([
    ['resolved', true],
    ['Rejected', true],
    ['stalled', false],
    ['awaiting parts', false],
  ])('%s is done: %s', async (Status, isDone) => {
    expect((await read('100', { of: { Status } })).isDone).toBe(isDone);
  });

  it('at first sight the requester is looked up; one whom RT does not show us is known by his address', async () => {
    const of = {
      Requestor: [
        { type: 'group', id: '9' },
        { type: 'user', id: 'anna@client.example' },
      ],
    };
    const anna = { Name: 'anna@client.example', RealName: 'Анна', EmailAddress: 'anna@client.example' };
    const extra = ({ path }: Asked) => (path === '/user/anna%40client.example' ? { json: anna } : undefined);
    expect((await read('0', { of, extra, etag: '"0"' })).requester).toEqual({
      name: 'Анна',
      email: 'anna@client.example',
    });
    await desk.stop();
    expect((await read('0', { of, etag: '"0"' })).requester).toEqual({
      name: 'anna@client.example',
      email: 'anna@client.example',
    });
  });
});
