import { randomBytes } from 'node:crypto';
import type { DemoSaid, DemoTold } from './demo-main';
import { deskPerson, trackerPerson } from './people';
import { startPart } from './part';
import { deskConfig, trackerConfig, type StartSystems } from './systems';

/** The stand-in systems: as quick as a system can be, so that what is measured is ours. */
export const startDemoSystems: StartSystems = async ({ front, secret }) => {
  const told: DemoTold = { ...(front && { front }), secret, password: randomBytes(12).toString('hex') };
  const part = await startPart<DemoSaid>('bench/house/demo-main.ts', { BENCH_DEMO: JSON.stringify(told) });
  const { desk, tracker, statuses, priorities } = part.said;
  return {
    desk: deskConfig({ ...desk, queue: 'Support' }, secret),
    tracker: trackerConfig({ url: tracker.url, apiKey: tracker.apiKey, project: tracker.project }, secret),
    olga: deskPerson(desk.url, 'olga', told.password),
    executor: trackerPerson(tracker.url, tracker.executorKey, statuses, priorities),
    stop: part.stop,
  };
};
