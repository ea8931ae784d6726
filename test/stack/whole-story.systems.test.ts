import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { usualCallRules } from '../../domain/call/rules';
import { openBrowser } from '../api/chromium';
import { eventually } from '../systems/eventually';
import { startMailServer, type RealMailServer } from '../systems/mail-server';
import { startExchange, type RealExchange } from '../systems/phone-server';
import { deskPerson, type DeskPerson } from './desk-person';
import { freePort } from './free-port';
import { frontPerson, type FrontPerson } from './front-person';
import { mailConfig, supportMailbox } from './mail/configs';
import { startRealWorld } from './real-world';
import { expectTheSameEverywhere } from './scenarios/the-same-everywhere';
import { openOperatorPage, patientPage, registerByKeyboard, ringingCard } from './story/operator-page';
import { postboxOf, type Postbox } from './story/postbox';
import { confirmSolution, enterFromMail, rejectSolution } from './story/requester-page';
import { createSteps } from './story/steps';
import { taskPerson, type TaskPerson } from './task-person';
import type { World } from './world';

jest.setTimeout(300_000); // the first time the real systems have to be downloaded

const from = '+79035550123';
const title = `Принтер не печатает ${randomBytes(3).toString('hex')}`;

let exchange: RealExchange;
let server: RealMailServer;
let world: World;
let browser: Browser;
let operator: Page;
let requester: Page;
let postbox: Postbox;
let front: FrontPerson;
let desk: DeskPerson;
let executor: TaskPerson;
beforeAll(async () => {
  exchange = await startExchange();
  server = await startMailServer();
  const operators = Object.fromEntries(
    Object.entries(exchange.ami.agents).map(([key, login]) => [key.toLowerCase(), login]),
  );
  world = await startRealWorld({
    port: await freePort(),
    telephony: { country: 'RU', rules: { ...usualCallRules, operators }, asterisk: exchange.ami },
    mail: mailConfig([supportMailbox(server)], {
      smtp: { host: '127.0.0.1', port: server.smtpPort, tls: 'none' },
    }),
  });
  front = frontPerson(world.stack.api);
  desk = deskPerson(world.rt.asAgent('olga'));
  executor = taskPerson(world.redmine.asExecutor(), world.redmine);
  postbox = postboxOf(server, 'bob');
  await api('POST', '/contacts', { name: 'Борис Клиентов', email: postbox.address, phone: from });
  browser = await openBrowser();
  operator = await openOperatorPage(world.stack, browser);
  requester = await patientPage(browser);
  await listening();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
  await exchange?.down();
  await server?.down();
});

const api = <T>(method: string, path: string, body?: object) => world.stack.api<T>(method, path, body);
const callFrom = async (number: string) =>
  (
    await api<{ items: { state: string; ticket?: string }[] }>(
      'GET',
      `/calls?from=${encodeURIComponent(number)}`,
    )
  ).json.items[0];
/** A call of which something is heard: somebody listens. */
const listening = () =>
  eventually('the exchange is listened to', async () => {
    await exchange.call('+79035559999', '1002', { agent: 2, answer: 'busy' });
    return callFrom('+79035559999');
  });
const records = async (number: string) => ({
  inDesk: await front.recordOf(number, 'helpdesk'),
  inTracker: await front.recordOf(number, 'executors'),
});
/** Waits until all three say this, each in its own words. */
const agree = async (number: string, ...wanted: readonly [string, string, string]) => {
  const { inDesk, inTracker } = await records(number);
  await eventually(`${number} is ${wanted.join(', ')}`, async () => {
    const seen = [front.see(number), desk.see(inDesk), executor.see(inTracker)];
    return (await Promise.all(seen)).map(({ status }) => status).join() === wanted.join() || undefined;
  });
  await front.synced(number);
};
const resolve = async (number: string, note: string) =>
  executor.set((await records(number)).inTracker, {
    status_id: world.redmine.statuses.resolved,
    notes: note,
  });
/** The words, and whether the requester may read them, as both systems have them. */
const publicTexts = async (number: string) => {
  const { inDesk, inTracker } = await records(number);
  const texts = [...(await desk.texts(inDesk)), ...(await executor.see(inTracker)).texts];
  return texts.filter(({ visibility }) => visibility === 'public').map(({ text }) => text);
};

it('a call becomes a ticket everywhere; its solution is mailed, rejected in the portal, mended, confirmed and closed everywhere', async () => {
  const { step, told } = createSteps();
  const called = exchange.call(from, '100', { name: 'Boris', ring: 2500, talk: 8000 });
  const card = await step('it rings: who calls is on the operator’s page', () => ringingCard(operator, from));
  expect(card).toContain('Борис Клиентов');
  await step('the call is answered', () => operator.locator('.call-card.mine', { hasText: from }).waitFor());
  const number = await step('registered from the form', () =>
    registerByKeyboard(operator, title, 'Третий этаж, у окна'),
  );
  await step('it stands in the desk and in the tracker', () => front.synced(number));
  await agree(number, 'new', 'new', 'New');
  const confirmation = await step('the confirmation is in his mailbox', () => postbox.next());
  expect(confirmation.head.subject).toContain(number);

  await resolve(number, 'Картридж заменён, проверьте');
  const solved = await step('the executor’s solution is in his mailbox', () => postbox.next());
  expect(solved.text).toContain('Картридж заменён, проверьте');
  expect(solved.text).toContain('решён');
  await step('resolved everywhere', () => agree(number, 'resolved', 'resolved', 'Resolved'));

  await step('he is in the portal, by a link', () => enterFromMail(requester, solved, postbox));
  await requester.locator('.badge.status-resolved').waitFor();
  await requester.locator('#comments').getByText('Картридж заменён, проверьте').waitFor();
  await step('he rejects the solution', () => rejectSolution(requester, 'Печатает, но с полосами'));
  await step('opened again everywhere', () => agree(number, 'in_progress', 'open', 'In Progress'));
  const reasons = (await publicTexts(number)).filter((text) => text.includes('Печатает, но с полосами'));
  expect(reasons).toHaveLength(2);

  await resolve(number, 'Барабан почищен');
  const again = await step('the second solution is in his mailbox', () => postbox.next());
  expect(again.text).toContain('Барабан почищен');
  await step('he confirms on the page that he left open', () => confirmSolution(requester));
  await step('closed everywhere', () => agree(number, 'closed', 'resolved', 'Closed'));

  await called;
  await eventually('the call is over', async () => (await callFrom(from))?.state === 'ended' || undefined);
  expect(await callFrom(from)).toMatchObject({ ticket: number });
  const { api: client, db, temporal } = world.stack;
  await step('everything is the same everywhere, and at rest', () =>
    expectTheSameEverywhere({ ...world, api: client, db, temporal }, { mark: title }),
  );
  expect(await postbox.more()).toEqual([]);
  console.log(told());
});
