import type { RedmineConfig, RequestTrackerConfig } from '../../connectors/system-config';
import { deskWords, shownNames, trackerWords } from '../words';

/** As in the contract's example; quick polls, so that a test that rests on them is quick. */
const common = {
  externalKeyField: 'External Key',
  slaFields: shownNames,
  pollSeconds: 1,
  language: 'en',
  rereadMinutes: 15,
  requestTimeoutSeconds: 10,
  pushesPerSecond: 50,
} as const;

export const deskSecret = 'desk-hook-secret-of-this-test';
export const trackerSecret = 'tracker-hook-secret-of-this-test';

export const deskConfig = (rt: {
  readonly url: string;
  readonly token: string;
  readonly queue: string;
}): RequestTrackerConfig => ({
  ...common,
  name: 'helpdesk',
  type: 'request-tracker',
  role: 'desk',
  url: rt.url,
  token: rt.token,
  queue: rt.queue,
  webhookSecret: deskSecret,
  publicComments: 'correspondence',
  ...deskWords,
});

export const trackerConfig = (redmine: {
  readonly url: string;
  readonly apiKey: string;
  readonly project: string;
}): RedmineConfig => ({
  ...common,
  name: 'executors',
  type: 'redmine',
  role: 'tracker',
  url: redmine.url,
  apiKey: redmine.apiKey,
  project: redmine.project,
  tracker: 'Incident',
  webhookSecret: trackerSecret,
  publicComments: 'all',
  ...trackerWords,
});
