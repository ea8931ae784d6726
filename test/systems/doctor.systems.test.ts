import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { deskConfig, trackerConfig } from '../stack/configs';
import { startRedmine, type RealRedmine } from './redmine';
import { startRequestTracker, type RealRequestTracker } from './request-tracker';

const run = promisify(execFile);

jest.setTimeout(240_000);

interface Answer {
  readonly code: number;
  /** Each with its advice. */
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  readonly text: string;
}

type Change = Readonly<Record<string, unknown>>;

describe('npm run doctor, held against real systems', () => {
  let rt: RealRequestTracker;
  let redmine: RealRedmine;
  let scratch: string;

  beforeAll(async () => {
    [rt, redmine] = await Promise.all([startRequestTracker(), startRedmine()]);
    scratch = await mkdtemp('/var/tmp/sagadesk-doctor-');
    await rt.asAgent('olga')('POST', '/ticket', { Queue: rt.queue, Subject: 'Чтобы права были видны' });
  }, 180_000);

  afterAll(async () => {
    await Promise.all([rt?.down(), redmine?.down()]);
    await rm(scratch, { recursive: true, force: true });
  });

  /** What the doctor says of the two systems, with these keys changed. */
  const doctor = async (
    { desk = {}, tracker = {} }: { desk?: Change; tracker?: Change } = {},
    language = 'en_GB.UTF-8',
  ): Promise<Answer> => {
    const file = join(scratch, 'sagadesk.yaml');
    const named = ({ name: _, ...rest }: ReturnType<typeof deskConfig> | ReturnType<typeof trackerConfig>) =>
      rest;
    const systems = {
      helpdesk: { ...named(deskConfig({ ...rt, token: '${RT_TOKEN}' })), ...desk },
      executors: { ...named(trackerConfig({ ...redmine, apiKey: '${REDMINE_API_KEY}' })), ...tracker },
    };
    await writeFile(file, stringify({ systems, routes: [{ when: { service: '*' }, to: 'executors' }] }));
    const env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LANG: language,
      SAGADESK_CONFIG: file,
      RT_TOKEN: rt.token,
      REDMINE_API_KEY: redmine.apiKey,
    };
    const root = join(__dirname, '../..');
    const { code, stdout } = await run('node', ['--require', 'tsx/cjs', 'workers/doctor.ts'], {
      cwd: root,
      env,
    })
      .then(({ stdout: text }) => ({ code: 0, stdout: text }))
      .catch((error: { code: number; stdout: string }) => error);
    return {
      code,
      text: stdout,
      faults: lines(stdout, /^(FAULT|ОШИБКА)/),
      warnings: lines(stdout, /^(WARNING|ВНИМАНИЕ)/),
    };
  };

  const lines = (text: string, mark: RegExp): string[] =>
    text
      .replace(/\n\s+(what to do|что сделать): /g, ' → ')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => mark.test(line))
      .map((line) => line.replace(mark, '').trim());

  /** The same in both languages: the keys agree, the sentences are of the language. */
  const both = async (change: Parameters<typeof doctor>[0]) => {
    const [english, russian] = [await doctor(change), await doctor(change, 'ru_RU.UTF-8')];
    expect([english.code, russian.code]).toEqual([1, 1]);
    expect(russian.faults).toHaveLength(english.faults.length);
    for (const [i, line] of russian.faults.entries()) {
      expect(line.split(':')[0]).toBe(english.faults[i]!.split(':')[0]);
      expect(line.split(' → ')[0]).toMatch(/[а-я]{3}/);
      expect(line.split(' → ')[1]).toMatch(/[а-я]{3}/);
    }
    for (const text of [english.text, russian.text])
      for (const secret of [rt.token, redmine.apiKey]) expect(text).not.toContain(secret);
    return { english: english.faults, russian: russian.faults };
  };

  it('finds no fault in a right configuration', async () => {
    const { code, faults, text } = await doctor();
    expect(faults).toEqual([]);
    expect(code).toBe(0);
    expect(text).toContain('RT knows us as "sync"');
    expect(text).toContain('Redmine knows us as Service Desk Sync');
    expect(text).toContain('what Sagadesk itself says there is in English');
    expect(text).toMatch(/Faults: 0/);
    const russian = await doctor({}, 'ru_RU.UTF-8');
    expect(russian.code).toBe(0);
    expect(russian.text).toContain('Redmine знает нас как Service Desk Sync');
    expect(russian.text).toMatch(/Ошибок: 0/);
    for (const line of russian.warnings) expect(line).toMatch(/[а-я]{3}/);
  });

  it('names a status that a system does not have, and those that it has', async () => {
    const { english, russian } = await both({
      desk: { status: { ...deskConfig(rt).status, waiting_customer: 'pending' } },
      tracker: { status: { ...trackerConfig(redmine).status, waiting_supplier: 'On Hold' } },
    });
    expect(english).toEqual([
      expect.stringMatching(
        /^status\.waiting_customer: RT.*no status "pending".* → it has new, open, stalled/,
      ),
      expect.stringMatching(
        /^status\.waiting_supplier: Redmine has no status "On Hold"\. → It has: .*"Feedback"/,
      ),
    ]);
    expect(russian[0]).toContain('нет статуса "pending"');
    expect(russian[1]).toContain('В Redmine нет статуса "On Hold"');
  });

  it('names a key field that is not there', async () => {
    const { english, russian } = await both({
      desk: { externalKeyField: 'Front Number' },
      tracker: { externalKeyField: 'Front Number' },
    });
    expect(english).toEqual([
      expect.stringMatching(
        /^externalKeyField: queue "Support" has no ticket field "Front Number".* → run .*install\.sh/,
      ),
      expect.stringMatching(
        /^externalKeyField: The project "IT executors" has no custom field "Front Number"/,
      ),
    ]);
    expect(russian[0]).toContain('нет поля заявки "Front Number"');
    expect(russian[1]).toContain('нет настраиваемого поля "Front Number"');
  });

  it('tells a key that is not taken from a system that is away', async () => {
    const { english, russian } = await both({
      desk: { token: `1-${rt.token.split('-')[1]}-${'0'.repeat(32)}` },
      tracker: { apiKey: '0'.repeat(40) },
    });
    expect(english).toEqual([
      expect.stringMatching(/^token: .*401.* → put a valid token/),
      expect.stringMatching(/^apiKey: .*401.* → Copy the key/),
    ]);
    expect(russian[0]).toContain('RT не принимает ключ');
    expect(russian[1]).toContain('Redmine не принимает ключ');
    const away = await both({
      desk: { url: 'http://127.0.0.1:9' },
      tracker: { url: 'http://127.0.0.1:9' },
    });
    expect(away.english).toEqual([
      expect.stringMatching(/^url: .*ECONNREFUSED.* → is the system running/),
      expect.stringMatching(/^url: .*ECONNREFUSED.* → Is Redmine running/),
    ]);
  });

  it('names the rights that our account lacks', async () => {
    const { english, russian } = await both({
      desk: { token: await tokenOfOnlooker() },
      tracker: { apiKey: redmine.executor2Key, project: await projectOfReporters() },
    });
    // Whether the project of reporters has the fields for contracts is another matter, and depends on what else he sees.
    expect(english.filter((line) => !line.startsWith('slaFields'))).toEqual([
      expect.stringMatching(/^token: our account lacks .*CommentOnTicket.*ModifyTicket.* → grant it there/),
      expect.stringMatching(/^apiKey: Our account lacks "Edit issues".*silently/),
      expect.stringMatching(/^apiKey: Our account lacks "View private notes"/),
      expect.stringMatching(
        /^apiKey: Our account lacks "Set notes as private".*publish internal comments.* → Tick/,
      ),
    ]);
    expect(russian[0]).toContain('нашей учётной записи не хватает прав в очереди "Support"');
    expect(russian[3]).toContain('не хватает права «Размещение приватных комментариев»');
  });

  /** Somebody in the desk who may look, and no more. REST 2 grants no rights and makes no tokens for others. */
  const tokenOfOnlooker = async (): Promise<string> => {
    const code = `
      my $su = RT->SystemUser;
      my $user = RT::User->new($su);
      $user->Load('onlooker');
      $user->Create(Name => 'onlooker', Privileged => 1, Timezone => 'UTC') unless $user->id;
      my $queue = RT::Queue->new($su);
      $queue->Load('${rt.queue}');
      $user->PrincipalObj->GrantRight(Right => $_, Object => $queue) for qw(SeeQueue ShowTicket SeeCustomField);
      my (undef, undef, $token) = RT::AuthToken->new($su)->Create(Owner => $user->id, Description => 'doctor');
      print "token=$token\\n";`;
    const lib = '/usr/share/request-tracker5/lib';
    const { RT_SITE_CONFIG = '', RT_SITE_CONFIG_DIR = '' } = rt.env;
    const { stdout } = await run('perl', [`-I${lib}`, '-MRT=-init', '-e', code], {
      env: { PATH: process.env.PATH, RT_SITE_CONFIG, RT_SITE_CONFIG_DIR },
    });
    return /^token=(\S+)$/m.exec(stdout)![1]!;
  };

  const projectOfReporters = async (): Promise<string> => {
    const [admin, identifier] = [redmine.asAdmin(), 'doctor-reporters'];
    if ((await admin('GET', `/projects/${identifier}.json`)).status === 200) return identifier;
    const { json } = await admin<{ roles: { id: number; name: string }[] }>('GET', '/roles.json');
    await admin('POST', '/projects.json', {
      project: {
        name: identifier,
        identifier,
        is_public: false,
        tracker_ids: [redmine.trackerId],
        issue_custom_field_ids: [redmine.customFields.externalKey],
      },
    });
    await admin('POST', `/projects/${identifier}/memberships.json`, {
      membership: {
        user_id: redmine.users.executor2,
        role_ids: json.roles.filter(({ name }) => name === 'Reporter').map(({ id }) => id),
      },
    });
    return identifier;
  };
});
