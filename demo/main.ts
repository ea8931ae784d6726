import { stopped } from '../platform/stopped';
import { startDemoRedmine } from './redmine/start';
import { startDemoRequestTracker } from './request-tracker/server';

/** What the process is told, as JSON in DEMO_SYSTEMS. */
export interface DemoPlan {
  /** Directory in which both keep what they hold. */
  readonly directory: string;
  readonly deskPort: number;
  readonly trackerPort: number;
  readonly deskHook: { readonly url: string; readonly secret: string };
  readonly trackerHook: { readonly url: string; readonly secret: string };
}

/** Where they are, and the keys of the front's accounts there. */
export interface DemoReady {
  readonly desk: { readonly url: string; readonly token: string };
  readonly tracker: { readonly url: string; readonly apiKey: string };
}

/** The two demo systems in one process. Ends by itself after SIGTERM, or when its supervisor is gone. */
const main = async (): Promise<void> => {
  const plan = JSON.parse(process.env.DEMO_SYSTEMS ?? '{}') as DemoPlan;
  const [desk, tracker] = await Promise.all([
    startDemoRequestTracker({
      port: plan.deskPort,
      dataFile: `${plan.directory}/request-tracker.json`,
      webhook: plan.deskHook,
    }),
    startDemoRedmine({
      port: plan.trackerPort,
      dataFile: `${plan.directory}/redmine.json`,
      webhook: plan.trackerHook,
    }),
  ]);
  const ready: DemoReady = {
    desk: { url: desk.url, token: desk.token },
    tracker: { url: tracker.url, apiKey: tracker.apiKey },
  };
  process.send?.({ ready: true, ...ready });
  await stopped();
  await Promise.all([desk.stop(), tracker.stop()]);
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
