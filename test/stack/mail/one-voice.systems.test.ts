import { mkdtemp } from 'node:fs/promises';
import type { Finding } from '../../../connectors/port';
import { systemChapters } from '../../../workers/doctor-checks';
import { wordsFor } from '../../../workers/doctor-words';
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

/** Everything that is said to her about one ticket, by each of the three; each public word must be the next mail. */
const conversation = async (world: World, isVoice: (mail: ReadMail) => boolean): Promise<void> => {
  const front = frontPerson(world.stack.api);
  const [olga, ivan] = [deskPerson(rt.asAgent('olga')), taskPerson(redmine.asExecutor(), redmine)];
  const heard: ReadMail[] = [];
  const hears = async (text: string) => {
    const mail = await postbox.next();
    expect(mail.text).toContain(text);
    heard.push(mail);
  };
  const number = await front.register('Не печатает', {
    requester: { name: 'Алиса Клиентова', email: postbox.address },
  });
  await hears('Не печатает');
  await front.synced(number);
  const [inDesk, inTracker] = [
    await front.recordOf(number, 'helpdesk'),
    await front.recordOf(number, 'executors'),
  ];
  const hands = {
    front: (visibility: 'public' | 'internal', text: string) => front.say(number, visibility, text),
    desk: (visibility: 'public' | 'internal', text: string) => olga.say(inDesk, visibility, text),
    tracker: (visibility: 'public' | 'internal', text: string) => ivan.say(inTracker, visibility, text),
  };
  for (const [where, say] of Object.entries(hands)) {
    await say('internal', `тайна: ${where}`);
    await say('public', `ответ: ${where}`);
    await hears(`ответ: ${where}`);
    await front.synced(number);
  }
  await expectAtRest(world.stack);
  expect(await postbox.more()).toEqual([]);
  expect(heard.map(isVoice)).toEqual(heard.map(() => true));
  expect(heard.filter(({ raw, text }) => `${raw}${text}`.includes('тайна'))).toEqual([]);
};
const fromFront = ({ head }: ReadMail) => head.from[0]?.address === `support@${server.domain}`;
const fromDesk = ({ head }: ReadMail) => head.from[0]?.address === 'support@olddesk.example';

it('the doctor names the scrips that would speak beside the front, and none when they are disabled', async () => {
  const { level, advice } = await doctor('front');
  expect(level).toBe('warning');
  scrips = await listedBy(rt, advice!);
  expect(scrips.map((line) => line.replace(/^\d+ /, '')).sort()).toEqual([
    'On Correspond Notify Requestors and Ccs',
    'On Create Autoreply To Requestors',
    'On Resolve Notify Requestors',
  ]);
  await enableScrips(rt, ids(), false);
  expect(await listedBy(rt, advice!)).toEqual([]);
});

const ids = () => scrips.map((line) => line.split(' ')[0]!);

describe.each([
  { speaker: 'front', enabled: false, isVoice: fromFront },
  { speaker: 'helpdesk', enabled: true, isVoice: fromDesk },
])('when $speaker speaks', ({ speaker, enabled, isVoice }) => {
  let world: World;
  beforeAll(async () => {
    await enableScrips(rt, ids(), enabled);
    world = await open(speaker);
  });
  afterAll(() => world?.stop());

  it('what is said in public in any of the three is one mail of its to the requester, what is internal none', () =>
    conversation(world, isVoice));
});
