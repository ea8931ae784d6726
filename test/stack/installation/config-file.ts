import type { WorldSystems } from '../world';
import { deskSecret, trackerSecret } from '../configs';

type Addresses = {
  readonly rt: Pick<WorldSystems['rt'], 'url' | 'token' | 'queue'>;
  readonly redmine: Pick<WorldSystems['redmine'], 'url' | 'apiKey' | 'project'>;
};

/** The configuration file of an installation between these systems. */
export const configFile = ({ rt, redmine }: Addresses): string => `
systems:
  helpdesk:
    type: request-tracker
    role: desk
    url: ${rt.url}
    token: ${rt.token}
    webhookSecret: ${deskSecret}
    queue: ${rt.queue}
    pollSeconds: 2
    requestTimeoutSeconds: 10
    status: {new: new, in_progress: open, waiting_customer: stalled, waiting_supplier: stalled, resolved: resolved, closed: resolved, cancelled: rejected}
    priority: {low: 10, normal: 50, high: 80, urgent: 100}
  executors:
    type: redmine
    role: tracker
    url: ${redmine.url}
    apiKey: ${redmine.apiKey}
    webhookSecret: ${trackerSecret}
    project: ${redmine.project}
    tracker: Incident
    publicComments: all
    pollSeconds: 2
    requestTimeoutSeconds: 10
    status: {new: New, in_progress: In Progress, waiting_customer: Feedback, waiting_supplier: Feedback, resolved: Resolved, closed: Closed, cancelled: Rejected}
    priority: {low: Low, normal: Normal, high: High, urgent: Urgent}
routes:
  - {when: {service: "*"}, to: executors}
`;
