import { createHmac } from 'node:crypto';
import { eventually } from '../../systems/eventually';
import { deskSecret } from '../configs';
import type { Installation } from '../installation/installation';
import { secondsFrom, seedOfThisRun } from '../traffic/random';
import { percentile, peopleAtWork, type Noticed } from './at-work';
import { historyLengths } from './nothing-written';

/** SERVER_AWAY_SECONDS lets the servers be away for longer than CI has time for. */
const away = secondsFrom('SERVER_AWAY_SECONDS', 40);
const before = 10;
const after = 10;

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** The servers that Sagadesk itself stands on go away while people work. */
export const serversAway = (name: string, start: () => Promise<Installation>): void =>
  describe(name, () => {
    jest.setTimeout((away + 400) * 1000);
    let all: Installation;
    const seed = seedOfThisRun();
    beforeAll(async () => {
      all = await start();
    });
    afterAll(() => all?.stop());

    it(`Temporal killed and away for ${away} s: the front answers quickly, and all is made up for`, async () => {
      const starts = startsOf(all);
      const noticed = await peopleAtWork(
        all,
        { seed, seconds: before + away, actsPerSecond: 1.2 },
        async () => {
          await pause(before);
          await all.temporalServer.kill();
          await pause(away - 2);
          await all.temporalServer.startAgain();
          const back = Date.now();
          await eventually('every open ticket has its workflow', () => noneMissing(all), 60);
          process.stdout.write(
            `workflows of what was registered meanwhile: ${Date.now() - back} ms after Temporal\n`,
          );
        },
      );
      tell('Temporal away', noticed);
      expect(noticed.answers.filter(({ status }) => status >= 500)).toEqual([]);
      expect(percentile(msOf(noticed), 50)).toBeLessThan(1000);
      expect(startsOf(all)).toEqual(starts); // both processes lived through it
    });

    it('Temporal started anew without its data: every open ticket gets its workflow back', async () => {
      const starts = startsOf(all);
      let anewAt = 0;
      const noticed = await peopleAtWork(
        all,
        { seed: seed + 1, seconds: before + 20, actsPerSecond: 1.2 },
        async () => {
          await pause(before);
          await all.temporalServer.kill();
          all.temporalServer.forget();
          await pause(5);
          await all.temporalServer.startAgain();
          anewAt = Date.now();
          await eventually('every open ticket has its workflow', () => noneMissing(all), 150);
          process.stdout.write(`workflows were back ${Date.now() - anewAt} ms after Temporal\n`);
        },
      );
      tell('Temporal anew', noticed);
      expect(noticed.answers.filter(({ status }) => status >= 500)).toEqual([]);
      expect(startsOf(all)).toEqual(starts);
    });

    it(`Postgres restarted, then away for ${away} s: few events, senders told to repeat, nothing accepted is lost`, async () => {
      const starts = startsOf(all);
      let grown: readonly number[] = [];
      let hook = 0;
      let backMs = 0;
      const seconds = 2 * before + away + after;
      const noticed = await peopleAtWork(all, { seed: seed + 2, seconds, actsPerSecond: 1.2 }, async () => {
        await pause(before);
        await all.postgres.stop();
        await all.postgres.startAgain();
        await pause(before);
        await all.postgres.stop();
        await pause(2); // what was under way has failed
        const then = await historyLengths(all.temporal);
        hook = await sendHook(all);
        await pause(away - 3);
        const now = await historyLengths(all.temporal);
        grown = Object.entries(now).map(([id, length]) => length - (then[id] ?? 0));
        await all.postgres.startAgain();
        const back = Date.now();
        await eventually('the front is ready again', () => isReady(all), 60);
        backMs = Date.now() - back;
      });
      tell('Postgres away', noticed);
      process.stdout.write(
        `events added to ${grown.length} tickets in ${away} s without Postgres: at most ${Math.max(...grown)}, ` +
          `in all ${grown.reduce((a, b) => a + b, 0)}; ready ${backMs} ms after its return\n`,
      );
      expect(hook).toBe(503);
      expect(Math.max(...grown)).toBeLessThanOrEqual(mostEvents(away));
      expect(startsOf(all)).toEqual(starts);
    });
  });

const startsOf = ({ apiProcess, worker }: Installation) => ({
  api: apiProcess.starts,
  worker: worker.starts,
});

const msOf = ({ answers }: Noticed): number[] => answers.map(({ ms }) => ms);

const tell = (what: string, noticed: Noticed): void => {
  const ms = msOf(noticed);
  process.stdout.write(
    `${what}: ${noticed.acts} acts, ${ms.length} answers of the front (p50 ${percentile(ms, 50)} ms, p99 ${percentile(ms, 99)} ms, ` +
      `${noticed.answers.filter(({ status }) => status >= 500).length} of them 5xx), compared and at rest ${noticed.settledMs} ms after the last act\n`,
  );
};

/** A ticket that was woken tries again after 5, 10, 20 ... s; each try is a timer, a workflow task and a marker. */
const mostEvents = (seconds: number): number => 8 * Math.ceil(Math.log2(seconds / 5 + 1)) + 8;

const noneMissing = async ({ db, temporal }: Installation): Promise<true | undefined> => {
  const { rows } = await db.query<{ number: string }>(
    `select number from tickets where status not in ('closed', 'cancelled') and merged_into is null`,
  );
  for (const { number } of rows) {
    const found = await temporal.client.workflow
      .getHandle(`ticket/${number}`)
      .describe()
      .catch(() => undefined);
    if (found?.status.name !== 'RUNNING') return undefined;
  }
  return true;
};

/** A delivery as the desk's hook sends it; answers with the status. */
const sendHook = async ({ url }: Installation): Promise<number> => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const body = JSON.stringify({ ticket: 1, changes: [] });
  const signature = createHmac('sha256', deskSecret).update(`${timestamp}.${body}`).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-rt-timestamp': timestamp,
    'x-rt-signature': `sha256=${signature}`,
  };
  return (await fetch(`${url}/webhooks/helpdesk`, { method: 'POST', headers, body })).status;
};

const isReady = async ({ url }: Installation): Promise<true | undefined> =>
  (await fetch(`${url}/health/ready`).catch(() => undefined))?.status === 200 || undefined;
