import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addBulkJob } from '../../store/bulk';
import { addCannedAnswer, cannedAnswer } from '../../store/canned-answers';
import { forgetOld } from '../../store/retention';
import { saveView, viewsFor } from '../../store/saved-views';
import { makeUser, signedIn } from './access-house';
import { aTicket } from './desk';
import { askForLink, openPortalHouse, type PortalHouse } from './portal-house';
import { PageVisitor } from './page-visitor';

const traces = /anna@example|Анна Петрова|Петрова Анна|123-45-67|1234567/i;

describe('personal data in what operators and requesters keep beside tickets', () => {
  let house: PortalHouse;
  let id: string;
  let number: string;
  let olga: number;

  const rowsOf = async (table: string): Promise<string> =>
    JSON.stringify((await house.desk.db.query(`select to_jsonb(x) as row from ${table} x`)).rows);
  const dataOf = async () => {
    const { raw } = await house.desk.call('GET', `/contacts/${id}/personal-data`);
    const directory = mkdtempSync(path.join(tmpdir(), 'sagadesk-scratch-'));
    writeFileSync(path.join(directory, 'a.zip'), raw.rawPayload);
    const script =
      'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read("data.json"))';
    const text = execFileSync('python3', ['-c', script, path.join(directory, 'a.zip')]).toString('utf8');
    rmSync(directory, { recursive: true });
    return JSON.parse(text);
  };

  beforeEach(async () => {
    house = await openPortalHouse();
    const { desk } = house;
    olga = await makeUser(desk, 'olga', 'operator');
    const label = { ru: 'Кто ещё знает', en: 'Who else knows' };
    const service = (await desk.call('POST', '/services', { name: 'Печать' })).json.id;
    const questions = [{ kind: 'text', required: false, label }];
    const asked = (await desk.call('PUT', `/services/${service}/questions`, { questions })).json.items;
    const requester = { name: 'Анна Петрова', email: 'anna@example.test', phone: '+7 495 123-45-67' };
    const answers = { [asked[0].id]: 'Анна Петрова, 8 495 123-45-67' };
    const made = (await desk.call('POST', '/tickets', aTicket({ service, answers, requester }))).json;
    ({ number } = made);
    id = made.requester.id;
    const ticketId = (await desk.db.query('select id from tickets where number = $1', [number])).rows[0].id;
    const anna = await house.visitor('anna@example.test');
    await desk.call('PATCH', `/tickets/${number}`, { status: 'resolved' });
    const _csrf = await anna.csrf(`/portal/tickets/${number}`);
    await anna.post(`/portal/tickets/${number}/rating`, {
      score: '4',
      words: 'Спасибо! Анна Петрова',
      _csrf,
    });
    await desk.db.query(`delete from notifications where bundle = 'sign-in'`);
    await askForLink(new PageVisitor(desk), 'anna@example.test');
    await house.mails();
    const other = (await desk.call('POST', '/tickets', aTicket({ requester: { name: 'Борис' } }))).json
      .number;
    await desk.call('POST', `/tickets/${number}/relations`, { relation: 'related', ticket: other });
    await desk.db.query(`update ticket_relations set made_by = 'Анна Петрова'`);
    const user = (await desk.db.query('select id from users where contact_id = $1', [id])).rows[0].id;
    await desk.db.query('insert into presence (ticket_id, user_id, writing) values ($1, $2, true)', [
      ticketId,
      user,
    ]);
    const view = { place: 'tickets', shared: false } as const;
    await saveView(desk.db, user, { ...view, name: 'Мои', query: 'q=принтер' });
    const looked = new URLSearchParams({ q: 'anna@example.test' }).toString();
    await saveView(desk.db, olga, { ...view, name: 'Заявки: Анна', query: looked });
    await saveView(desk.db, olga, { ...view, name: 'Срочные', query: 'priority=urgent' });
    const action = { comment: 'Анна Петрова просит всех', visibility: 'internal' } as const;
    await addBulkJob(desk.db, olga, action, ['SD-999999']);
    await desk.db.query(`update bulk_items set because = 'звоните Анна Петрова', state = 'failed'`);
    const text = { title: 'Для Анна Петрова', body: 'Пишите на anna@example.test' };
    await addCannedAnswer(
      desk.db,
      { ru: text, en: { title: 'Hello', body: 'Hello {{requester.name}}' } },
      'olga',
    );
  });
  afterEach(() => house.desk.close());

  test('is handed out: answers, ratings, sessions, links that wait, views; nothing of staff', async () => {
    const data = await dataOf();
    expect(data.answers).toEqual([
      { ticket: number, question: 'Кто ещё знает', answer: 'Анна Петрова, 8 495 123-45-67' },
    ]);
    expect(data.ratings).toMatchObject([{ ticket: number, score: 4, words: 'Спасибо! Анна Петрова' }]);
    expect(data.sessions).toMatchObject([{ method: 'link', address: '127.0.0.1' }]);
    expect(data.links).toMatchObject([{ address: 'anna@example.test' }]);
    expect(data.views).toMatchObject([{ name: 'Мои', query: 'q=принтер' }]);
    expect(JSON.stringify(data)).not.toMatch(/просит всех|Заявки: Анна/);
  });

  test('goes when the person is made anonymous', async () => {
    expect((await house.desk.call('POST', `/contacts/${id}/anonymise`)).status).toBeLessThan(300);
    for (const table of [
      'ticket_answers',
      'ticket_ratings',
      'sign_in_links',
      'ticket_relations',
      'bulk_jobs',
      'bulk_items',
      'canned_answers',
      'saved_views',
      'notifications',
      'sessions',
      'users',
    ])
      expect([table, await rowsOf(table)]).not.toEqual([table, expect.stringMatching(traces)]);
    expect(await rowsOf('sign_in_links')).toBe('[]');
    expect(await rowsOf('presence')).toBe('[]');
    expect((await viewsFor(house.desk.db, olga, 'tickets')).map(({ name }) => name)).toEqual(['Срочные']);
    expect(await cannedAnswer(house.desk.db, 1)).toMatchObject({ version: 2, en: { title: 'Hello' } });
    expect(await rowsOf('ticket_answers')).toContain(`Anonymous ${id}`);
    const shown = await house.desk.db.query(
      `select sla_shown ->> 'contact' as contact from tickets where number = $1`,
      [number],
    );
    expect(shown.rows).toEqual([{ contact: `Anonymous ${id}` }]);
    expect(house.desk.woken).toContain(number);
  });

  test('goes by itself after its time: links, mails with links, presence, actions that were carried out', async () => {
    const { db } = house.desk;
    await db.query(`update sign_in_links set expires_at = now() - interval '1 second'`);
    await db.query(`update presence set seen_at = now() - interval '1 hour'`);
    await db.query(`update bulk_jobs set finished_at = now() - interval '89 days'`);
    await forgetOld(db);
    expect(await rowsOf('sign_in_links')).toBe('[]');
    expect(await rowsOf('presence')).toBe('[]');
    const letters = `notifications where bundle = 'sign-in'`;
    expect((await db.query(`select 1 from ${letters}`)).rowCount).toBe(1);
    expect((await db.query('select 1 from bulk_jobs')).rowCount).toBe(1);
    await db.query(`update bulk_jobs set finished_at = now() - interval '91 days'`);
    await db.query(
      `update notifications set created_at = now() - interval '31 days' where bundle = 'sign-in'`,
    );
    await forgetOld(db);
    expect((await db.query(`select 1 from ${letters}`)).rowCount).toBe(0);
    expect((await db.query('select 1 from bulk_jobs')).rowCount).toBe(0);
    expect((await db.query(`select n from removals where kind = 'bulkJobs'`)).rows).toEqual([{ n: 1 }]);
    await makeUser(house.desk, 'ivan', 'engineer');
    expect((await (await signedIn(house.desk, 'ivan')).get('/sync')).body).toContain('Действия над многими');
  });
});
