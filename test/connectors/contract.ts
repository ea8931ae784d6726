import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ConnectorFailure } from '../../connectors/failure';
import type { Connector, NewRecord, OutgoingFile } from '../../connectors/port';
import { compareEntries } from '../../domain/record';
import type { RecordEvent, RecordState, RemoteFile } from '../../domain/record';
import type { ConnectChange, ConnectorFixture } from './fixture';

type Of<K extends RecordEvent['kind']> = Extract<RecordEvent, { kind: K }>;

/** What every connector must do, whatever the system; run it on the real one and on its demo. */
export const connectorContract = (name: string, start: () => Promise<ConnectorFixture>): void => {
  describe(`${name} keeps the contract of a connector:`, () => {
    jest.setTimeout(120_000);
    let fixture: ConnectorFixture;
    let connector: Connector;
    const others: Connector[] = [];

    beforeAll(async () => {
      fixture = await start();
      connector = fixture.connector;
    });
    afterAll(async () => {
      await Promise.all(others.map((other) => other.close()));
      await fixture?.stop();
    });

    const connect = (change: ConnectChange) => {
      const other = fixture.connect(change);
      others.push(other);
      return other;
    };
    const status = () => fixture.config.status;
    const priority = () => fixture.config.priority;

    /** No two runs share a key, and none is part of another. */
    const newKey = () => `SD-${randomBytes(4).readUInt32BE()}9`;
    const linkTo = (key: string) => `https://front.example/t/${encodeURIComponent(key)}?from=contract`;
    const newRecord = (more: Partial<NewRecord> = {}): NewRecord => {
      const key = more.key ?? newKey();
      return {
        key,
        fields: {
          title: 'Не печатает принтер 🖨',
          description: 'Добрый день!\n\nПринтер «HP» на 3-м этаже\nне печатает. 😕 <b>Срочно</b> & важно',
          status: status().new,
          priority: priority().high,
        },
        linkBack: linkTo(key),
        ...more,
      };
    };
    const made = async (more: Partial<NewRecord> = {}) => (await connector.create(newRecord(more))).id;
    const read = async (id: string, since = '0', by = connector): Promise<RecordState> => {
      const state = await by.read(id, since);
      if (typeof state === 'string') throw new Error(`record ${id} is ${state}`);
      return state;
    };
    const cursorOf = async (id: string) => (await read(id)).cursor;
    const comments = (state: RecordState) =>
      state.history.filter((event): event is Of<'comment'> => event.kind === 'comment');
    const changes = (state: RecordState) =>
      state.history.filter((event): event is Of<'field'> => event.kind === 'field');
    /** Every file of a history, whether it came with text or alone. */
    const files = (state: RecordState) =>
      state.history.flatMap((event): readonly (RemoteFile & { visibility: string })[] =>
        event.kind === 'comment'
          ? event.files
          : event.kind === 'file'
            ? [{ ...event.file, visibility: event.visibility }]
            : [],
      );
    const failure = async (promise: Promise<unknown>): Promise<ConnectorFailure> => {
      const error: unknown = await promise.then(
        () => 'no failure',
        (thrown: unknown) => thrown,
      );
      if (error instanceof ConnectorFailure) return error;
      throw new Error(`no ConnectorFailure: ${String(error)}`, { cause: error });
    };
    /** A refusal or a silent nothing: both are told by reading back. */
    const unlessRefused = (promise: Promise<unknown>) =>
      promise.catch((error: unknown) => {
        if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
      });
    /** Polls to the end; `next` is where it stopped. */
    const pollAll = async (by: Connector, from: string | null, overlapMs = 0) => {
      const ids: string[] = [];
      let page = await by.poll(from, overlapMs);
      for (; page.more; page = await by.poll(page.next, overlapMs)) ids.push(...page.recordIds);
      return { ids: [...ids, ...page.recordIds], next: page.next };
    };
    /** Until what others did lies so far back that a poll from now on does not tell it: some systems' times are whole seconds. */
    const quiet = async (by: Connector) => {
      for (const until = Date.now() + 15_000; Date.now() < until; await pause(50)) {
        const { next } = await pollAll(by, null);
        if ((await pollAll(by, next)).ids.length === 0) return;
      }
      throw new Error('the poll goes on telling of records that nobody changes');
    };
    const listAll = async (by: Connector, from: 'open' | number) => {
      const ids: string[] = [];
      let page = await by.list(from, null);
      for (; page.more; page = await by.list(from, page.next)) ids.push(...page.recordIds);
      return [...ids, ...page.recordIds];
    };

    describe('who and where', () => {
      it('health tells our own account and a clock that is right within two seconds', async () => {
        const health = await connector.health();
        expect(health.account).toMatchObject({ isOurAccount: true, isSystem: false });
        expect(health.account.name).not.toBe('');
        expect(Math.abs(health.clockOffset)).toBeLessThan(2000);
      });

      it('a record has a page for people under the system’s url', () => {
        expect(connector.pageOf('42')).toMatch(/42/);
        expect(connector.pageOf('42').startsWith(fixture.config.url.replace(/\/$/, ''))).toBe(true);
      });

      it('its capabilities say what can be written', () => {
        expect(connector.type).toBe(fixture.config.type);
        expect(connector.capabilities.fields).toMatchObject({
          title: 'editable',
          status: 'editable',
          priority: 'editable',
        });
        expect(connector.capabilities.maxFileBytes).toBeGreaterThan(1_000_000);
      });

      it('check finds no fault in a right configuration', async () => {
        const findings = await connector.check();
        expect(findings.filter(({ level }) => level === 'fault')).toEqual([]);
      });
    });

    describe('creating and finding', () => {
      it('a new record holds key, title, text, status, priority and our link, in Russian and with emoji', async () => {
        const record = newRecord({
          requester: { name: 'Анна Иванова', email: 'anna.ivanova@client.example' },
        });
        const { id } = await connector.create(record);
        const state = await read(id);
        expect(state.id).toBe(id);
        expect(state.fields).toEqual(record.fields);
        expect(state.key).toBe(record.key);
        expect(state.linksBack).toEqual([record.linkBack]);
        expect(state).toMatchObject({ inScope: true, isDone: false, createdBy: { isOurAccount: true } });
        expect(Math.abs(state.createdAt - Date.now())).toBeLessThan(30_000);
        if (state.requester) expect(state.requester.email).toBe('anna.ivanova@client.example');
        expect(state.firstFiles).toEqual([]);
        expect(comments(state)).toEqual([]);
      });

      it('a requester without e-mail does not fail it', async () => {
        const record = newRecord({ requester: { name: 'Пётр "Без" <Почты>' } });
        const { id } = await connector.create(record);
        expect((await read(id)).key).toBe(record.key);
      });

      it('every one of our statuses and priorities can be given from the start', async () => {
        const key = newKey();
        const wanted = {
          ...newRecord().fields,
          status: status().waiting_customer,
          priority: priority().urgent,
        };
        const id = await made({ key, fields: wanted });
        // Some systems take only some statuses at creation: the caller writes the difference, as here.
        const first = await read(id);
        if (first.fields.status !== wanted.status) await connector.write(id, { status: wanted.status });
        expect((await read(id)).fields).toMatchObject({ status: wanted.status, priority: wanted.priority });
      });

      it('is found by exactly its key, twice when it was made twice, oldest first', async () => {
        const key = newKey();
        expect(await connector.findByKey(key)).toEqual([]);
        const first = await made({ key });
        const second = await made({ key });
        await made({ key: `${key}1` });
        expect(await connector.findByKey(key)).toEqual([first, second]);
        expect(await connector.findByKey(key.toLowerCase())).toEqual([]);
        expect(await connector.findByKey(key.slice(0, -1))).toEqual([]);
      });

      it('a key that looks like a query finds nothing and breaks nothing', async () => {
        await made();
        const hostile = [
          `' OR id > 0 OR '1'='1`,
          `x\\' OR 1=1 --`,
          '*',
          '%',
          '~1',
          '{1}',
          `"`,
          'a|b',
          '!*',
          '🖨',
          'СД-1',
          '',
        ];
        for (const key of hostile) expect([key, await connector.findByKey(key)]).toEqual([key, []]);
      });

      it('the key can be rewritten, and then only the new one finds it', async () => {
        const key = newKey();
        const id = await made({ key });
        const since = await cursorOf(id);
        await connector.write(id, { key: `${key}/2` });
        const state = await read(id, since);
        expect(state.key).toBe(`${key}/2`);
        expect(changes(state)).toEqual([]);
        expect(await connector.findByKey(key)).toEqual([]);
        expect(await connector.findByKey(`${key}/2`)).toEqual([id]);
      });

      it('shows contract and deadlines in its fields, from the start and later, and tells them of any history', async () => {
        const sla = {
          contract: 'Д-7',
          reaction: '2026-11-23 18:00 Europe/Moscow',
          resolution: 'paused',
          service: 'Рабочие места',
          organisation: 'ООО «Ромашка»',
          contact: 'Анна Иванова, anna@romashka.example, +74951234567',
        };
        const id = await made({ sla });
        const born = await read(id);
        expect(born.sla).toEqual(sla);
        const news = {
          contract: '',
          resolution: '2026-11-24 10:30 Europe/Moscow',
          service: '1С',
          organisation: 'ООО «Лютик»',
          contact: 'Пётр Соколов',
        };
        await connector.write(id, news);
        const later = await read(id, born.cursor);
        expect(later.sla).toEqual({ ...sla, ...news });
        expect(new Set(later.history.map(({ kind }) => kind))).toEqual(new Set(['other']));
        const person = await read(
          await fixture.person.createRecord({ title: 'Без договора', description: 'x' }),
        );
        expect(person.sla).toEqual(Object.fromEntries(Object.keys(sla).map((field) => [field, ''])));
      });

      it('a link back is put into a record that has none, once', async () => {
        const id = await fixture.person.createRecord({ title: 'От человека', description: 'Текст' });
        expect((await read(id)).linksBack).toEqual([]);
        await connector.write(id, { linkBack: linkTo('SD-77') });
        await connector.write(id, { linkBack: linkTo('SD-77') });
        expect((await read(id)).linksBack).toEqual([linkTo('SD-77')]);
      });

      it('a person’s record tells its first text, who made it, and that it has no key', async () => {
        const id = await fixture.person.createRecord({
          title: 'Нужен доступ',
          description: 'К папке\n«Общая»',
        });
        const state = await read(id);
        expect(state.fields).toMatchObject({ title: 'Нужен доступ', description: 'К папке\n«Общая»' });
        expect(state.key).toBeNull();
        expect(state.createdBy).toMatchObject({ isOurAccount: false, isSystem: false });
        expect(state.createdBy.name).not.toBe('');
        expect(comments(state)).toEqual([]);
      });
    });

    describe('reading history', () => {
      it('gives what came after the cursor only, oldest first, each with old and new value', async () => {
        const id = await made();
        const since = await cursorOf(id);
        await fixture.person.setStatus(id, status().in_progress);
        await fixture.person.setTitle(id, 'Принтер снова не печатает');
        await fixture.person.setPriority(id, priority().urgent);
        const state = await read(id, since);
        expect(changes(state).map(({ field, old, new: now }) => [field, old, now])).toEqual([
          ['status', status().new, status().in_progress],
          ['title', 'Не печатает принтер 🖨', 'Принтер снова не печатает'],
          ['priority', priority().high, priority().urgent],
        ]);
        for (const { entry } of state.history) expect(compareEntries(entry, since)).toBe(1);
        const entries = state.history.map(({ entry }) => entry);
        expect(entries).toEqual([...entries].sort(compareEntries));
        expect(compareEntries(state.cursor, entries.at(-1) ?? '0')).toBeGreaterThanOrEqual(0);
      });

      it('says nothing new when read again from its own cursor', async () => {
        const id = await made();
        await fixture.person.comment(id, 'Принято', 'internal');
        const state = await read(id);
        const again = await read(id, state.cursor);
        expect(again.history).toEqual([]);
        expect(again.cursor).toBe(state.cursor);
        const { description: _, ...fields } = state.fields;
        expect(again.fields).toMatchObject(fields);
      });

      it('tells a person’s events from those of our account, also when a person uses our account', async () => {
        const id = await made();
        const since = await cursorOf(id);
        await fixture.person.setStatus(id, status().in_progress);
        await connector.write(id, { title: 'Мы' });
        await fixture.ourAccount.setTitle(id, 'Человек под нашим именем');
        const events = changes(await read(id, since));
        expect(events.map(({ field, new: now, actor }) => [field, now, actor.isOurAccount])).toEqual([
          ['status', status().in_progress, false],
          ['title', 'Мы', true],
          ['title', 'Человек под нашим именем', true],
        ]);
        expect(new Set(events.map(({ actor }) => actor.isSystem))).toEqual(new Set([false]));
        expect(events[0]?.actor.name).not.toBe('');
        expect(events[0]?.actor.id).not.toBe(events[1]?.actor.id);
      });

      it('its times are the source’s, in whole seconds', async () => {
        const id = await made();
        await fixture.person.setStatus(id, status().in_progress);
        for (const { at } of (await read(id)).history) {
          expect(at % 1000).toBe(0);
          expect(Math.abs(at - Date.now())).toBeLessThan(30_000);
        }
      });

      it('more events than one page holds are all told, in order', async () => {
        const small = connect({ pageSize: 3 });
        const id = await made();
        const titles = Array.from({ length: 8 }, (_, n) => `Название ${n}`);
        for (const title of titles) await fixture.person.setTitle(id, title);
        const told = changes(await read(id, '0', small)).filter(({ field }) => field === 'title');
        expect(told.map(({ new: now }) => now)).toEqual(titles);
      });

      it('a record that does not exist is gone', async () => {
        expect(await connector.read('99999999', '0')).toBe('gone');
      });

      it('a deleted record is gone, or counted as done', async () => {
        const id = await made();
        await fixture.remove(id);
        const state = await connector.read(id, '0');
        if (state !== 'gone') expect(state).toMatchObject({ id, isDone: true });
      });

      it('a record out of sight is hidden, not gone', async () => {
        if (!fixture.forbid) return;
        const id = await fixture.person.createRecord({ title: 'Тайна', description: 'x' });
        await fixture.forbid(id);
        expect(await connector.read(id, '0')).toBe('hidden');
      });

      it('a record moved out of our scope is still followed, and says so', async () => {
        const id = await made();
        expect((await read(id)).inScope).toBe(true);
        await fixture.moveAway(id);
        expect((await read(id)).inScope).toBe(false);
      });
    });

    describe('to whom it is given', () => {
      const assignments = (state: RecordState) =>
        state.history.flatMap((event) => (event.kind === 'assigned' ? [event.to] : []));

      it('each assignment is told with the name of whoever got it, and null when it is taken from everybody', async () => {
        const [first, second] = fixture.staff;
        const id = await made();
        const since = await cursorOf(id);
        await fixture.person.assign(id, first.ref);
        await fixture.person.assign(id, second.ref);
        await fixture.person.assign(id, null);
        const state = await read(id, since);
        expect(assignments(state)).toEqual([first.name, second.name, null]);
        expect(changes(state)).toEqual([]);
        for (const { at, actor } of state.history) {
          expect(Math.abs(at - Date.now())).toBeLessThan(30_000);
          expect(actor).toMatchObject({ isOurAccount: false, isSystem: false });
        }
        expect(assignments(await read(id, state.cursor))).toEqual([]);
      });

      it('who had it from its creation on is told with the whole history, whoever has it now', async () => {
        const [first, second] = fixture.staff;
        const born = { title: 'Уже назначена', description: 'x', assignee: first.ref };
        const id = await fixture.person.createRecord(born);
        const whole = await read(id);
        expect([whole.firstAssignee, assignments(whole)]).toEqual([first.name, []]);
        await fixture.person.assign(id, second.ref);
        const later = await read(id);
        expect([later.firstAssignee, assignments(later)]).toEqual([first.name, [second.name]]);
        expect((await read(id, later.cursor)).firstAssignee).toBeUndefined();
      });

      it('our own account is nobody who works on it', async () => {
        const { account } = await connector.health();
        const id = await made();
        const since = await cursorOf(id);
        await fixture.person.assign(id, account.id);
        const state = await read(id, since);
        expect([assignments(state), (await read(id)).firstAssignee]).toEqual([[null], undefined]);
      });

      it('one that nobody had at first says so, also when it was given to somebody since', async () => {
        const id = await made();
        expect((await read(id)).firstAssignee).toBeUndefined();
        await fixture.person.assign(id, fixture.staff[0].ref);
        expect((await read(id)).firstAssignee).toBeUndefined();
      });
    });

    describe('writing', () => {
      it.each(['title', 'status', 'priority'] as const)('writing %s changes only that', async (field) => {
        const id = await made();
        const before = await read(id);
        const value = { title: 'Новое имя 🖨', status: status().in_progress, priority: priority().low }[field];
        await connector.write(id, { [field]: value });
        const after = await read(id, before.cursor);
        expect(changes(after)).toEqual([
          expect.objectContaining({ field, old: before.fields[field], new: value }),
        ]);
        expect({ ...before.fields, ...after.fields }).toEqual({ ...before.fields, [field]: value });
        expect([after.key, after.linksBack]).toEqual([before.key, before.linksBack]);
      });

      it('several fields can be written at once', async () => {
        const id = await made();
        const wanted = { title: 'Два поля', status: status().resolved, priority: priority().normal };
        await connector.write(id, wanted);
        const state = await read(id);
        expect(state.fields).toMatchObject(wanted);
        expect(state.isDone || status().resolved !== status().closed).toBe(true);
      });

      it('a text is written where the system can change it, and only there', async () => {
        const id = await made();
        const can = connector.capabilities.fields.description === 'editable';
        const before = await read(id);
        if (can) await connector.write(id, { description: 'Другой\nтекст' });
        expect((await read(id)).fields.description).toBe(can ? 'Другой\nтекст' : before.fields.description);
      });

      it('a status that the system does not know reads back unchanged', async () => {
        const id = await made();
        await unlessRefused(connector.write(id, { status: 'нет такого' }));
        expect((await read(id)).fields.status).toBe(status().new);
      });

      it('writing into a record that does not exist is refused', async () => {
        expect(await failure(connector.write('99999999', { title: 'x' }))).toMatchObject({ kind: 'refused' });
        const comment = { key: 'C-1', body: 'x', visibility: 'internal' as const };
        expect(await failure(connector.comment('99999999', comment))).toMatchObject({ kind: 'refused' });
      });
    });

    describe('comments', () => {
      it.each(['public', 'internal'] as const)(
        'our %s comment reads back as it was, and in the same visibility',
        async (visibility) => {
          const id = await made();
          const since = await cursorOf(id);
          const body =
            'Ольга (оператор):\n\nПерезагрузите, пожалуйста 🙏\n> цитата\n<b>не жирно</b> & так далее';
          await connector.comment(id, { key: `C-${newKey()}`, body, visibility });
          const told = comments(await read(id, since));
          expect(told).toEqual([
            expect.objectContaining({
              body,
              visibility,
              files: [],
              actor: expect.objectContaining({ isOurAccount: true }) as unknown,
            }),
          ]);
        },
      );

      it.each(['public', 'internal'] as const)(
        'a person’s %s comment is read as such',
        async (visibility) => {
          const id = await made();
          const since = await cursorOf(id);
          await fixture.person.comment(id, 'Заменил картридж.\nПроверьте, пожалуйста ✅', visibility);
          const told = comments(await read(id, since));
          expect(told).toEqual([
            expect.objectContaining({ body: 'Заменил картридж.\nПроверьте, пожалуйста ✅', visibility }),
          ]);
          expect(told[0]?.actor.isOurAccount).toBe(false);
        },
      );

      it('each comment has an id of its own, and several keep their order', async () => {
        const id = await made();
        for (const body of ['раз', 'два', 'три']) await fixture.person.comment(id, body, 'internal');
        const told = comments(await read(id));
        expect(told.map(({ body }) => body)).toEqual(['раз', 'два', 'три']);
        expect(new Set(told.map((comment) => comment.id)).size).toBe(3);
      });

      it('where comments change silently, all that stand now are told with every read', async () => {
        if (!connector.capabilities.changesSilently) return;
        const id = await made();
        await fixture.person.comment(id, 'Первый', 'internal');
        const { cursor } = await read(id);
        expect((await read(id, cursor)).presentComments).toMatchObject([
          { body: 'Первый', visibility: 'internal' },
        ]);
      });
    });

    describe('files', () => {
      const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
      const cyrillic = () => ({
        filename: 'Счёт №5 (копия) 🖨.png',
        mediaType: 'image/png',
        bytes: randomBytes(5000),
      });

      const roundTrip = async (file: OutgoingFile) => {
        const id = await made();
        const since = await cursorOf(id);
        await connector.attach(id, file);
        const told = files(await read(id, since));
        expect(told).toMatchObject([{ filename: file.filename, size: file.bytes.length }]);
        const [first] = told;
        if (!first) throw new Error('no file');
        expect(sha(await connector.fetchFile(first))).toBe(sha(file.bytes));
        return first;
      };

      it('our file with a Cyrillic name arrives byte by byte', async () => {
        expect(await roundTrip({ ...cyrillic(), visibility: 'public' })).toMatchObject({
          mediaType: 'image/png',
        });
      });

      it('an internal file is never told as public', async () => {
        expect(await roundTrip({ ...cyrillic(), visibility: 'internal' })).toMatchObject({
          visibility: 'internal',
        });
      });

      it('text files keep their bytes: no line ending, mark or letter is changed', async () => {
        const bytes = Buffer.concat([
          Buffer.from([0xef, 0xbb, 0xbf]),
          Buffer.from('а\r\nб\n\rв\u0000'),
          Buffer.from([0xff, 0xfe, 0x80]),
        ]);
        await roundTrip({ filename: 'журнал.txt', mediaType: 'text/plain', bytes, visibility: 'internal' });
        const win = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x0d, 0x0a]);
        await roundTrip({
          filename: 'win1251.csv',
          mediaType: 'text/csv',
          bytes: win,
          visibility: 'internal',
        });
        await roundTrip({
          filename: 'письмо.html',
          mediaType: 'text/html',
          bytes: Buffer.from('<p>Привет'),
          visibility: 'internal',
        });
      });

      it('names that hurt are kept or made harmless, the bytes stay', async () => {
        const id = await made();
        const since = await cursorOf(id);
        const bytes = randomBytes(10);
        for (const filename of ['a"b;c.txt', '../../etc/passwd', `${'д'.repeat(60)}.txt`])
          await connector.attach(id, {
            filename,
            mediaType: 'application/octet-stream',
            bytes,
            visibility: 'internal',
          });
        const told = files(await read(id, since));
        expect(told).toHaveLength(3);
        expect(told.map(({ filename }) => filename)).toContain(`${'д'.repeat(60)}.txt`);
        for (const file of told) expect(await connector.fetchFile(file)).toEqual(bytes);
      });

      it('an empty file arrives empty', async () => {
        await roundTrip({
          filename: 'пусто.log',
          mediaType: 'text/plain',
          bytes: Buffer.alloc(0),
          visibility: 'internal',
        });
      });

      it('a file of six megabytes arrives', async () => {
        const size = Math.min(6 * 1024 * 1024, connector.capabilities.maxFileBytes);
        const bytes = randomBytes(size);
        await roundTrip({
          filename: 'снимок.zip',
          mediaType: 'application/zip',
          bytes,
          visibility: 'internal',
        });
      });

      it.each(['public', 'internal'] as const)(
        'a person’s %s comment with a file is told with both',
        async (visibility) => {
          const id = await made();
          const since = await cursorOf(id);
          const file = cyrillic();
          await fixture.person.commentWithFile(id, 'Смотрите вложение', visibility, file);
          const state = await read(id, since);
          expect(comments(state)).toMatchObject([{ body: 'Смотрите вложение', visibility }]);
          const [told, ...more] = files(state);
          expect(more).toEqual([]);
          if (!told) throw new Error('no file');
          expect(told).toMatchObject({ filename: file.filename, size: file.bytes.length });
          if (visibility === 'internal') expect(told.visibility).toBe('internal');
          expect(sha(await connector.fetchFile(told))).toBe(sha(file.bytes));
        },
      );

      it('a file that is not there is refused', async () => {
        const lost = { id: '99999999', filename: 'x', mediaType: 'text/plain', size: 1 };
        expect(await failure(connector.fetchFile(lost))).toMatchObject({
          kind: 'refused',
          delivery: 'answered',
        });
      });
    });

    describe('polling', () => {
      it('the first poll only makes a cursor', async () => {
        await made();
        expect(await connector.poll(null, 0)).toMatchObject({ recordIds: [], more: false });
      });

      it('finds every record that changed since, each once a page, across pages, and then nothing more', async () => {
        const small = connect({ pageSize: 2 });
        await quiet(small);
        const old = [await made(), await made(), await made()];
        const { next: before } = await pollAll(small, null);
        await fixture.person.setStatus(old[0] ?? '', status().in_progress);
        await fixture.person.comment(old[1] ?? '', 'Внутреннее', 'internal');
        await connector.comment(old[2] ?? '', { key: newKey(), body: 'Наше', visibility: 'internal' });
        const fresh = [await made(), await fixture.person.createRecord({ title: 'Новая', description: 'x' })];
        const { ids, next } = await pollAll(small, before);
        expect(new Set(ids)).toEqual(new Set([...old, ...fresh]));
        // A system whose times are whole seconds may tell the last second again, but nothing else.
        const again = await pollAll(small, next);
        for (const id of again.ids) expect([...old, ...fresh]).toContain(id);
      });

      it('with an overlap nothing is lost, however often it is asked', async () => {
        const { next: start } = await pollAll(connector, null, 120_000);
        const found = new Set<string>();
        const changed: string[] = [];
        let cursor = start;
        for (let n = 0; n < 4; n++) {
          changed.push(await made());
          const { ids, next } = await pollAll(connector, cursor, 120_000);
          ids.forEach((id) => found.add(id));
          cursor = next;
        }
        for (const id of changed) expect([...found]).toContain(id);
      });

      it('lists what is open now, and what was created since, across pages', async () => {
        const small = connect({ pageSize: 2 });
        const open = [await made(), await made(), await made()];
        const done = await made();
        await connector.write(done, { status: status().closed });
        const listed = await listAll(small, 'open');
        for (const id of open) expect(listed).toContain(id);
        expect(listed).not.toContain(done);
        expect(new Set(listed).size).toBe(listed.length);
        const since = await listAll(small, Date.now() - 3_600_000);
        for (const id of [...open, done]) expect(since).toContain(id);
        expect(await listAll(small, Date.now() + 3_600_000)).toEqual([]);
      });
    });

    describe('when something is wrong', () => {
      it('a wrong key is a matter of credentials', async () => {
        const wrong = connect({ wrongKey: true });
        expect(await failure(wrong.health())).toMatchObject({ kind: 'credentials', delivery: 'answered' });
        expect(await failure(wrong.read('1', '0'))).toMatchObject({ kind: 'credentials' });
        expect(await failure(wrong.write('1', { title: 'x' }))).toMatchObject({ kind: 'credentials' });
        const text = JSON.stringify(fixture.config);
        const { message } = await failure(wrong.health());
        expect(message.split(/\s+/).filter((word) => word.length > 20 && text.includes(`"${word}"`))).toEqual(
          [],
        );
      });

      it('a server that is down was certainly not reached', async () => {
        const down = connect({ url: 'http://127.0.0.1:1' });
        expect(await failure(down.health())).toMatchObject({ kind: 'transient', delivery: 'not-sent' });
        expect(await failure(down.create(newRecord()))).toMatchObject({
          kind: 'transient',
          delivery: 'not-sent',
        });
      });

      it('a server that hangs fails within its time, and the outcome of a write is unknown', async () => {
        const sockets: Socket[] = [];
        const hanging = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
        await new Promise<void>((done) => hanging.listen(0, '127.0.0.1', done));
        const url = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`;
        const slow = connect({ url, requestTimeoutSeconds: 1 });
        const began = Date.now();
        // A connector may have to read before it can write: then nothing of the write was sent, which is as true.
        const write = await failure(slow.comment('1', { key: 'C-1', body: 'x', visibility: 'internal' }));
        expect(write.kind).toBe('transient');
        expect(['unknown', 'not-sent']).toContain(write.delivery);
        expect(await failure(slow.read('1', '0'))).toMatchObject({ kind: 'transient', delivery: 'unknown' });
        expect(Date.now() - began).toBeLessThan(15_000);
        sockets.forEach((socket) => socket.destroy());
        await new Promise((done) => hanging.close(done));
      });
    });

    describe('its webhook', () => {
      it('a rightly signed delivery names the record and tells itself from others', () => {
        const { verify, secret, deliver } = fixture.webhook;
        const [first, second] = [deliver('17'), deliver('18')];
        const hint = verify(secret, first.headers, first.body);
        expect(hint).toMatchObject({ recordIds: ['17'] });
        expect(verify(secret, first.headers, first.body)).toEqual(hint);
        const other = verify(secret, second.headers, second.body);
        if (hint === 'refused' || other === 'refused') throw new Error('refused');
        expect(other.deliveryId).not.toBe(hint.deliveryId);
        if (hint.signedAt !== undefined) expect(Math.abs(hint.signedAt - Date.now())).toBeLessThan(5000);
      });

      it('a wrong secret, a changed body, a wrong or missing signature are refused', () => {
        const { verify, secret, deliver, signatureHeader } = fixture.webhook;
        const { headers, body } = deliver('17');
        const { [signatureHeader]: signature = '', ...unsigned } = headers;
        const refuse = (...call: Parameters<typeof verify>) => expect(verify(...call)).toBe('refused');
        expect(signature).not.toBe('');
        refuse('another secret', headers, body);
        refuse('', headers, body);
        refuse(secret, headers, Buffer.concat([body, Buffer.from(' ')]));
        refuse(secret, unsigned, body);
        for (const wrong of ['', 'sha256=', 'sha256=00', signature.slice(0, -1), `${signature}0`, 'я'])
          refuse(secret, { ...unsigned, [signatureHeader]: wrong }, body);
        refuse(secret, { ...unsigned, [signatureHeader]: [signature, signature] }, body);
      });

      it('a signed body that cannot be understood is a hint without records', () => {
        const { verify, secret, deliver } = fixture.webhook;
        for (const text of ['', 'null', '[]', '{', '{"a":1}', '"17"', '\u0000']) {
          const { headers, body } = deliver('17', text);
          expect(verify(secret, headers, body)).toMatchObject({ recordIds: [] });
        }
      });
    });
  });
};
