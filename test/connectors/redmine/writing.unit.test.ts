import type { RedmineConfig } from '../../../connectors/system-config';
import { issue, scripted, user } from './scripted';
import type { Script, Scripted } from './scripted';

const noContent = () => ({ status: 204 });
const newRecord = {
  key: 'SD-1',
  fields: { title: 'Принтер', description: 'Текст', status: 'new', priority: 'NORMAL' },
  requester: { name: 'Анна', email: 'anna@client.example' },
  linkBack: 'https://front.example/tickets/SD-1',
};

describe('writing to Redmine', () => {
  let redmine: Scripted;
  afterEach(() => redmine.stop());
  const start = async (script: Script, change?: Partial<RedmineConfig>) => {
    redmine = await scripted(script, change);
    return redmine.connector;
  };

  it('a new issue carries names as ids, the key, the link and who asked', async () => {
    const connector = await start({ 'POST /issues.json': () => ({ status: 201, json: { issue: issue() } }) });
    expect(await connector.create(newRecord)).toEqual({ id: '17' });
    const [{ body } = { body: undefined }] = redmine.writes();
    expect(body).toEqual({
      issue: {
        project_id: 1,
        tracker_id: 4,
        subject: 'Принтер',
        description:
          'Текст\n\nSagadesk: https://front.example/tickets/SD-1\nSagadesk requester: Анна <anna@client.example>',
        status_id: 1,
        priority_id: 2,
        custom_fields: [{ id: 1, value: 'SD-1' }],
      },
    });
  });

  it.each([
    [
      'an unknown status is silently ignored',
      { ...newRecord, fields: { ...newRecord.fields, status: 'Ждём' } },
      {},
    ],
    ['an unknown priority', { ...newRecord, fields: { ...newRecord.fields, priority: 'Когда-нибудь' } }, {}],
    ['an unknown tracker becomes the first one', newRecord, { tracker: 'Заявка' }],
    ['an unknown custom field is silently ignored', newRecord, { externalKeyField: 'Ключ' }],
  ])('trap: %s; nothing is sent', async (_trap, record, change) => {
    const connector = await start({ 'GET /issues.json': () => ({ issues: [], total_count: 0 }) }, change);
    await expect(connector.create(record)).rejects.toMatchObject({ kind: 'refused', delivery: 'not-sent' });
    expect(redmine.writes()).toEqual([]);
  });

  it('trap: a project that our account does not see is refused before anything is sent', async () => {
    const connector = await start({
      'GET /projects/it-executors.json': () => ({ status: 404 }),
      'GET /projects.json': () => ({
        projects: [{ id: 2, name: 'Other', identifier: 'other' }],
        total_count: 1,
      }),
    });
    await expect(connector.create(newRecord)).rejects.toMatchObject({
      delivery: 'not-sent',
      details: { field: 'project' },
    });
    expect(redmine.writes()).toEqual([]);
  });

  it('trap: even an empty change moves updated_on and fires an event: nothing is sent', async () => {
    await (await start({})).write('17', {});
    expect(redmine.writes()).toEqual([]);
  });

  it('trap: 422 without errors is a write conflict, to be tried again soon', async () => {
    const connector = await start({ 'PUT /issues/17.json': () => ({ status: 422, json: { errors: [] } }) });
    const failure = { kind: 'transient', delivery: 'answered', details: { status: 422, retryAfterMs: 200 } };
    await expect(connector.write('17', { title: 'x' })).rejects.toMatchObject(failure);
  });

  it.each([
    ['Subject is too long (maximum is 255 characters)', 'title'],
    ['Тема слишком длинная', 'title'],
    ['Priority cannot be blank', 'priority'],
    ['1 file(s) could not be saved.', 'file'],
    ['This file cannot be uploaded because it exceeds the maximum allowed file size (5 MB)', 'file'],
    ['Project cannot be blank', 'project'],
  ])('"%s" names the field %s', async (sentence, field) => {
    const connector = await start({
      'PUT /issues/17.json': () => ({ status: 422, json: { errors: [sentence] } }),
    });
    await expect(connector.write('17', { title: 'x' })).rejects.toMatchObject({
      kind: 'refused',
      delivery: 'answered',
      message: expect.stringContaining(sentence) as string,
      details: { status: 422, field },
    });
  });

  it('422 with a body that nobody understands is a refusal', async () => {
    const connector = await start({ 'PUT /issues/17.json': () => ({ status: 422, text: '<html>' }) });
    await expect(connector.write('17', { title: 'x' })).rejects.toMatchObject({ kind: 'refused' });
  });

  it('a new description keeps the footer that stands there', async () => {
    const footer = 'Sagadesk: https://front.example/tickets/SD-1\r\nSagadesk requester: Анна';
    const connector = await start({
      'GET /issues/17.json': () => ({ issue: issue({ description: `Старое\r\n\r\n${footer}` }) }),
      'PUT /issues/17.json': noContent,
    });
    await connector.write('17', { description: 'Новое' });
    const description = 'Новое\n\nSagadesk: https://front.example/tickets/SD-1\nSagadesk requester: Анна';
    expect(redmine.writes()).toMatchObject([{ body: { issue: { description } } }]);
  });

  it('a link back takes the place of another one, and is not written twice', async () => {
    const connector = await start({
      'GET /issues/17.json': () => ({
        issue: issue({ description: 'Текст\r\n\r\nSagadesk: https://old.example/tickets/SD-1' }),
      }),
      'PUT /issues/17.json': noContent,
    });
    await connector.write('17', { linkBack: 'https://old.example/tickets/SD-1' });
    expect(redmine.writes()).toEqual([]);
    await connector.write('17', { linkBack: 'https://front.example/tickets/SD-1' });
    const description = 'Текст\n\nSagadesk: https://front.example/tickets/SD-1';
    expect(redmine.writes()).toMatchObject([{ body: { issue: { description } } }]);
  });

  it('trap: Redmine would publish a private note of a role that may not write one: it is not sent', async () => {
    const permissions = ['view_issues', 'edit_issues', 'add_issue_notes'];
    const connector = await start({
      'GET /roles/6.json': () => ({ role: { name: 'Integration', permissions } }),
      'PUT /issues/17.json': noContent,
    });
    const comment = { key: 'C-1', body: 'Для своих', visibility: 'internal' as const };
    await expect(connector.comment('17', comment)).rejects.toMatchObject({
      kind: 'refused',
      delivery: 'not-sent',
    });
    expect(redmine.writes()).toEqual([]);
    await connector.comment('17', { ...comment, visibility: 'public' });
    expect(redmine.writes()).toMatchObject([
      { body: { issue: { notes: 'Для своих', private_notes: false } } },
    ]);
  });

  it('an account without a role in the project may hide nothing, an administrator everything', async () => {
    const comment = { key: 'C-1', body: 'Для своих', visibility: 'internal' as const };
    const stranger = await start({
      'GET /users/current.json': () => ({ user: { ...user, memberships: [] } }),
    });
    await expect(stranger.comment('17', comment)).rejects.toMatchObject({ kind: 'refused' });
    await redmine.stop();
    const admin = await start({
      'GET /users/current.json': () => ({ user: { ...user, admin: true } }),
      'PUT /issues/17.json': noContent,
    });
    await admin.comment('17', comment);
    expect(redmine.writes()).toMatchObject([{ body: { issue: { private_notes: true } } }]);
  });

  it('under `marked` a public comment begins with the mark', async () => {
    const connector = await start({ 'PUT /issues/17.json': noContent }, { publicComments: 'marked' });
    await connector.comment('17', { key: 'C-1', body: 'Едем', visibility: 'public' });
    expect(redmine.writes()).toMatchObject([
      { body: { issue: { notes: '@client\nЕдем', private_notes: false } } },
    ]);
  });

  it('a comment can be made private at once', async () => {
    const connector = await start({ 'PUT /journals/9.json': noContent });
    await connector.hideComment('17', '9');
    expect(redmine.writes()).toMatchObject([
      { path: '/journals/9.json', body: { journal: { private_notes: true } } },
    ]);
  });

  it('trap: a used token refuses everything, so every file is uploaded anew', async () => {
    let uploads = 0;
    const connector = await start({
      'POST /uploads.json': () => ({ status: 201, json: { upload: { id: 1, token: `t${++uploads}` } } }),
      'PUT /issues/17.json': noContent,
    });
    const file = {
      filename: 'счёт.pdf',
      mediaType: 'application/pdf',
      bytes: Buffer.from('%PDF'),
      visibility: 'public' as const,
    };
    await connector.attach('17', file);
    await connector.attach('17', file);
    const puts = redmine.writes().filter(({ method }) => method === 'PUT');
    expect(puts.map(({ body }) => (body as { issue: { uploads: object[] } }).issue.uploads)).toEqual([
      [{ token: 't1', filename: 'счёт.pdf', content_type: 'application/pdf' }],
      [{ token: 't2', filename: 'счёт.pdf', content_type: 'application/pdf' }],
    ]);
    expect(redmine.asked.find(({ path }) => path === '/uploads.json')?.query.get('filename')).toBe(
      'счёт.pdf',
    );
  });

  /** Downloads come with these texts, one after the other. */
  const downloading = async (...texts: string[]) => {
    const connector = await start({
      'GET /attachments/download/3': () => ({ status: 200, text: texts.shift() ?? '' }),
    });
    return connector.fetchFile({ id: '3', filename: 'x', mediaType: 'text/plain', size: 8 });
  };

  it('a file that comes short is asked for again at once', async () => {
    expect(String(await downloading('half', 'complete'))).toBe('complete');
  });

  it('a file that comes short in another way each time is asked for again later', async () => {
    await expect(downloading('half', 'quarter')).rejects.toMatchObject({ kind: 'transient' });
  });

  it('a file that is kept there in part only is not waited for', async () => {
    await expect(downloading('half', 'half')).rejects.toMatchObject({ kind: 'refused' });
  });

  it('trap: without a key a download is redirected to the login page: a matter of credentials', async () => {
    const connector = await start({ 'GET /attachments/download/3': () => ({ status: 302 }) });
    const file = { id: '3', filename: 'x', mediaType: 'text/plain', size: 8 };
    await expect(connector.fetchFile(file)).rejects.toMatchObject({ kind: 'credentials' });
  });
});
