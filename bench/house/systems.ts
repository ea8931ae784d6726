import type { RedmineConfig, RequestTrackerConfig } from '../../connectors/system-config';

/** Where the hooks of the two systems tell, and the secret that they sign with. */
export interface Hooks {
  /** Address of the front; undefined: there are no hooks. */
  readonly front?: string;
  readonly secret: string;
}

/** What a person does there, by the system's own REST. Throws when the system does not take it. */
export interface DeskPerson {
  say(recordId: string, text: string): Promise<void>;
  setPriority(recordId: string, priority: string): Promise<void>;
}

export interface TrackerPerson {
  say(recordId: string, text: string): Promise<void>;
  setPriority(recordId: string, priority: string): Promise<void>;
  setStatus(recordId: string, status: string): Promise<void>;
}

/** A service desk and a task tracker, real or standing in, with a person in each. */
export interface Systems {
  readonly desk: RequestTrackerConfig;
  readonly tracker: RedmineConfig;
  readonly olga: DeskPerson;
  readonly executor: TrackerPerson;
  stop(): Promise<void>;
}

export type StartSystems = (hooks: Hooks) => Promise<Systems>;

const common = {
  externalKeyField: 'External Key',
  pollSeconds: 30,
  language: 'en',
  rereadMinutes: 15,
  requestTimeoutSeconds: 30,
  pushesPerSecond: 20, // above what they take, so that their own speed is the limit
} as const;

export const deskConfig = (
  access: { readonly url: string; readonly token: string; readonly queue: string },
  webhookSecret: string,
): RequestTrackerConfig => ({
  ...common,
  ...access,
  name: 'helpdesk',
  type: 'request-tracker',
  role: 'desk',
  webhookSecret,
  publicComments: 'correspondence',
  status: {
    new: 'new',
    in_progress: 'open',
    waiting_customer: 'stalled',
    waiting_supplier: 'stalled',
    resolved: 'resolved',
    closed: 'resolved',
    cancelled: 'rejected',
  },
  priority: { low: '10', normal: '50', high: '80', urgent: '100' },
});

export const trackerConfig = (
  access: { readonly url: string; readonly apiKey: string; readonly project: string },
  webhookSecret: string,
): RedmineConfig => ({
  ...common,
  ...access,
  name: 'executors',
  type: 'redmine',
  role: 'tracker',
  tracker: 'Incident',
  webhookSecret,
  publicComments: 'all',
  status: {
    new: 'New',
    in_progress: 'In Progress',
    waiting_customer: 'Feedback',
    waiting_supplier: 'Feedback',
    resolved: 'Resolved',
    closed: 'Closed',
    cancelled: 'Rejected',
  },
  priority: { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' },
});
