import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../systems/eventually';
import { startMailServer, type RealMailServer } from '../../systems/mail-server';
import { expectAtRest } from '../front-person';
import { Part } from '../installation/part';
import { tellSeen } from '../soak/seen';
import { startStack, type Stack } from '../stack';
import { chanceOf, seedOfThisRun } from '../traffic/random';
import { plannedMails, rawMail, type PlannedMail } from './planned-mails';
import { whatBecame } from './what-became';

/**
 * MAILS, KILLS and SEED make it longer and repeat it: 2,000 mails and ten kills are what `npm run soak` does. The seed decides what is
 * sent, and after which mails the worker dies.
 */
const mails = Number(process.env.MAILS ?? 100);
const kills = Number(process.env.KILLS ?? 1);
jest.setTimeout(240_000 + mails * 500 + kills * 40_000);

let server: RealMailServer;
let stack: Stack;
let worker: Part;
let dir: string;
beforeAll(async () => {
  server = await startMailServer();
  stack = await startStack({ systems: [] });
  await stack.stopWorkers(); // a process of its own, which can be killed
  dir = mkdtempSync('/var/tmp/sagadesk-mail-kills-');
  writeFileSync(join(dir, 'config.yaml'), configFile());
  worker = new Part({ script: 'workers/main.ts', env: environment(), logFile: join(dir, 'worker.log') });
  await worker.ready;
});
afterAll(async () => {
  await worker?.stop();
  await stack?.stop();
  await server?.down();
  rmSync(dir, { recursive: true, force: true });
});

const configFile = () => `
mail:
  mailboxes:
    support:
      address: support@${server.domain}
      imap: {host: 127.0.0.1, port: ${server.imapPort}, ca: ${server.ca}, user: support, password: secret, silenceSeconds: 3, sweepSeconds: 2}
`;
const environment = () => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  TMPDIR: process.env.TMPDIR,
  SAGADESK_CONFIG: join(dir, 'config.yaml'),
  DATABASE_URL: (stack.db as unknown as { options: { connectionString: string } }).options.connectionString,
  TEMPORAL_ADDRESS: stack.temporal.address,
  LOG_LEVEL: 'warn',
});

const settled = async () =>
  Number((await stack.db.query(`select count(*) as n from mails where state <> 'open'`)).rows[0].n);

/** Sends them on four connections; `accepted` is called after each, with how many there were. */
const deliver = async (
  some: readonly PlannedMail[],
  accepted: (count: number) => void = () => undefined,
): Promise<void> => {
  const to = `support@${server.domain}`;
  const waiting = [...some];
  let count = 0;
  const lane = async () => {
    for (let mail = waiting.shift(); mail; mail = waiting.shift()) {
      await server.sendRaw(mail.from, to, rawMail(mail, to));
      accepted((count += 1));
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
};

it(`${mails} mails while the worker is killed ${kills} times, the session kicked, the server frozen and the mailbox rebuilt become one thing each`, async () => {
  const seed = seedOfThisRun();
  const began = Date.now();
  const step = Math.ceil(mails / (kills + 4));
  const planned = plannedMails(seed, mails, step);
  const waves = Array.from({ length: kills + 4 }, (_, n) => planned.slice(n * step, (n + 1) * step));
  const chance = chanceOf(seed ^ 0x5eed);
  const wave = () => waves.shift() ?? [];

  await deliver(wave());
  await eventually(
    'the first are tickets: others answer them',
    async () => (await settled()) >= step,
    90 + step,
  );
  for (let k = 0; k < kills; k++) {
    const [before, some] = [await settled(), wave()];
    const deadAfter = chance.between(1, Math.max(1, some.length));
    await deliver(some, (count) => count === deadAfter && worker.kill());
    await worker.ready;
    await eventually('it goes on', async () => some.length === 0 || (await settled()) > before, 120);
  }
  await server.kick('support');
  await deliver(wave());
  await server.freeze('support', true).catch(() => undefined); // it may be between two connections
  await deliver(wave());
  await server.freeze('support', false).catch(() => undefined);
  await server.rebuild('support');
  await deliver(wave());

  // Whoever is late is told below, with what became of each.
  await eventually('nobody waits', async () => (await settled()) >= mails, 120 + mails / 5).catch(
    () => undefined,
  );
  const seconds = Math.round((Date.now() - began) / 1000);
  const { faults, ...became } = await whatBecame(stack.db, planned);
  tellSeen('mails', { ...became, kills: worker.starts - 1, seconds, seed });
  expect(faults).toEqual([]);
  expect(worker.starts - 1).toBe(kills);
  await eventually('an empty inbox', async () => (await server.count('support', 'INBOX')) === 0, 60);
  const { received, applied, ignored } = await expectAtRest(stack);
  expect(received).toBe(applied + ignored);
  const { rows } = await stack.db.query(
    `select state, count(*)::int as n from mails where state = 'open' or settled_at is null group by 1`,
  );
  expect(rows).toEqual([]);
});
