import { createRedmine } from '../../../connectors/redmine/connector';
import { verifyRedmineWebhook } from '../../../connectors/redmine/webhook';
import type { Connector } from '../../../connectors/port';
import type { RedmineConfig } from '../../../connectors/system-config';
import type { RecordState } from '../../../domain/record';
import { redmineConfig } from '../../connectors/redmine-fixture';
import { actsIn, must } from '../../connectors/redmine-person';
import { startReceiver } from '../receiver';
import type { Receiver } from '../receiver';
import type { RealRedmine } from '../redmine';
import { realRedmine } from './redmine-server';

jest.setTimeout(240_000);

const secret = 'a secret of the tracker';

describe.each(['sqlite', 'pgsql'] as const)(
  'what the connector must stand in a real Redmine on %s:',
  (db) => {
    let real: RealRedmine;
    let receiver: Receiver;
    let server: Awaited<ReturnType<typeof realRedmine>>;
    let connector: Connector;
    const others: Connector[] = [];

    beforeAll(async () => {
      receiver = await startReceiver();
      server = await realRedmine({
        db,
        webhookUrl: `${receiver.url}/webhooks/executors`,
        webhookSecret: secret,
      });
      real = server.real;
      connector = connect();
    });
    afterAll(async () => {
      await Promise.all(others.map((one) => one.close()));
      await server?.stop();
      await receiver?.stop();
    });

    const connect = (change: Partial<RedmineConfig> = {}): Connector => {
      const one = createRedmine(redmineConfig(server, change));
      others.push(one);
      return one;
    };
    const executor = () =>
      actsIn(
        {
          ...server,
          publicMark: '',
          statuses: new Map([
            ['In Progress', real.statuses.in_progress ?? 0],
            ['Closed', real.statuses.closed ?? 0],
          ]),
          priorities: new Map(),
        },
        server.executorKey,
      );
    let last = 0;
    const create = async (by = connector): Promise<string> => {
      const key = `SD-${db === 'sqlite' ? 7 : 8}${Date.now()}${++last}`;
      const fields = { title: 'Принтер', description: 'Первая\n\nВторая', status: 'New', priority: 'Normal' };
      return (await by.create({ key, fields, linkBack: `https://front.example/tickets/${key}` })).id;
    };
    const read = async (id: string, since = '0', by = connector): Promise<RecordState> => {
      const state = await by.read(id, since);
      if (typeof state === 'string') throw new Error(state);
      return state;
    };
    const journalOf = async (id: string) => (await read(id)).presentComments?.at(-1)?.id ?? '';

    it('an executor edits, hides and empties his note: nothing moves but the present comments', async () => {
      const id = await create();
      await executor().comment(id, 'Меняем картридж', 'public');
      const before = await read(id);
      const journal = await journalOf(id);
      const edit = (change: object) =>
        must(real.asAdmin(), 'PUT', `/journals/${journal}.json`, { journal: change });
      await edit({ notes: 'Меняем принтер' });
      expect(await read(id, before.cursor)).toMatchObject({
        cursor: before.cursor,
        history: [],
        presentComments: [{ id: journal, body: 'Меняем принтер', visibility: 'public' }],
      });
      await edit({ private_notes: true });
      expect((await read(id)).presentComments).toMatchObject([{ id: journal, visibility: 'internal' }]);
      await edit({ notes: '' });
      expect((await read(id)).presentComments).toEqual([]);
    });

    it('a note of ours that is public can be hidden', async () => {
      const id = await create();
      await connector.comment(id, { key: 'C-1', body: 'Ой', visibility: 'public' });
      await connector.hideComment(id, await journalOf(id));
      expect((await read(id)).presentComments).toMatchObject([{ body: 'Ой', visibility: 'internal' }]);
    });

    it('a private note with a file and a status is split in two journals; the file stays internal', async () => {
      const id = await create();
      const file = { filename: 'пароль.txt', mediaType: 'text/plain', bytes: Buffer.from('x') };
      const { cursor } = await read(id);
      await executor().commentWithFile(id, 'Для своих', 'internal', file);
      const { history } = await read(id, cursor);
      expect(history.map(({ kind }) => kind)).toEqual(['file', 'comment']);
      expect(new Set(history.map(({ entry }) => entry)).size).toBe(2);
      expect(history).toMatchObject([{ visibility: 'internal' }, { visibility: 'internal', files: [] }]);
    });

    it('a description is stored with CRLF and read with LF, and a new one keeps the footer', async () => {
      const id = await create();
      const raw = await must<{ issue: { description: string } }>(real.asSync(), 'GET', `/issues/${id}.json`);
      expect(raw.issue.description).toMatch(/^Первая\r\n\r\nВторая\r\n\r\nSagadesk: /);
      const before = await read(id);
      expect(before.fields.description).toBe('Первая\n\nВторая');
      await connector.write(id, { description: 'Третья\n' });
      expect(await read(id, before.cursor)).toMatchObject({
        fields: { description: 'Третья\n' },
        linksBack: before.linksBack,
        history: [{ kind: 'field', field: 'description', old: 'Первая\n\nВторая', new: 'Третья\n' }],
      });
    });

    it('a person’s text around our footer is his own, and our footer is no change', async () => {
      const id = await executor().createRecord({ title: 'От исполнителя', description: 'Было' });
      const { cursor } = await read(id);
      await connector.write(id, { linkBack: 'https://front.example/tickets/SD-1' });
      const raw = await must<{ issue: { description: string } }>(real.asSync(), 'GET', `/issues/${id}.json`);
      const description = `${raw.issue.description}\r\n\r\nЕщё`;
      await must(real.asExecutor(), 'PUT', `/issues/${id}.json`, { issue: { description } });
      expect(await read(id, cursor)).toMatchObject({
        fields: { description: 'Было\n\nЕщё' },
        linksBack: ['https://front.example/tickets/SD-1'],
        history: [
          { kind: 'other', what: 'our footer' },
          { kind: 'field', field: 'description', old: 'Было', new: 'Было\n\nЕщё' },
        ],
      });
    });

    it('a step that the workflow does not allow is ignored with 204: the status reads back unchanged, and check tells it', async () => {
      const developer = connect({ apiKey: server.executorKey });
      const id = await create();
      await developer.write(id, { status: 'Rejected' });
      expect((await read(id)).fields.status).toBe('New');
      const findings = await developer.check();
      const told = findings.filter(({ level, key }) => level === 'warning' && key === 'status');
      expect(told.map(({ message }) => message).join()).toMatch(/From "New".*"Rejected"/);
    });

    it('closing an issue with an open child is ignored too', async () => {
      const parent = await create();
      const child = { project_id: server.project, subject: 'child', parent_issue_id: Number(parent) };
      await must(real.asAdmin(), 'POST', '/issues.json', { issue: child });
      await connector.write(parent, { status: 'Closed' });
      expect((await read(parent)).fields.status).toBe('New');
    });

    it('a closed issue is found by its key, and is done', async () => {
      const id = await create();
      await connector.write(id, { status: 'Closed' });
      const { key, isDone } = await read(id);
      expect(isDone).toBe(true);
      expect(await connector.findByKey(key ?? '')).toEqual([id]);
    });

    it('a role that may not set notes as private would publish them: check says so, and none is sent', async () => {
      const identifier = `reporters-${db}`;
      await reportersProject(identifier);
      const key = real.env.REDMINE_EXECUTOR2_API_KEY ?? '';
      const reporter = connect({ apiKey: key, project: identifier });
      const id = await actsIn(
        { ...server, project: identifier, publicMark: '', statuses: new Map(), priorities: new Map() },
        key,
      ).createRecord({ title: 'x', description: '' });
      await must(real.asExecutor(2), 'PUT', `/issues/${id}.json`, {
        issue: { notes: 'секрет', private_notes: true },
      });
      expect((await read(id)).presentComments).toMatchObject([{ body: 'секрет', visibility: 'public' }]);
      const comment = { key: 'C-1', body: 'секрет', visibility: 'internal' as const };
      await expect(reporter.comment(id, comment)).rejects.toMatchObject({
        kind: 'refused',
        delivery: 'not-sent',
      });
      const faults = (await reporter.check())
        .filter(({ level }) => level === 'fault')
        .map(({ message }) => message);
      expect(faults.join()).toContain('Set notes as private');
    });

    const reportersProject = async (identifier: string): Promise<void> => {
      const admin = real.asAdmin();
      const { roles } = await must<{ roles: { id: number; name: string }[] }>(admin, 'GET', '/roles.json');
      const roleOf = (name: string) => roles.filter((role) => role.name === name).map(({ id }) => id);
      if ((await admin('GET', `/projects/${identifier}.json`)).status === 200) return;
      const tracker_ids = Object.values(real.trackers);
      const project = {
        name: identifier,
        identifier,
        is_public: false,
        tracker_ids,
        issue_custom_field_ids: [server.keyFieldId],
      };
      await must(admin, 'POST', '/projects.json', { project });
      for (const [user_id, role] of [
        [real.users.executor2, 'Reporter'],
        [real.users.sync, 'Integration'],
      ] as const)
        await must(admin, 'POST', `/projects/${identifier}/memberships.json`, {
          membership: { user_id, role_ids: roleOf(role) },
        });
    };

    it('check names every word that Redmine does not know', async () => {
      const wrong = connect({
        tracker: 'Заявка',
        externalKeyField: 'Ключ',
        status: {
          ...redmineConfig(server).status,
          waiting_customer: 'Ждём',
          new: 'Closed',
          closed: 'Resolved',
        },
        priority: { ...redmineConfig(server).priority, urgent: 'Пожар' },
      });
      const findings = await wrong.check();
      const keys = (wanted: string) => findings.filter(({ level }) => level === wanted).map(({ key }) => key);
      expect(keys('fault')).toEqual([
        'tracker',
        'externalKeyField',
        'status.waiting_customer',
        'priority.urgent',
      ]);
      expect(keys('warning')).toEqual(expect.arrayContaining(['status.new', 'status.closed']));
      for (const { level, message, advice } of findings)
        if (level !== 'ok') expect([message, advice]).not.toContain('');
    });

    it.each([
      ['apiKey', { apiKey: '0'.repeat(40) }],
      ['project', { project: 'nowhere' }],
      ['project', { project: 'unseen' }],
      ['url', { url: 'http://127.0.0.1:1' }],
    ])('check finds a wrong %s and goes no further', async (key, change) => {
      const findings = await connect(change).check();
      expect(findings.filter(({ level }) => level === 'fault')).toMatchObject([
        { key, advice: expect.any(String) as string },
      ]);
    });

    it('a subject over 255 characters is refused by its field', async () => {
      const id = await create();
      await expect(connector.write(id, { title: 'д'.repeat(256) })).rejects.toMatchObject({
        kind: 'refused',
        details: { field: 'title' },
      });
      await connector.write(id, { title: 'д'.repeat(255) });
    });

    it('text with NUL, half a surrogate pair or CR is written and read', async () => {
      const id = await create();
      await connector.comment(id, { key: 'C-1', body: 'a\u0000b\ud800c\r\nd', visibility: 'public' });
      expect((await read(id)).presentComments).toMatchObject([{ body: 'ab\ufffdc\nd' }]);
    });

    it('a file over the limit is refused by its field', async () => {
      const id = await create();
      const bytes = Buffer.alloc(5 * 1024 * 1024 + 1);
      const file = {
        filename: 'big.bin',
        mediaType: 'application/octet-stream',
        bytes,
        visibility: 'internal' as const,
      };
      await expect(connector.attach(id, file)).rejects.toMatchObject({
        kind: 'refused',
        details: { field: 'file' },
      });
    });

    it('many writers on one issue: each write is done, or refused as a conflict that may be tried again', async () => {
      const id = await create();
      const bodies = Array.from({ length: 24 }, (_, n) => `№${n}`);
      const outcomes = await Promise.allSettled(
        bodies.map((body) => connector.comment(id, { key: body, body, visibility: 'public' })),
      );
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      for (const { reason } of refused)
        expect(reason).toMatchObject({ kind: 'transient', delivery: 'answered' });
      const { presentComments = [] } = await read(id);
      expect(presentComments.length).toBe(bodies.length - refused.length);
    });

    it('a deleted issue is gone, a project that we do not see hides it', async () => {
      const id = await create();
      await must(real.asAdmin(), 'PUT', `/issues/${id}.json`, { issue: { project_id: server.outOfSight } });
      expect(await connector.read(id, '0')).toBe('hidden');
      await must(real.asAdmin(), 'DELETE', `/issues/${id}.json`);
      expect(await connector.read(id, '0')).toBe('gone');
    });

    it('no Date header is there, and yet the clock is known', async () => {
      const answer = await fetch(`${server.url}/users/current.json`, {
        headers: { 'x-redmine-api-key': server.apiKey },
      });
      expect(answer.headers.get('date')).toBeNull();
      expect(Math.abs((await connect().health()).clockOffset)).toBeLessThan(1500);
    });

    it('a hook of the plugin names the issue; a silent one asks for all of it', async () => {
      const id = await create();
      await executor().comment(id, 'Раз', 'public');
      const journal = await journalOf(id);
      receiver.forget();
      await must(real.asAdmin(), 'PUT', `/journals/${journal}.json`, { journal: { notes: 'Два' } });
      const event = await receiver.waitFor('a silent event', ({ body }) => body.includes('"silent"'));
      const hint = verifyRedmineWebhook(secret, event.headers, Buffer.from(event.body));
      expect(hint).toMatchObject({ recordIds: [id], silent: true });
      expect(verifyRedmineWebhook('another', event.headers, Buffer.from(event.body))).toBe('refused');
    });
  },
);
