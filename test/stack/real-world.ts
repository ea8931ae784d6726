import { startRedmine, type RedmineOptions } from '../systems/redmine';
import { startRequestTracker } from '../systems/request-tracker';
import { worldOn, type StartWorld } from './world';

/** Sagadesk between a real Request Tracker and a real Redmine. */
export const startRealWorld: StartWorld = (options) => realWorldOn('sqlite')(options);

/** The same, with Redmine on this database. */
export const realWorldOn =
  (db: NonNullable<RedmineOptions['db']>): StartWorld =>
  async (options) => {
    const [rt, redmine] = await Promise.all([startRequestTracker(), startRedmine({ db })]);
    return worldOn({ rt, redmine }, options);
  };
