import { parse } from 'yaml';
import { textOf } from '../deployment/files';
import { metricsIn } from '../deployment/metric-names';
import { eventually } from '../systems/eventually';
import { startTamperProxy, type TamperProxy } from '../systems/tamper';
import { deskSecret, trackerSecret } from './configs';
import { demoDesk } from './demo-desk';
import { demoTracker } from './demo-tracker';
import { frontPerson } from './front-person';
import { startFleet, type Fleet } from './installation/fleet';
import { readLive } from './live-reader';
import { logLines, logText } from './log-lines';
import { expectTheSameEverywhere } from './scenarios/the-same-everywhere';
import { agentsHands, executorsHands, operatorsHands } from './traffic/hands';
import { killAtRandom } from './traffic/killer';
import { expectNothingLost } from './traffic/nothing-lost';
import { newMark, planOf } from './traffic/plan';
import { secondsFrom, seedOfThisRun } from './traffic/random';
import { runTraffic } from './traffic/run-traffic';

/** FLEET_SECONDS: how long everybody works; SEED repeats what they do, and when who is killed. */
const seconds = secondsFrom('FLEET_SECONDS', 30);
jest.setTimeout((seconds * 3 + 300) * 1000);

let fleet: Fleet;
let wayToDesk: TamperProxy;

beforeAll(async () => {
  const [rt, redmine] = await Promise.all([demoDesk(), demoTracker()]);
  wayToDesk = await startTamperProxy(rt.url);
  fleet = await startFleet({ rt: { ...rt, url: wayToDesk.url }, redmine }, { WORKER_BUILD: 'auto' });
});
afterAll(async () => {
  await fleet?.stop();
  await wayToDesk?.stop();
});

describe('three workers and two APIs', () => {
  it('keep everything the same while one of each is killed again and again, and the other’s live stream goes on', async () => {
    const seed = seedOfThisRun();
    const mark = newMark();
    const live = await readLive(fleet.otherUrl, fleet.key);
    const hands = {
      irina: operatorsHands(fleet.both),
      olga: agentsHands(fleet),
      ivan: executorsHands(fleet),
    };
    const [traffic, killed] = await Promise.all([
      runTraffic(planOf({ seed, mark, seconds, actsPerSecond: 1.5 }), hands, seconds),
      killAtRandom(fleet, { seed, seconds }),
    ]);
    process.stdout.write(`${traffic.done.length} acts, kills: ${killed.join(', ')}\n`);
    expect(killed.length).toBeGreaterThan(0);
    await expectTheSameEverywhere(fleet, { mark, seconds: 120 });
    await expectNothingLost(traffic, fleet.both);

    const { rows } = await fleet.db.query<{ id: number }>(
      'select id from live_events where id >= $1 order by id',
      [live.ids[0]],
    );
    await eventually(
      'the stream brought the last event',
      async () => live.ids.includes(rows.at(-1)!.id) || undefined,
    );
    expect(live.ids.slice(0, rows.length)).toEqual(rows.map(({ id }) => id));
    expect(live.breaks).toBe(0);
    live.stop();
  });

  it('share the work: every worker that lived throughout has pushed, and shows Temporal’s numbers beside its own', async () => {
    const { groups } = parse(textOf('docs/monitoring/alerts.yaml')) as {
      groups: { rules: { expr: string }[] }[];
    };
    const alerts = groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)).join('\n');
    const asked = metricsIn(alerts).filter((name) => name.startsWith('temporal_') && !/failed/.test(name));
    for (const url of fleet.workerUrls.slice(1)) {
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      const text = await (await fetch(`${url}/metrics`)).text();
      const pushes = [...text.matchAll(/^sagadesk_pushes_total\{[^}]*outcome="confirmed"[^}]*\} (\d+)/gm)];
      expect(pushes.reduce((sum, [, n]) => sum + Number(n), 0)).toBeGreaterThan(0);
      expect(text).toMatch(/^temporal_num_pollers\{[^}]*task_queue="tickets"/m);
      expect(text).toMatch(/^temporal_activity_schedule_to_start_latency_seconds_bucket\{[^}]*task_queue="/m);
      for (const name of asked) expect(text).toContain(`# TYPE ${name} `);
    }
  });

  it('log what a push was about, whose request it was, and no secret', async () => {
    const push = await eventually('a push with changes is logged', async () =>
      logLines(fleet.logs).find(
        ({ msg, changes, outcome }) =>
          msg === 'push' && outcome === 'confirmed' && (changes as []).length > 0,
      ),
    );
    expect(push).toMatchObject({
      ticket: expect.stringMatching(/^SD-\d+$/),
      system: expect.stringMatching(/^(helpdesk|executors)$/),
      link: expect.any(Number),
      changes: expect.arrayContaining([expect.any(Number)]),
      version: expect.any(Number),
      workflowId: `ticket/${String(push.ticket)}`,
      runId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      attempt: expect.any(Number),
      ms: expect.any(Number),
    });
    const answered = logLines(fleet.logs).filter(({ msg }) => msg === 'answered');
    expect(answered).toContainEqual(
      expect.objectContaining({
        requestId: expect.stringMatching(/^[0-9a-f]{16}$/),
        ticket: expect.stringMatching(/^SD-\d+$/),
        method: 'PATCH',
        route: '/api/v1/tickets/:number',
        status: 200,
      }),
    );
    expect(answered).toContainEqual(
      expect.objectContaining({ route: '/webhooks/:system', system: 'helpdesk' }),
    );
    const text = logText(fleet.logs);
    const secrets = [fleet.key, fleet.rt.token, fleet.redmine.apiKey, deskSecret, trackerSecret];
    const password = new URL(fleet.env.DATABASE_URL!).password;
    for (const secret of [...secrets, password]) expect(text.includes(secret)).toBe(false);
  });

  it('let a push end that is under way when its worker is told to end', async () => {
    const front = frontPerson(fleet.both);
    const number = await front.register('Под самый конец');
    await front.synced(number);
    let under = () => undefined as void;
    const underWay = new Promise<void>((resolve) => (under = resolve));
    wayToDesk.slip(
      ({ method, body }) => method === 'PUT' && body.includes('Пишется'),
      async () => {
        under();
        await new Promise((resolve) => setTimeout(resolve, 2_000));
      },
    );
    await front.set(number, { title: 'Пишется в последнюю минуту' });
    await underWay;
    const ends = [fleet.worker, ...fleet.moreWorkers].map((worker) => worker.stop());
    expect(await Promise.all(ends)).toEqual([0, 0, 0]);
    const pushes = logLines(fleet.logs).filter(
      ({ msg, ticket, system }) => msg === 'push' && ticket === number && system === 'helpdesk',
    );
    expect(pushes.at(-1)).toMatchObject({ outcome: 'confirmed', attempt: 1 });
    expect((await front.see(number)).sync).toMatchObject({ state: 'synced' });
  });
});
