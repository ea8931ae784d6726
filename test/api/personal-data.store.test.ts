import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { storeBlob } from '../../store/blobs';
import { transaction } from '../../store/database';
import { personalFiles } from '../../store/personal/export-person';
import { forgetOld } from '../../store/retention';
import { makeUser, signedIn } from './access-house';
import { aTicket, openDesk, type Desk } from './desk';
import { multipart } from './multipart';

const traces = /anna@example|Анна Петрова|123-45-67|1234567/i;

describe('personal data', () => {
  let desk: Desk;
  let id: string;
  let number: string;
  let mail: number;

  const storeMail = (sender: number, bytes: string, receivedAt = 'now()') =>
    transaction(desk.db, async (tx) => {
      const { sha256, size } = await storeBlob(tx, Buffer.from(bytes));
      const { rows } = await tx.query<{ id: number }>(
        `insert into mails (mailbox, sha256, size, from_name, from_address, subject, recipients, received_at, state, sender_id)
         values ('support', $1, $2, 'Анна Петрова', 'anna@example.test', 'от Анна Петрова', '{help@x.test}', ${receivedAt}, 'ticket', $3)
         returning id`,
        [sha256, size, sender],
      );
      await tx.query(`insert into mail_contents (mail_id, text, reply) values ($1, $2, $2)`, [
        rows[0]!.id,
        bytes,
      ]);
      return rows[0]!.id;
    });

  beforeEach(async () => {
    desk = await openDesk();
    const made = await desk.call(
      'POST',
      '/tickets',
      aTicket({
        title: 'Анна Петрова: не печатает',
        description: 'Пишите anna@example.test, звоните 8 (495) 123-45-67',
      }),
    );
    ({ number } = made.json);
    id = made.json.requester.id;
    await desk.call('POST', `/tickets/${number}/comments`, {
      body: 'Анна Петрова ждёт',
      visibility: 'public',
    });
    await desk.call('POST', `/tickets/${number}/comments`, { body: 'про Анна Петрова внутри' });
    const upload = multipart([{ name: 'file', filename: 'снимок.txt', content: 'bytes of a file' }]);
    await desk.call('POST', `/tickets/${number}/attachments`, upload.body, {
      key: await desk.keyOf('portal', Number(id)),
      headers: upload.headers,
    });
    mail = await storeMail(Number(id), 'From: anna@example.test\r\n\r\nraw mail');
    await desk.db.query(
      `insert into calls (origin, call_id, direction, caller, callee, caller_numbers, caller_name, state, started_at, ended_at, contact_id)
       values ('cti', 'c1', 'in', '+74951234567', '100', '{+74951234567}', 'Анна Петрова', 'ended', now(), now(), $1)`,
      [id],
    );
    await makeUser(desk, 'anna', 'portal', { contactId: Number(id), email: 'anna@example.test' });
    await makeUser(desk, 'marta', 'manager');
    await makeUser(desk, 'olga', 'operator');
  });
  afterEach(() => desk.close());

  const archive = (bytes: Buffer) => {
    const directory = mkdtempSync(path.join(tmpdir(), 'sagadesk-scratch-'));
    writeFileSync(path.join(directory, 'a.zip'), bytes);
    execFileSync('python3', ['-m', 'zipfile', '-e', 'a.zip', 'out'], { cwd: directory });
    const read = (name: string) => readFileSync(path.join(directory, 'out', name), 'utf8');
    return { read, remove: () => rmSync(directory, { recursive: true }) };
  };

  test('are handed out as an archive: data, mails as they came, files; without notes of staff', async () => {
    const marta = await signedIn(desk, 'marta');
    expect((await marta.get('/personal-data?q=anna%40example.test')).body).toContain(`/personal-data/${id}`);
    const answer = await marta.get(`/personal-data/${id}/archive`);
    expect(answer.headers['content-type']).toBe('application/zip');
    const { read, remove } = archive(answer.rawPayload);
    const data = JSON.parse(read('data.json'));
    expect(data.contact[0]).toMatchObject({ name: 'Анна Петрова', email: 'anna@example.test' });
    expect(data.tickets[0].number).toBe(number);
    expect(data.calls[0].caller).toBe('+74951234567');
    expect(JSON.stringify(data)).not.toContain('внутри');
    expect(read(`mails/${mail}.eml`)).toContain('raw mail');
    const { rows } = await desk.db.query<{ id: number }>('select id from attachments');
    expect(read(`files/${number}/${rows[0]!.id}-снимок.txt`)).toBe('bytes of a file');
    remove();
    const same = await desk.call('GET', `/contacts/${id}/personal-data`);
    expect(same.raw.rawPayload.equals(answer.rawPayload)).toBe(true);
  });

  test('hold no file of a comment that was taken back or is for staff, whatever the file says of itself', async () => {
    for (const [name, became] of [
      ['назад.txt', 'hidden = true'],
      ['внутри.txt', `visibility = 'internal'`],
    ] as const) {
      const parts = [
        { name: 'visibility', content: 'public' },
        { name: 'comment', content: `с файлом ${name}` },
        { name: 'file', filename: name, content: 'тайна' },
      ];
      const { body, headers } = multipart(parts);
      const { json } = await desk.call('POST', `/tickets/${number}/attachments`, body, { headers });
      expect(json.visibility).toBe('public');
      await desk.db.query(`update comments set ${became} where id = $1`, [
        String(json.comment).replace('C-', ''),
      ]);
    }
    const names = (await personalFiles(desk.db, Number(id))).map((file) => file.name.replace(/.*-/, ''));
    expect(names).toContain('снимок.txt');
    expect(names).not.toContain('назад.txt');
    expect(names).not.toContain('внутри.txt');
  });

  test('are for managers and administrators', async () => {
    const olga = await signedIn(desk, 'olga');
    for (const page of ['/personal-data', `/personal-data/${id}`, `/personal-data/${id}/archive`])
      expect((await olga.get(page)).statusCode).toBe(403);
    const _csrf = await olga.csrf('/account');
    expect(
      (await olga.post(`/personal-data/${id}/anonymise`, { name: 'Анна Петрова', _csrf })).statusCode,
    ).toBe(403);
    for (const role of ['operator', 'engineer', 'portal'] as const) {
      const key = await desk.keyOf(role, role === 'portal' ? Number(id) : undefined);
      expect((await desk.call('GET', `/contacts/${id}/personal-data`, undefined, { key })).status).toBe(403);
      expect((await desk.call('POST', `/contacts/${id}/anonymise`, undefined, { key })).status).toBe(403);
    }
  });

  test('go everywhere when a person is made anonymous', async () => {
    const anna = await signedIn(desk, 'anna');
    const marta = await signedIn(desk, 'marta');
    const form = { name: 'Анна', _csrf: await marta.csrf(`/personal-data/${id}`) };
    expect((await marta.post(`/personal-data/${id}/anonymise`, form)).statusCode).toBe(422);
    desk.woken.length = 0;
    expect(
      (await marta.post(`/personal-data/${id}/anonymise`, { ...form, name: 'Анна Петрова' })).statusCode,
    ).toBe(303);
    const tables = [
      'contacts',
      'object_history',
      'tickets',
      'comments',
      'timeline',
      'changes',
      'mails',
      'mail_contents',
      'calls',
      'call_events',
      'notifications',
      'users',
      'api_keys',
      'idempotency',
      'live_events',
      'conflicts',
      'intents',
      'audit',
    ];
    for (const table of tables) {
      const { rows } = await desk.db.query<{ row: string }>(
        `select to_jsonb(x)::text as row from ${table} x`,
      );
      for (const { row } of rows)
        expect([table, row.replaceAll(/"at": *"[^"]*"/g, '')]).not.toEqual([
          table,
          expect.stringMatching(traces),
        ]);
    }
    expect(desk.woken).toContain(number);
    expect((await desk.call('GET', `/tickets/${number}`)).json.title).toBe(`Anonymous ${id}: не печатает`);
    expect((await anna.get('/tickets')).statusCode).toBe(303);
    expect((await desk.call('GET', `/mail/${mail}/raw`)).raw.body).not.toContain('anna');
    const { rows } = await desk.db.query(`select 1 from blob_chunks where bytes like '%anna%'::bytea`);
    expect(rows).toEqual([]);
    expect((await desk.call('POST', `/contacts/${id}/anonymise`)).status).toBe(409);
    expect((await desk.call('GET', '/audit?action=person-anonymised')).json.items).toHaveLength(1);
  });

  test('are asked for in the other systems as well: the page shows how far it came, and what stays there', async () => {
    await desk.db.query(`update links set record_id = '77', state = 'linked' where system = 'helpdesk'`);
    await desk.db.query(
      `update links set record_id = '17', state = 'linked' where system = 'executors' and record_id is null`,
    );
    expect((await desk.call('GET', `/contacts/${id}/anonymise`)).status).toBe(404);
    await desk.call('POST', `/contacts/${id}/anonymise`);
    const marta = await signedIn(desk, 'marta');
    const page = async () => (await marta.get(`/personal-data/${id}`)).body;
    expect(await page()).toContain('Обработано записей: 0 из 1');
    expect(await page()).toContain('data-refresh');
    expect(await page()).not.toContain(`/personal-data/${id}/anonymise`);
    const at = `where contact_id = ${id} and system = 'helpdesk'`;
    await desk.db.query(
      `update erasure_records set state = 'done', users = '[{"id": "43", "page": "http://desk.test/Admin/Users/Modify.html?id=43"}]' ${at}`,
    );
    await desk.db.query(
      `update erasure_records set state = 'done', notes = 2 where contact_id = $1 and system = 'executors'`,
      [id],
    );
    const shown = await page();
    for (const words of [
      'Обработаны все записи: 1',
      'Anonymize User',
      'http://desk.test/Admin/Users/Modify.html?id=43',
      'rt-shredder',
      'нам править нельзя: 2 (записи: 17)',
    ])
      expect(shown).toContain(words);
    expect(shown).not.toContain('data-refresh');
    expect(shown).not.toMatch(traces);
    expect((await desk.call('GET', `/contacts/${id}/anonymise`)).json).toMatchObject({
      over: true,
      systems: [
        { system: 'executors', done: 1, notes: 2 },
        { system: 'helpdesk', done: 1, users: [{ id: '43' }] },
      ],
    });
    expect((await desk.call('GET', '/sync/problems')).json.items).toEqual([]);
  });

  test('in a system that has left the configuration they are a problem with advice', async () => {
    await desk.db.query(
      `update links set system = 'archive', record_id = '77', state = 'linked' where system = 'helpdesk'`,
    );
    await desk.call('POST', `/contacts/${id}/anonymise`);
    const { items } = (await desk.call('GET', '/sync/problems')).json;
    expect(items).toEqual([
      expect.objectContaining({
        system: 'archive',
        kind: 'person-remains',
        message: expect.stringContaining('77'),
        advice: expect.stringContaining('Anonymize User'),
      }),
    ]);
    expect(JSON.stringify(items)).not.toMatch(traces);
    expect((await desk.call('POST', `/sync/problems/${items[0].id}/skip`)).status).toBeLessThan(300);
  });

  test('go by themselves after their time: mails as they came, and calls; figures tell how many', async () => {
    const old = await storeMail(Number(id), 'an old mail', `now() - interval '50 days'`);
    await desk.db.query(
      `update calls set started_at = now() - interval '50 days', ended_at = now() - interval '50 days'`,
    );
    await forgetOld(desk.db);
    expect((await desk.call('GET', `/mail/${old}/raw`)).raw.body).toBe('an old mail');
    const keeping = { rawMailDays: 40, callDays: 40, auditDays: null, eventDays: 3 };
    await forgetOld(desk.db, keeping);
    expect((await desk.call('GET', `/mail/${old}/raw`)).raw.body).toContain('was removed');
    expect((await desk.call('GET', `/mail/${mail}/raw`)).raw.body).toContain('raw mail');
    expect((await desk.call('GET', '/calls')).json.items).toEqual([]);
    await forgetOld(desk.db, keeping);
    const { rows } = await desk.db.query('select kind, n from removals order by kind');
    expect(rows).toEqual([
      { kind: 'calls', n: 1 },
      { kind: 'rawMails', n: 1 },
    ]);
    await makeUser(desk, 'ivan', 'engineer');
    const page = (await (await signedIn(desk, 'ivan')).get('/sync')).body;
    expect(page).toContain('Удалено по сроку');
    expect(page).toContain('Письма как пришли');
  });
});
