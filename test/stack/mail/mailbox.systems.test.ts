import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { readBlob } from '../../../store/blobs';
import { eventually } from '../../systems/eventually';
import { startMailServer, type RealMailServer } from '../../systems/mail-server';
import { htmlMail, plain, raw } from '../../corpus/mail/case';
import { startStack, type Stack } from '../stack';
import { mailConfig, supportMailbox } from './configs';

jest.setTimeout(180_000);

/** The measure is 200; more than is read (64) in every run. */
const giantMb = Number(process.env.MAIL_GIANT_MB ?? 90);
/** Seconds after which a silent connection counts as dead here; in production 60. */
const silenceSeconds = 3;

let server: RealMailServer;
let stack: Stack;
let dir: string;
beforeAll(async () => {
  server = await startMailServer();
  dir = await mkdtemp('/var/tmp/sagadesk-mails-');
  const imap = server.imapOf('support', { silenceSeconds, sweepSeconds: 60 });
  const wrong = server.imapOf('sales', { password: 'wrong' });
  stack = await startStack({
    systems: [],
    mail: mailConfig([
      supportMailbox(server, { imap }),
      supportMailbox(server, { name: 'sales', address: `sales@${server.domain}`, aliases: [], imap: wrong }),
    ]),
  });
  await eventually('it is watched', () => stateOf('support', 'watching'));
});
afterAll(async () => {
  await stack?.stop();
  await server?.down();
  await rm(dir, { recursive: true, force: true });
});

const stateOf = async (mailbox: string, state: string) =>
  (
    await stack.db.query('select error, advice from mailbox_states where mailbox = $1 and state = $2', [
      mailbox,
      state,
    ])
  ).rows[0];
const settled = (subject: string, seconds = 60) =>
  eventually<{ id: number; state: string; because: string | null; sha256: Buffer; settled: Date }>(
    `the mail “${subject}” is settled`,
    async () =>
      (
        await stack.db.query(
          `select id, state, because, sha256, settled_at as settled from mails where subject = $1 and state <> 'open'`,
          [subject],
        )
      ).rows[0],
    seconds,
  );
let n = 0;
const send = async (subject: string) => {
  n += 1;
  await server.send({
    from: `person${n}@example.test`,
    to: `support@${server.domain}`,
    subject,
    text: 'Hello',
  });
  return Date.now();
};

it('a mail is a ticket within a second of its acceptance (IDLE)', async () => {
  const took: number[] = [];
  for (let i = 0; i < 20; i++) {
    const accepted = await send(`quick ${i}`);
    took.push((await settled(`quick ${i}`)).settled.getTime() - accepted);
  }
  const sorted = took.sort((a, b) => a - b);
  console.log(
    `mail accepted → ticket stored: median ${sorted[10]} ms, p95 ${sorted[18]} ms, most ${sorted[19]} ms`,
  );
  // The goal is 1 s on a machine of its own; neighbours may cost some more.
  expect(sorted[18]).toBeLessThan(Number(process.env.MAIL_P95_MS ?? 3000));
});

it('a session that is kicked is built anew, and what came meanwhile is taken in', async () => {
  await server.kick('support');
  await send('after the kick');
  expect(await settled('after the kick')).toMatchObject({ state: 'ticket' });
});

it('a frozen server is noticed by its silence, and everything is there when it lives again', async () => {
  await server.freeze('support', true);
  await send('while frozen');
  try {
    await eventually('it is noticed', () => stateOf('support', 'away'), silenceSeconds * 3 + 15);
  } finally {
    await server.freeze('support', false);
  }
  expect(await settled('while frozen')).toMatchObject({ state: 'ticket' });
});

it('a rebuilt mailbox with a new UIDVALIDITY brings nothing twice', async () => {
  await send('before the rebuild');
  await settled('before the rebuild');
  await server.rebuild('support');
  await send('after the rebuild');
  await settled('after the rebuild');
  const { rows } = await stack.db.query(`select subject from mails where subject like '%the rebuild'`);
  expect(rows).toHaveLength(2);
});

it('a server that is down and comes back loses nothing', async () => {
  await server.stop();
  await eventually('it is away', () => stateOf('support', 'away'), 30);
  await server.start();
  await send('after the outage');
  expect(await settled('after the outage', 90)).toMatchObject({ state: 'ticket' });
});

