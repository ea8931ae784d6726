import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connector, NewRecord, RemoteUser } from '../../../connectors/port';
import { createRequestTracker } from '../../../connectors/request-tracker/connector';
import { verifyRequestTrackerWebhook } from '../../../connectors/request-tracker/webhook';
import { maskOf } from '../../../domain/mask';
import type { RecordState } from '../../../domain/record';
import { deskConfig } from '../../connectors/request-tracker/fixture';
import { startRequestTracker } from '../request-tracker';
import type { RealRequestTracker } from '../request-tracker';

jest.setTimeout(240_000);

describe('what only a real Request Tracker does', () => {
  let desk: RealRequestTracker;
  let connector: Connector;
  beforeAll(async () => {
    desk = await startRequestTracker();
    connector = createRequestTracker(deskConfig(desk.url, desk.token));
  });
  afterAll(async () => {
    await connector?.close();
    await desk?.down();
  });

  let made = 0;
  const create = async (more: Partial<NewRecord> = {}) => {
    const key = `SD-${Date.now()}${made++}`;
    const fields = { title: 'Тема', description: 'Текст', status: 'new', priority: '50' };
    return (await connector.create({ key, fields, linkBack: `https://front.example/t/${key}`, ...more })).id;
  };
  const read = async (id: string, since = '0'): Promise<RecordState> => {
    const state = await connector.read(id, since);
    if (typeof state === 'string') throw new Error(state);
    return state;
  };
  const olga = (method: string, path: string, json?: unknown) => desk.asAgent('olga')(method, path, json);

  it('our public text opens a finished ticket, in the name of the system and not in ours', async () => {
    const id = await create();
    await connector.write(id, { status: 'resolved' });
    const { cursor } = await read(id);
    await connector.comment(id, { key: 'C-1', body: 'Готово', visibility: 'public' });
    const state = await read(id, cursor);
    expect(state.history).toMatchObject([
      { kind: 'comment', body: 'Готово', actor: { isOurAccount: true } },
      {
        kind: 'field',
        field: 'status',
        old: 'resolved',
        new: 'open',
        actor: { isOurAccount: false, isSystem: true },
      },
    ]);
  });

  it('a comment keeps our id of it', async () => {
    const id = await create();
    await connector.comment(id, { key: 'C-77', body: 'x', visibility: 'internal' });
    expect((await read(id)).history).toContainEqual(
      expect.objectContaining({ kind: 'comment', key: 'C-77' }),
    );
  });

  it('HTML is read as text', async () => {
    const id = await create();
    await olga('POST', `/ticket/${id}/correspond`, {
      Content: '<p>Раз<br>два</p><script>x()</script>',
      ContentType: 'text/html',
    });
    expect((await read(id)).history).toContainEqual(
      expect.objectContaining({ kind: 'comment', body: 'Раз\nдва' }),
    );
  });

  it('a person’s ticket brings its first files, which are no comment', async () => {
    const file = { FileName: '=?UTF-8?B?0YTQvtGC0L4=?=', FileType: 'image/png', FileContent: 'AQID' };
    const ticket = {
      Queue: 'Support',
      Subject: 'С фото',
      Content: 'Смотрите',
      ContentType: 'text/plain',
      Attachments: [file],
    };
    const answer = await olga('POST', '/ticket', ticket);
    const { id } = answer.json as { id: string };
    const state = await read(String(id));
    // Another suite's front, which takes over what is open in this desk, would hold the coded name against the decoded one.
    await olga('PUT', `/ticket/${id}`, { Status: 'resolved' });
    expect(state.fields.description).toBe('Смотрите');
    expect(state.firstFiles).toMatchObject([
      { filename: 'фото', mediaType: 'image/png', size: 3, visibility: 'public' },
    ]);
    expect(state.history.filter(({ kind }) => kind === 'comment' || kind === 'file')).toEqual([]);
    const [first] = state.firstFiles;
    expect(first && (await connector.fetchFile(first))).toEqual(Buffer.from([1, 2, 3]));
  });

  it('a requester becomes a user with that name; quotes and brackets in it harm nothing', async () => {
    const email = `petr${Date.now()}@client.example`;
    const id = await create({ requester: { name: 'Иванов, Пётр "Без" <x>', email } });
    expect((await read(id)).requester).toEqual({ name: "Иванов, Пётр 'Без'  x", email });
  });

  it('a merged ticket is read as the one that it became, and what it brings is told as such', async () => {
    const [gone, into] = [await create(), await create()];
    await olga('POST', `/ticket/${gone}/comment`, { Content: 'старое', ContentType: 'text/plain' });
    await olga('PUT', `/ticket/${gone}`, { MergeInto: into });
    const state = await read(gone);
    expect(state.id).toBe(into);
    expect(state.history.filter(({ kind }) => kind === 'comment')).toEqual([]);
    expect(state.history).toContainEqual(expect.objectContaining({ kind: 'other', what: 'merged: Comment' }));
    await olga('POST', `/ticket/${gone}/comment`, { Content: 'новое', ContentType: 'text/plain' });
    expect((await read(into)).history).toContainEqual(
      expect.objectContaining({ kind: 'comment', body: 'новое' }),
    );
  });

  it('a due date and a reminder move nothing of ours, and an owner only tells who has it', async () => {
    const id = await create();
    const { cursor } = await read(id);
    const { next } = await connector.poll(null, 0);
    await olga('PUT', `/ticket/${id}`, { Owner: 'pavel', Due: '2027-01-01 10:00:00' });
    const answer = await olga('POST', '/ticket', {
      Queue: 'Support',
      Subject: 'Напомнить',
      Type: 'reminder',
      Content: 'x',
    });
    const reminder = String((answer.json as { id: string }).id);
    const { history } = await read(id, cursor);
    expect(history.filter(({ kind }) => kind !== 'other')).toMatchObject([
      { kind: 'assigned', to: 'Pavel Agent' },
    ]);
    const page = await connector.poll(next, 0);
    expect(page.recordIds).toContain(id);
    expect(page.recordIds).not.toContain(reminder);
    expect((await read(reminder)).inScope).toBe(false);
  });

  it('whoever may edit users may lock anybody out: why we ask for no such right, and keep no user up to date', async () => {
    const Name = `pupil${Date.now()}`;
    const Password = 'first-password';
    const made = { Name, EmailAddress: `${Name}@olddesk.example`, Password, Privileged: 1 };
    const { json } = await desk.asAgent('root')<{ id: string }>('POST', '/user', made);
    const asHim = () =>
      fetch(`${desk.url}/REST/2.0/user/${json.id}`, {
        headers: { authorization: `Basic ${Buffer.from(`${Name}:${Password}`).toString('base64')}` },
      });
    expect((await asHim()).status).toBe(200);
    // The account of the test desk has AdminUsers. A phone number and the right to sign in are one and the same to it.
    const edit = { WorkPhone: '+74951234567', EmailAddress: `other-${Name}@olddesk.example`, Disabled: 1 };
    const { status } = await desk.asSync()('PUT', `/user/${json.id}`, edit);
    expect([status, (await asHim()).status]).toEqual([200, 401]);
  });

  it('who is made anonymous leaves his tickets by an account without AdminUsers, his user stays; by one with it, the user is made anonymous', async () => {
    const person = { name: 'Пётр Уходящий', email: `petr${Date.now()}@ex.example`, phones: [] };
    const id = await create({ requester: person });
    const { cursor } = await read(id);
    const staying: RemoteUser[] = [];
    const erasure = {
      person,
      contact: '7',
      name: 'Anonymous 7',
      mask: maskOf(person, 'Anonymous 7'),
      whole: false,
      stays: async (user: RemoteUser) => void staying.push(user),
    };
    const people = async () => {
      const { json } = await desk.asAgent('olga')<{ Requestor: { id: string }[] }>('GET', `/ticket/${id}`);
      return json.Requestor.map((user) => user.id);
    };
    const narrow = createRequestTracker(deskConfig(desk.url, desk.narrowToken));
    expect(await narrow.erase(id, erasure)).toEqual({ notes: 0 });
    await narrow.close();
    expect(await people()).toEqual(['anonymised-7@anonymised.invalid']);
    const user = async () =>
      (await desk.asAgent('root')<{ EmailAddress: string }>('GET', `/user/${staying[0]?.id}`)).json
        .EmailAddress;
    expect(await user()).toBe(person.email);
    // None of it is anything that moves a field or says something.
    expect(new Set((await read(id, cursor)).history.map(({ kind }) => kind))).toEqual(new Set(['other']));

    await olga('PUT', `/ticket/${id}`, { Requestor: [person.email] });
    expect(await connector.erase(id, erasure)).toEqual({ notes: 0 });
    const number = staying[0]!.id;
    expect([await people(), await user()]).toEqual([
      [`anonymised-7-${number}`],
      `anonymised-7-${number}@anonymised.invalid`,
    ]);
    expect(staying).toHaveLength(1);
  });

  it('lists nothing of other queues, and no finished ticket as open', async () => {
    const id = await create();
    await olga('PUT', `/ticket/${id}`, { Queue: 'General' });
    expect((await connector.list('open', null)).recordIds).not.toContain(id);
  });

  it('a priority in words is stored as 0: reading back tells', async () => {
    const id = await create();
    await connector.write(id, { priority: 'Urgent' });
    expect((await read(id)).fields.priority).toBe('0');
  });

  it('check sees rights and statuses, and changes nothing', async () => {
    const id = await create();
    const { cursor } = await read(id);
    const found = await connector.check();
    expect(found.filter(({ level }) => level === 'fault')).toEqual([]);
    expect(found).toContainEqual(expect.objectContaining({ level: 'ok', key: 'status.waiting_customer' }));
    expect(found).toContainEqual(
      expect.objectContaining({
        level: 'ok',
        key: 'token',
        message: expect.stringContaining('may create') as unknown,
      }),
    );
    expect((await read(id)).cursor).toBe(cursor);
  });

  it('a queue of another name, or a field of another name, is a fault', async () => {
    const wrong = createRequestTracker({ ...deskConfig(desk.url, desk.token), queue: `It's "x"/y` });
    expect(await wrong.check()).toContainEqual(expect.objectContaining({ level: 'fault', key: 'queue' }));
    const noField = createRequestTracker({ ...deskConfig(desk.url, desk.token), externalKeyField: 'Nope' });
    expect(await noField.check()).toContainEqual(
      expect.objectContaining({ level: 'fault', key: 'externalKeyField' }),
    );
    const lower = createRequestTracker({
      ...deskConfig(desk.url, desk.token),
      queue: 'support',
      externalKeyField: 'external key',
    });
    expect((await lower.check()).filter(({ level }) => level === 'fault')).toEqual([]);
    await Promise.all([wrong.close(), noField.close(), lower.close()]);
  });

  it('its hook’s deliveries are understood, and a wrong secret is refused', async () => {
    const got: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        got.push({ headers: request.headers, body: Buffer.concat(chunks) });
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
    await desk.setWebhook(
      `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/helpdesk`,
      'hook-secret',
    );
    const id = await create();
    await desk.setWebhook('');
    await new Promise((done) => receiver.close(done));
    const hints = got.map(({ headers, body }) => verifyRequestTrackerWebhook('hook-secret', headers, body));
    expect(hints.length).toBeGreaterThan(0);
    for (const hint of hints) expect(hint).toMatchObject({ recordIds: [id], silent: false });
    const ids = hints.map((hint) => (hint === 'refused' ? '' : hint.deliveryId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(got.map(({ headers, body }) => verifyRequestTrackerWebhook('another', headers, body))).toContain(
      'refused',
    );
  });
});
