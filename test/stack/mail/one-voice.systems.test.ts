import { mkdtemp } from 'node:fs/promises';
import type { Finding } from '../../../connectors/port';
import { systemChapters } from '../../../workers/doctor-checks';
import { wordsFor } from '../../../workers/doctor-words';
import { eventually } from '../../systems/eventually';
import { startMailServer, type RealMailServer } from '../../systems/mail-server';
import { startRedmine, type RealRedmine } from '../../systems/redmine';
import { startRequestTracker, type RealRequestTracker } from '../../systems/request-tracker';
import { deskConfig } from '../configs';
import { deskPerson } from '../desk-person';
import { expectAtRest, frontPerson } from '../front-person';
import { postboxOf, type Postbox } from '../story/postbox';
import { taskPerson } from '../task-person';
import { worldOn, type World } from '../world';
import { mailConfig, supportMailbox } from './configs';
import { enableScrips, listedBy } from './requester-scrips';
import type { ReadMail } from './inbox-of';

jest.setTimeout(240_000);

let server: RealMailServer;
let rt: RealRequestTracker;
let redmine: RealRedmine;
let postbox: Postbox;
let scrips: readonly string[];
beforeAll(async () => {
  server = await startMailServer();
  postbox = postboxOf(server, 'alice');
  // An instance of its own: which scrips are on is the desk's, not the suite's.
  const dir = await mkdtemp('/var/tmp/request-tracker-');
  [rt, redmine] = await Promise.all([
    startRequestTracker({ mail: true, sendmail: server.sendmail, dir }),
    startRedmine(),
  ]);
});
afterAll(async () => {
  await Promise.all([rt?.down(), redmine?.down(), server?.down()]);
});

/** What the doctor says of who speaks. */
const doctor = async (speaksToRequester: string): Promise<Finding> => {
  const [chapter] = await systemChapters(
    { systems: [deskConfig(rt)], speaksToRequester },
    wordsFor({ LANG: 'en' }),
  );
  return chapter!.findings.find(({ key }) => key === 'speaksToRequester')!;
};

const open = (speaksToRequester: string): Promise<World> =>
  worldOn(
    { rt: { ...rt, down: async () => undefined }, redmine: { ...redmine, down: async () => undefined } },
    {
      speaksToRequester,
      mail: mailConfig([supportMailbox(server)], {
        smtp: { host: '127.0.0.1', port: server.smtpPort, tls: 'none' },
      }),
    },
  );

interface Voice {
  readonly speaker: string;
  /** Its scrips are on. */
  readonly rtSpeaks: boolean;
  readonly from: () => string;
  /** Mails about a solution with a note: the front tells of both at once, RT has a scrip for each. */
  readonly ofSolution: number;
}

/** Everything that is said to her about one ticket, by each of the three; each public word must be the next mail. */
const conversation = async ({ stack }: World, { from, ofSolution }: Voice): Promise<void> => {
  const front = frontPerson(stack.api);
  const [olga, ivan] = [deskPerson(rt.asAgent('olga')), taskPerson(redmine.asExecutor(), redmine)];
  const heard: ReadMail[] = [];
  const hears = async (...texts: string[]) => {
    const mails: ReadMail[] = [];
    for (const _ of texts) mails.push(await postbox.next());
    for (const text of texts) expect(mails.filter((mail) => mail.text.includes(text))).toHaveLength(1);
    heard.push(...mails);
  };
  const requester = { name: 'Алиса Клиентова', email: postbox.address };
  const number = await front.register('Не печатает', { requester });
  await hears('Не печатает');
  await front.synced(number);
  const inDesk = await front.recordOf(number, 'helpdesk');
  const inTracker = await front.recordOf(number, 'executors');
  const hands: Record<string, (visibility: 'public' | 'internal', text: string) => Promise<void>> = {
    front: (...said) => front.say(number, ...said),
    desk: (...said) => olga.say(inDesk, ...said),
    tracker: (...said) => ivan.say(inTracker, ...said),
  };
  for (const [where, say] of Object.entries(hands)) {
    await say('internal', `тайна: ${where}`);
    await say('public', `ответ: ${where}`);
    await hears(`ответ: ${where}`);
    await front.synced(number);
  }
  await writesHerself(number);
  await eventually(
    'her words are in the front',
    async () => (await front.texts(number)).some(({ body }) => body.includes('моё слово')),
    120,
  );
  await front.synced(number);
  const entries = JSON.stringify(await olga.entries(inDesk));
  for (const own of ['моё слово', 'снимок.txt']) expect(entries).toContain(own);
  await ivan.set(inTracker, { status_id: redmine.statuses.resolved, notes: 'картридж заменён' });
  await hears(...['картридж заменён', 'resolved'].slice(0, ofSolution));
  await front.set(number, { status: 'closed' }); // resolved before: nothing is new to her
  await front.synced(number);
  await expectAtRest(stack);
  await eventually('the outbox is empty', async () => {
    const { json } = await stack.api<{ items: object[] }>('GET', '/notifications?state=queued');
    return json.items.length === 0 || undefined;
  });
  expect(await postbox.more()).toEqual([]);
  expect(new Set(heard.map(({ head }) => head.from[0]?.address))).toEqual(new Set([from()]));
  expect(heard.filter(({ raw, text }) => `${raw}${text}`.includes('тайна'))).toEqual([]);
};

/** By mail, with a file: it goes to the desk, and comes back to her from nobody. */
const writesHerself = async (number: string): Promise<void> => {
  await server.send({
    from: postbox.address,
    to: `support@${server.domain}`,
    subject: `Re: [${number}] Не печатает`,
    text: 'моё слово',
    attachments: [{ filename: 'снимок.txt', content: 'моя картинка' }],
  });
};

const ids = () => scrips.map((line) => line.split(' ')[0]!);

it('the doctor’s command names the scrips that would speak beside the front', async () => {
  const { level, advice } = await doctor('front');
  expect(level).toBe('warning');
  scrips = await listedBy(rt, advice!);
  expect(scrips.map((line) => line.replace(/^\d+ /, '')).sort()).toEqual([
    'On Correspond Notify Requestors and Ccs',
    'On Create Autoreply To Requestors',
    'On Resolve Notify Requestors',
  ]);
});

const voices: readonly Voice[] = [
  { speaker: 'helpdesk', rtSpeaks: true, from: () => 'support@olddesk.example', ofSolution: 2 },
  { speaker: 'front', rtSpeaks: false, from: () => `support@${server.domain}`, ofSolution: 1 },
];
describe.each(voices)('when $speaker speaks', (voice) => {
  let world: World;
  beforeAll(async () => {
    await enableScrips(rt, ids(), voice.rtSpeaks);
    world = await open(voice.speaker);
  });
  afterAll(() => world?.stop());

  it('what is said in public in any of the three is one mail of its to the requester, what is internal none', () =>
    conversation(world, voice));

  it('the doctor is content with that, and names RT’s scrips where they would speak beside the front', async () => {
    expect((await doctor(voice.speaker)).level).toBe('ok');
    const { level, message } = await doctor('front');
    expect(level).toBe(voice.rtSpeaks ? 'warning' : 'ok');
    const named = [...message.matchAll(/scrip (\d+) /g)].map(([, id]) => id);
    expect(named.sort()).toEqual(voice.rtSpeaks ? ids().sort() : []);
  });
});
