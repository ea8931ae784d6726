import { mkdtemp, writeFile } from 'node:fs/promises';
import { startReceiver, signatureOf, type Event, type Receiver } from './receiver';
import { startRedmine, type RealRedmine } from './redmine';

const secret = 'a secret of the tracker';

interface Told {
  readonly type: string;
  readonly timestamp: string;
  readonly silent?: string;
  readonly data: {
    readonly issue: {
      readonly id: number;
      readonly subject?: string;
      readonly status?: { readonly name: string };
    };
    readonly journal?: {
      readonly id: number;
      readonly notes?: string;
      readonly private_notes: boolean;
      readonly deleted?: true;
      readonly user?: { readonly id: number };
    };
  };
}
interface Issue {
  readonly issue: {
    readonly id: number;
    readonly updated_on: string;
    readonly journals: readonly { readonly id: number; readonly notes: string }[];
    readonly attachments: readonly { readonly id: number }[];
  };
}
const told = (event: Event) => JSON.parse(event.body) as Told;

jest.setTimeout(240_000);

describe.each(['sqlite', 'pgsql'] as const)('the hook in a real Redmine on %s', (db) => {
  let tracker: RealRedmine;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await startReceiver();
    // a tracker of its own: its server is killed here
    tracker = await startRedmine({
      dir: await mkdtemp('/var/tmp/redmine-hook-'),
      db,
      webhookUrl: `${receiver.url}/webhooks/executors`,
      webhookSecret: secret,
    });
  }, 180_000);

  afterAll(async () => {
    await tracker?.setWebhook('');
    await tracker?.down();
    await receiver?.stop();
  });

  beforeEach(() => receiver.forget());

  const newIssue = async (more: Record<string, unknown> = {}) => {
    const answer = await tracker.asExecutor()<Issue>('POST', '/issues.json', {
      issue: {
        project_id: tracker.project,
        tracker_id: tracker.trackerId,
        subject: 'Принтер не печатает',
        ...more,
      },
    });
    expect(answer.status).toBe(201);
    return answer.json.issue.id;
  };
  const read = async (id: number) =>
    (await tracker.asExecutor()<Issue>('GET', `/issues/${id}.json?include=journals,attachments`)).json.issue;
  const change = async (id: number, issue: Record<string, unknown>) =>
    expect((await tracker.asExecutor()('PUT', `/issues/${id}.json`, { issue })).status).toBe(204);
  const waitFor = async (id: number, what: string, match: (event: Told) => boolean) =>
    told(
      await receiver.waitFor(
        `${what} of issue ${id}`,
        (event) => told(event).data.issue.id === id && match(told(event)),
      ),
    );
  const silent = (id: number, kind: string, match: (event: Told) => boolean = () => true) =>
    waitFor(id, `silent ${kind}`, (event) => event.silent === kind && match(event));
  const noteOn = async (id: number, more: Record<string, unknown> = {}) => {
    await change(id, { notes: 'первая заметка', ...more });
    return (await read(id)).journals.at(-1)?.id ?? 0;
  };

  it('lets people work and knows who they are', async () => {
    for (const person of [tracker.asExecutor(), tracker.asExecutor(2), tracker.asAdmin(), tracker.asSync()]) {
      expect((await person('GET', '/users/current.json')).status).toBe(200);
    }
    expect(tracker.statuses).toMatchObject({ new: 1, in_progress: 2, rejected: 6 });
  });

  it('signs the body and says what happened, in the order in which it happened', async () => {
    const id = await newIssue();
    await change(id, { status_id: tracker.statuses.in_progress, notes: 'еду' });
    const event = await receiver.waitFor('the update', (one) => told(one).type === 'issue.updated');
    expect(event.headers['x-redmine-signature-256']).toBe(signatureOf(event.body, secret));
    expect(event.headers).toMatchObject({ 'x-redmine-event': 'issue.updated', 'user-agent': 'Redmine' });
    expect(Math.abs(Date.now() / 1000 - Number(event.headers['x-sagadesk-timestamp']))).toBeLessThan(60);
    expect(told(event).data).toMatchObject({
      issue: { id, status: { name: 'In Progress' } },
      journal: { notes: 'еду', private_notes: false, user: { id: tracker.users.executor } },
    });
    expect(receiver.events.map((one) => told(one).type)).toEqual(['issue.created', 'issue.updated']);
  });

  it('can be read back as soon as it is told of', async () => {
    const id = await newIssue();
    await waitFor(id, 'creation', (event) => event.type === 'issue.created');
    expect((await tracker.asSync()('GET', `/issues/${id}.json`)).status).toBe(200);
  });

  it('tells of a note that is edited, though the issue does not move', async () => {
    const id = await newIssue();
    const note = await noteOn(id);
    const before = await read(id);
    await tracker.asAdmin()('PUT', `/journals/${note}.json`, { journal: { notes: 'исправлено' } });
    const event = await silent(id, 'journal');
    expect(event).toMatchObject({
      type: 'issue.updated',
      data: { journal: { id: note, notes: 'исправлено', private_notes: false } },
    });
    expect((await read(id)).updated_on).toBe(before.updated_on);
  });

  it('tells of a note that is hidden', async () => {
    const id = await newIssue();
    const note = await noteOn(id);
    await tracker.asAdmin()('PUT', `/journals/${note}.json`, { journal: { private_notes: true } });
    const event = await silent(id, 'journal');
    expect(event.data.journal).toMatchObject({ id: note, private_notes: true });
  });

  it('tells of a note that is emptied, with and without other changes in its journal', async () => {
    const id = await newIssue();
    const alone = await noteOn(id);
    const beside = await noteOn(id, { status_id: tracker.statuses.in_progress });
    for (const note of [alone, beside]) {
      await tracker.asAdmin()('PUT', `/journals/${note}.json`, { journal: { notes: '' } });
    }
    const gone = await silent(id, 'journal', (event) => event.data.journal?.id === alone);
    expect(gone.data.journal).toMatchObject({ deleted: true });
    const emptied = await silent(id, 'journal', (event) => event.data.journal?.id === beside);
    expect(emptied.data.journal?.deleted).toBeUndefined();
    expect((await read(id)).journals.map((journal) => journal.id)).toEqual([beside]);
  });

  it('tells both issues of a relation that is added and removed', async () => {
    const [one, other] = [await newIssue(), await newIssue()];
    const made = await tracker.asAdmin()<{ relation: { id: number } }>(
      'POST',
      `/issues/${one}/relations.json`,
      {
        relation: { issue_to_id: other, relation_type: 'relates' },
      },
    );
    await silent(one, 'relation');
    await silent(other, 'relation');
    receiver.forget();
    await tracker.asAdmin()('DELETE', `/relations/${made.json.relation.id}.json`);
    await silent(one, 'relation');
    await silent(other, 'relation');
  });

  it('tells of a file that is renamed or deleted', async () => {
    const upload = await fetch(`${tracker.url}/uploads.json?filename=a.txt`, {
      method: 'POST',
      headers: { 'x-redmine-api-key': tracker.executorKey, 'content-type': 'application/octet-stream' },
      body: 'bytes',
    });
    const { token } = ((await upload.json()) as { upload: { token: string } }).upload;
    const id = await newIssue({ uploads: [{ token, filename: 'план.txt' }] });
    const file = (await read(id)).attachments[0]?.id;
    expect(receiver.events.filter((event) => told(event).silent)).toEqual([]);
    await tracker.asAdmin()('PATCH', `/attachments/${file}.json`, { attachment: { filename: 'б.txt' } });
    await silent(id, 'attachment');
    receiver.forget();
    await tracker.asAdmin()('DELETE', `/attachments/${file}.json`);
    await silent(id, 'attachment');
  });

  it('tells of a move out of the account’s sight, by the number alone', async () => {
    const id = await newIssue({ subject: 'тайна' });
    await waitFor(id, 'creation', () => true);
    receiver.forget();
    const made = await tracker.asAdmin()<{ project: { id: number } }>('POST', '/projects.json', {
      project: {
        name: 'Elsewhere',
        identifier: `elsewhere-${id}`,
        is_public: false,
        tracker_ids: [tracker.trackerId],
      },
    });
    const moved = { issue: { project_id: made.json.project.id } };
    expect((await tracker.asAdmin()('PUT', `/issues/${id}.json`, moved)).status).toBe(204);
    const event = await waitFor(id, 'move', () => true);
    expect(event.data.issue).toEqual({ id });
    expect((await tracker.asSync()('GET', `/issues/${id}.json`)).status).toBe(403);
  });

  it('tells of a deleted issue once, not of what hung on it', async () => {
    const id = await newIssue();
    await noteOn(id);
    await tracker.asAdmin()('DELETE', `/issues/${id}.json`);
    await waitFor(id, 'deletion', (event) => event.type === 'issue.deleted');
    expect(receiver.events.map((one) => told(one).type)).toEqual([
      'issue.created',
      'issue.updated',
      'issue.deleted',
    ]);
  });

  it('shows no text to an account that may not see it, only that something was hidden', async () => {
    await writeConfig({ login: 'nobody-known' });
    const id = await newIssue({ description: 'тайна' });
    const note = await noteOn(id, { notes: 'тайна', private_notes: true });
    const event = await waitFor(id, 'update', (one) => one.type === 'issue.updated');
    expect(event.data).toEqual({ issue: { id }, journal: { id: note, private_notes: true } });
    expect(receiver.events.map((one) => one.body).join()).not.toContain('тайна');
    await writeConfig({ login: 'sd-sync' });
  });

  it('tries again while the front is away, keeps the order, and loses nothing', async () => {
    receiver.answer(503);
    const id = await newIssue();
    await change(id, { notes: 'одна' });
    await receiver.waitFor('a refused try', () => true);
    receiver.answer(202);
    await waitFor(id, 'the note', (event) => event.data.journal?.notes === 'одна');
    const types = receiver.events.map((one) => told(one).type);
    expect(types.lastIndexOf('issue.created')).toBeLessThan(types.indexOf('issue.updated'));
  });

  it('sends what waits to the corrected address, not to the one that held when it happened', async () => {
    await writeConfig({ url: 'http://127.0.0.1:9/webhooks/executors' });
    const waiting = [await newIssue(), await newIssue(), await newIssue()];
    await writeConfig({});
    for (const id of waiting) await waitFor(id, 'creation', (event) => event.type === 'issue.created');
  });

  it('does not repeat what the front refuses for good', async () => {
    receiver.answer(401);
    const refused = await newIssue();
    await waitFor(refused, 'a refused creation', () => true);
    receiver.answer(202);
    const next = await newIssue();
    await waitFor(next, 'the next creation', () => true);
    expect(receiver.events).toHaveLength(2);
  });

  it('restricted to other projects, tells of an issue only when it carries our number', async () => {
    await writeConfig({ projects: ['another-project'] });
    const foreign = await newIssue();
    const ours = await newIssue({ custom_fields: [{ id: tracker.customFields.externalKey, value: 'SD-7' }] });
    await waitFor(ours, 'creation', () => true);
    expect(receiver.events.map((event) => told(event).data.issue.id)).not.toContain(foreign);
    await writeConfig({ projects: [] });
  });

  it('delivers what still waits when Redmine is stopped, and works after kill -9 and a new start', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => newIssue()));
    await tracker.stop();
    expect(new Set(receiver.events.map((event) => told(event).data.issue.id))).toEqual(new Set(ids));
    await tracker.start();
    await tracker.killHard();
    await expect(tracker.asSync()('GET', '/users/current.json')).rejects.toThrow();
    await tracker.start();
    await waitFor(await newIssue(), 'creation', () => true);
  }, 120_000);

  async function writeConfig(more: Record<string, unknown>): Promise<void> {
    const settings = {
      url: `${receiver.url}/webhooks/executors`,
      secret,
      login: 'sd-sync',
      retries: 5,
      ...more,
    };
    await writeFile(tracker.env.REDMINE_WEBHOOK_CONFIG ?? '', JSON.stringify(settings));
  }
});