it('a wrong password is shown with what to do', async () => {
  const shown = await eventually('it is refused', () => stateOf('sales', 'refused'));
  expect(shown).toEqual({
    error: expect.stringContaining('refuses the login'),
    advice: expect.stringContaining('password'),
  });
});

describe('large and monstrous mails', () => {
  const file = (name: string) => path.join(dir, name);
  const deliver = async (name: string, bytes: Buffer) => {
    await writeFile(file(name), bytes);
    await server.drop('support', file(name), name);
  };
  const head = (subject: string) => ({
    Subject: subject,
    'Message-ID': `<${subject.replaceAll(' ', '.')}@example.test>`,
    From: `${subject.replaceAll(' ', '.')}@example.test`,
  });
  const attached = (subject: string, bytes: number) =>
    raw(
      {
        ...head(subject),
        'Content-Type': 'application/octet-stream; name=a.bin',
        'Content-Disposition': 'attachment; filename=a.bin',
        'Content-Transfer-Encoding': 'base64',
      },
      Buffer.alloc(Math.floor(bytes / 78) * 78, `${'A'.repeat(76)}\r\n`),
    );

  it('25 MB, 10,000 parts and HTML nested 100,000 deep: each is settled, and a small mail does not wait for them', async () => {
    await deliver('m25', attached('of 25 MB', 25_000_000));
    await deliver(
      'parts',
      raw(
        { ...head('of parts'), 'Content-Type': 'multipart/mixed; boundary=x' },
        '--x\r\n\r\nhi\r\n'.repeat(10_000),
      ),
    );
    await deliver(
      'deep',
      htmlMail(`${'<div>'.repeat(100_000)}deep${'</div>'.repeat(100_000)}`, head('of depth')),
    );
    await deliver('small', plain('I am small', head('of nothing')));
    const small = await settled('of nothing');
    expect(small).toMatchObject({ state: 'ticket' });
    expect(await settled('of 25 MB', 90)).toMatchObject({ state: 'ticket' });
    expect(await settled('of depth', 90)).toMatchObject({ state: 'ticket' });
    await eventually(
      'the parts are refused',
      async () =>
        (
          await stack.db.query(
            `select 1 from mails where state = 'quarantined' and because like 'unreadable: EMAXLEN%'`,
          )
        ).rows[0],
      90,
    );
    await eventually(
      'they lie in Quarantine',
      async () => (await server.count('support', 'Quarantine')) === 1,
    );
  });

  it('a base64 bomb of 45 MB is a ticket whose file stays in the mail', async () => {
    await deliver('bomb', attached('of base64', 45_000_000));
    expect(await settled('of base64', 120)).toMatchObject({ state: 'ticket' });
  });

  it(`${giantMb} MB are kept whole without ever being in memory, and not read`, async () => {
    const line = Buffer.alloc(78 * 1000, `${'A'.repeat(76)}\r\n`);
    const hash = createHash('sha256');
    const out = createWriteStream(file('m200'));
    const write = async (bytes: Buffer) => {
      hash.update(bytes);
      if (!out.write(bytes)) await once(out, 'drain');
    };
    await write(raw(head('of a giant'), ''));
    for (let written = 0; written < giantMb * 1_000_000; written += line.length) await write(line);
    out.end();
    await once(out, 'close');
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
    await server.drop('support', file('m200'), 'm200');
    const found = await eventually(
      'it is quarantined',
      async () =>
        (
          await stack.db.query<{ sha256: Buffer; size: number }>(
            `select sha256, size from mails where state = 'quarantined' and because like 'oversized%'`,
          )
        ).rows[0],
      120,
    );
    clearInterval(watch);
    console.log(
      `${giantMb} MB taken in with ${Math.round((most - before) / 2 ** 20)} MB more memory at most`,
    );
    expect(found.size).toBeGreaterThan(giantMb * 1_000_000);
    expect(most - before).toBeLessThan(120 * 2 ** 20);
    expect(found.sha256).toEqual(hash.digest());
    await send('after the giant');
    expect(await settled('after the giant')).toMatchObject({ state: 'ticket' });
    expect((await readBlob(stack.db, found.sha256)).length).toBe(found.size);
  });
});
