import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../systems/eventually';
import { startMailServer, type RealMailServer } from '../../systems/mail-server';
import { Part } from '../installation/part';
import { startStack, type Stack } from '../stack';

/** More of both by the environment: 2,000 mails and ten kills are the measure of docs/performance.md. */
const mails = Number(process.env.MAIL_COUNT ?? 100);
const kills = Number(process.env.MAIL_KILLS ?? 1);
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

const deliver = async (from: number, to: number): Promise<void> => {
  for (let n = from; n < to; n++)
    await server.send({
      from: `person${n}@example.test`,
      to: `support@${server.domain}`,
      subject: `Mail ${n}`,
      text: `Text ${n}`,
    });
};
const ticketsMade = async () => Number((await stack.db.query('select count(*) as n from tickets')).rows[0].n);

it(`${mails} mails while the worker is killed ${kills} times, the session kicked, the server frozen and the mailbox rebuilt are ${mails} tickets`, async () => {
  const began = Date.now();
  const step = Math.ceil(mails / (kills + 3));
  let sent = 0;
  const more = async () => {
    const to = Math.min(mails, sent + step);
    await Promise.all(
      [0, 1, 2, 3].map((lane) =>
        deliver(
          sent + Math.floor(((to - sent) * lane) / 4),
          sent + Math.floor(((to - sent) * (lane + 1)) / 4),
        ),
      ),
    );
    sent = to;
  };
  await more();
  await eventually('the first are tickets', async () => (await ticketsMade()) > 0, 90);
  for (let k = 0; k < kills; k++) {
    const before = await ticketsMade();
    worker.kill();
    await more();
    await worker.ready;
    await eventually('it goes on', async () => (await ticketsMade()) > before || sent === before, 120);
  }
  await server.kick('support');
  await more();
  await server.freeze('support', true).catch(() => undefined); // it may be between two connections
  await more();
  await eventually('time goes by while it is frozen', async () => Date.now() - began > 0);
  await server.freeze('support', false).catch(() => undefined);
  await server.rebuild('support');
  await deliver(sent, mails);
  await eventually(`${mails} tickets`, async () => (await ticketsMade()) >= mails, 120 + mails / 5);
  await eventually('an empty inbox', async () => (await server.count('support', 'INBOX')) === 0, 60);
  const { rows } = await stack.db.query(
    `select (select count(*)::int from tickets) as tickets, (select count(distinct description)::int from tickets) as texts,
       (select count(*)::int from mails) as mails, (select count(*)::int from mails where state <> 'ticket') as others`,
  );
  expect(rows).toEqual([{ tickets: mails, texts: mails, mails, others: 0 }]);
  console.log(`${mails} mails in ${Math.round((Date.now() - began) / 1000)} s, ${kills} kills`);
});
