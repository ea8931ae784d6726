import type { RecordState } from '../../../domain/record';
import type { RedmineConfig } from '../../../connectors/system-config';
import { detail, issue, journal, scripted } from './scripted';
import type { Script, Scripted } from './scripted';

describe('reading an issue of Redmine', () => {
  let redmine: Scripted | undefined;
  afterEach(async () => {
    await redmine?.stop();
    redmine = undefined;
  });

  const withScript = async (script: Script, change?: Partial<RedmineConfig>) => {
    redmine = await scripted(script, change);
    return redmine;
  };
  const reading = async (
    more: object,
    since = '0',
    change?: Partial<RedmineConfig>,
  ): Promise<RecordState> => {
    const { connector } = await withScript({ 'GET /issues/17.json': () => ({ issue: issue(more) }) }, change);
    const state = await connector.read('17', since);
    if (typeof state === 'string') throw new Error(state);
    return state;
  };
  const png = {
    id: 3,
    filename: 'снимок.png',
    filesize: 10,
    content_type: 'image/png',
    created_on: '2026-11-23T06:10:00Z',
  };
  const addFile = detail('3', null, 'снимок.png', 'attachment');

  it('trap: journals and fields must come from the same GET', async () => {
    const state = await reading({
      status: { id: 2, name: 'In Progress' },
      journals: [journal(8, { details: [detail('status_id', '1', '2')] }), journal(9, { notes: 'Взял' })],
    });
    expect(state).toMatchObject({ cursor: '9', fields: { status: 'In Progress' } });
    expect(redmine?.asked.filter(({ path }) => path === '/issues/17.json')).toHaveLength(1);
  });

  /** The journals as our account sees them, told as what it is at this moment: with these rights, or with a key that is not taken. */
  const allComments = async (rights: readonly string[], keyHolds = () => true) => {
    const { connector } = await withScript({
      'GET /issues/17.json': () => ({ issue: issue({ journals: [journal(9, { notes: 'А' })] }) }),
      'GET /roles/6.json': () => ({ role: { id: 6, name: 'Integration', permissions: rights } }),
      ...(keyHolds() ? {} : { 'GET /users/current.json': () => ({ status: 401 }) }),
    });
    return connector.allComments!('17');
  };

  it('trap: who may not see private notes is shown fewer notes without a word: they count as not read', async () => {
    expect(await allComments(['view_private_notes'])).toMatchObject([{ id: '9', body: 'А' }]);
    await redmine?.stop();
    expect(await allComments(['view_issues'])).toBeUndefined();
  });

  it('trap: an open Redmine takes a revoked key for a visitor: it is asked for', async () => {
    await expect(allComments(['view_private_notes'], () => false)).rejects.toMatchObject({
      kind: 'credentials',
    });
  });

  it('trap: the account’s preference may turn the journals round; they are told oldest first', async () => {
    const { history, cursor } = await reading({
      journals: [journal(10, { notes: 'б' }), journal(9, { notes: 'а' })],
    });
    expect([history.map(({ entry }) => entry), cursor]).toEqual([['9', '10'], '10']);
  });

  it('ids in journals become names, a deleted status keeps its number', async () => {
    const { history } = await reading({
      priority: { id: 4, name: 'Urgent' },
      journals: [journal(9, { details: [detail('status_id', '77', '1'), detail('priority_id', '2', '4')] })],
    });
    expect(history).toMatchObject([
      { kind: 'field', field: 'status', old: '#77', new: 'New' },
      { kind: 'field', field: 'priority', old: 'Normal', new: 'Urgent' },
    ]);
  });

  it('one journal is several events of one entry: fields, then the note with its files', async () => {
    const { history } = await reading({
      subject: 'Новое',
      attachments: [png],
      journals: [
        journal(9, { notes: 'Смотрите', details: [detail('subject', 'Принтер', 'Новое'), addFile] }),
      ],
    });
    expect(history).toMatchObject([
      { entry: '9', kind: 'field', field: 'title', old: 'Принтер', new: 'Новое' },
      {
        entry: '9',
        kind: 'comment',
        id: '9',
        visibility: 'public',
        files: [{ id: '3', visibility: 'public' }],
      },
    ]);
  });

  it('trap: Redmine splits a private note from its file, which then lies in a public journal: internal', async () => {
    const { history } = await reading({
      attachments: [png],
      journals: [journal(9, { details: [addFile] }), journal(10, { notes: 'Секрет', private_notes: true })],
    });
    expect(history).toMatchObject([
      { kind: 'file', file: { id: '3', mediaType: 'image/png', size: 10 }, visibility: 'internal' },
      { kind: 'comment', body: 'Секрет', visibility: 'internal', files: [] },
    ]);
  });

  it('a public note that a person hid takes its files with it', async () => {
    const { history } = await reading({
      attachments: [png],
      journals: [journal(9, { notes: 'Ой', private_notes: true, details: [addFile] })],
    });
    expect(history).toMatchObject([{ visibility: 'internal', files: [{ visibility: 'internal' }] }]);
  });

  it('under `marked` an unmarked note and its file are internal, the marked and the closing ones public', async () => {
    const journals = [
      journal(9, { notes: 'Для своих', details: [addFile] }),
      journal(10, { notes: '@client Едем' }),
      journal(11, { notes: 'Заменили', details: [detail('status_id', '1', '5')] }),
    ];
    const more = { attachments: [png], status: { id: 5, name: 'Closed' }, journals };
    const { history, presentComments, isDone } = await reading(more, '0', { publicComments: 'marked' });
    expect(
      history.flatMap((event) => (event.kind === 'comment' ? [[event.body, event.visibility]] : [])),
    ).toEqual([
      ['Для своих', 'internal'],
      ['Едем', 'public'],
      ['Заменили', 'public'],
    ]);
    expect(presentComments?.map(({ id, visibility }) => [id, visibility])).toEqual([
      ['9', 'internal'],
      ['10', 'public'],
      ['11', 'public'],
    ]);
    expect(isDone).toBe(true);
  });

  it('under `none` nothing is public', async () => {
    const { presentComments } = await reading({ journals: [journal(9, { notes: '@client Едем' })] }, '0', {
      publicComments: 'none',
    });
    expect(presentComments).toMatchObject([{ visibility: 'internal' }]);
  });

  it('trap: a deleted file, a relation, the key and other fields are told for the accounting only', async () => {
    const details = [
      detail('3', null, 'снимок.png', 'attachment'),
      detail('4', 'старый.png', null, 'attachment'),
      detail('relates', null, '12', 'relation'),
      detail('1', null, 'SD-1', 'cf'),
      detail('2', null, 'x', 'cf'),
      detail('assigned_to_id', null, '6'),
    ];
    const { history } = await reading({ journals: [journal(9, { details })] });
    expect(history.map((event) => (event.kind === 'other' ? event.what : event.kind))).toEqual([
      'file deleted',
      'relation',
      'key',
      'custom field',
      'assigned',
      'file, deleted since',
    ]);
  });

  it('tells to whom it was given by name, and by number where Redmine does not show him to us', async () => {
    const given = (id: number, from: string | null, to: string | null) =>
      journal(id, { details: [detail('assigned_to_id', from, to)] });
    const { connector, asked } = await withScript({
      'GET /users/8.json': () => ({ user: { id: 8, firstname: 'Ольга', lastname: 'Смирнова' } }),
      'GET /users/7.json': () => ({ status: 404 }),
      'GET /issues/17.json': () => ({
        issue: issue({
          assigned_to: { id: 6, name: 'Пётр Техник' },
          journals: [given(9, '8', '7'), given(10, '7', null), given(11, null, '6')],
        }),
      }),
    });
    for (let times = 0; times < 2; times += 1)
      expect(await connector.read('17', '0')).toMatchObject({
        firstAssignee: 'Ольга Смирнова',
        history: [
          { kind: 'assigned', entry: '9', to: '#7' },
          { kind: 'assigned', entry: '10', to: null },
          { kind: 'assigned', entry: '11', to: 'Пётр Техник' },
        ],
      });
    expect(asked.filter(({ path }) => path.startsWith('/users/') && !path.includes('current'))).toHaveLength(
      2,
    );
  });

  it('our own link put into a description is no change of the text', async () => {
    const linked = 'Текст\r\n\r\nSagadesk: https://front.example/tickets/SD-1';
    const { history, fields, linksBack } = await reading({
      description: linked,
      journals: [journal(9, { details: [detail('description', 'Текст', linked)] })],
    });
    expect(history).toMatchObject([{ kind: 'other', what: 'our footer' }]);
    expect([fields.description, linksBack]).toEqual(['Текст', ['https://front.example/tickets/SD-1']]);
  });

  it('an emptied note beside other changes is no comment any more', async () => {
    const state = await reading({
      subject: 'Б',
      journals: [journal(9, { details: [detail('subject', 'А', 'Б')] })],
    });
    expect(state.presentComments).toEqual([]);
  });

  it('files that came with the issue are its first files, internal', async () => {
    const first = { ...png, id: 2, content_type: null, created_on: '2026-11-23T05:59:58Z' };
    const state = await reading({
      attachments: [first, png],
      journals: [journal(9, { details: [addFile] })],
    });
    expect(state.firstFiles).toEqual([
      {
        id: '2',
        filename: 'снимок.png',
        mediaType: 'application/octet-stream',
        size: 10,
        visibility: 'internal',
      },
    ]);
  });

  it('trap: a change that is committed between the parts of one answer is not taken for a contradiction', async () => {
    const torn = issue({ journals: [journal(9, { details: [detail('status_id', '1', '2')] })] });
    const whole = { ...torn, status: { id: 2, name: 'In Progress' } };
    const answers = [torn, whole];
    const { connector } = await withScript({
      'GET /issues/17.json': () => ({ issue: answers.shift() ?? whole }),
    });
    expect(await connector.read('17', '0')).toMatchObject({ fields: { status: 'In Progress' }, cursor: '9' });
  });

  it('trap: a file whose journal is not there yet is not a first file', async () => {
    const torn = issue({ attachments: [png] });
    const whole = { ...torn, journals: [journal(9, { details: [addFile] })] };
    const answers = [torn];
    const { connector } = await withScript({
      'GET /issues/17.json': () => ({ issue: answers.shift() ?? whole }),
    });
    expect(await connector.read('17', '0')).toMatchObject({ firstFiles: [], history: [{ kind: 'file' }] });
  });

  it('trap: a parent’s priority follows its children without a journal; two like answers are believed', async () => {
    const state = await reading({ journals: [journal(9, { details: [detail('priority_id', '2', '4')] })] });
    expect(state.fields.priority).toBe('Normal');
    expect(redmine?.asked.filter(({ path }) => path === '/issues/17.json')).toHaveLength(2);
  });

  it('trap: an open Redmine answers a revoked key as to a visitor, without private notes: a matter of credentials', async () => {
    const { connector } = await withScript({
      'GET /users/current.json': () => ({ status: 401 }),
      'GET /issues/17.json': () => ({ issue: issue() }),
    });
    await expect(connector.read('17', '0')).rejects.toMatchObject({
      kind: 'credentials',
      delivery: 'answered',
    });
  });

  it('a status that was made since is looked up again', async () => {
    let statuses = [{ id: 1, name: 'New', is_closed: false }];
    const { connector } = await withScript({
      'GET /issue_statuses.json': () => ({ issue_statuses: statuses }),
      'PUT /issues/17.json': () => ({ status: 204 }),
    });
    const now = jest.spyOn(Date, 'now');
    await expect(connector.write('17', { status: 'Ждём' })).rejects.toMatchObject({
      kind: 'refused',
      details: { field: 'status' },
    });
    statuses = [...statuses, { id: 9, name: 'Ждём', is_closed: false }];
    now.mockReturnValue(Date.now() + 60_000);
    await connector.write('17', { status: 'ждём' });
    now.mockRestore();
    expect(redmine?.writes()).toMatchObject([{ body: { issue: { status_id: 9 } } }]);
  });

  it('an answer that is not Redmine’s is no record', async () => {
    const { connector } = await withScript({
      'GET /issues/17.json': () => ({ status: 200, text: '<html>proxy</html>' }),
    });
    await expect(connector.read('17', '0')).rejects.toMatchObject({ kind: 'transient' });
    await redmine?.stop();
    const other = await withScript({ 'GET /issues/17.json': () => ({ issue: { id: '17' } }) });
    await expect(other.connector.read('17', '0')).rejects.toThrow('the answer is not Redmine');
  });
});
