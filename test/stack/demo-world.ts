import { demoDesk } from './demo-desk';
import { demoTracker } from './demo-tracker';
import { worldOn, type StartWorld } from './world';

/** Sagadesk between the demo desk and the demo tracker. */
export const startDemoWorld: StartWorld = (options) => demoWorldWithClocks({ desk: 0, tracker: 0 })(options);

/** The same, their clocks so many milliseconds ahead of ours. */
export const demoWorldWithClocks =
  (ahead: { readonly desk: number; readonly tracker: number }): StartWorld =>
  async (options) => {
    const [rt, redmine] = await Promise.all([demoDesk(ahead.desk), demoTracker(ahead.tracker)]);
    return worldOn({ rt, redmine }, options);
  };
