import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../../connectors/configuration';
import { ConfigDocument } from '../../platform/config/document';
import { ConfigFaults } from '../../platform/config/faults';

/** The example of the documentation. */
export const example = readFileSync(join(__dirname, '../../docs/example-config.yaml'), 'utf8');
/** What its secrets come from. */
const env = {
  RT_TOKEN: '1-2-abc',
  RT_WEBHOOK_SECRET: 'rt',
  REDMINE_API_KEY: 'deadbeef',
  REDMINE_WEBHOOK_SECRET: 'redmine',
  IMAP_PASSWORD: 'imap',
  CTI_TOKEN: 'cti',
  SLA_WEBHOOK_SECRET: 'sixteen letters.',
};

/** Nothing but systems and routes, and in them only what must be said. */
export const smallest = `systems:
  helpdesk:
    type: request-tracker
    role: desk
    url: http://127.0.0.1:9080/rt/
    token: abc
    queue: Support
    status: {new: new, in_progress: open, waiting_customer: stalled, waiting_supplier: stalled, resolved: resolved, closed: resolved, cancelled: rejected}
    priority: {low: 10, normal: 50, high: 80, urgent: 100}
  executors:
    type: redmine
    role: tracker
    url: http://127.0.0.1:9081
    apiKey: abc
    project: it-executors
    tracker: Incident
    status: {new: New, in_progress: In Progress, waiting_customer: Feedback, waiting_supplier: Feedback, resolved: Resolved, closed: Closed, cancelled: Rejected}
    priority: {low: Low, normal: Normal, high: High, urgent: Urgent}
routes:
  - {when: {service: "*"}, to: executors}
`;

/** Reads a whole configuration; throws ConfigFaults. */
export const read = (text: string) => readConfiguration(new ConfigDocument(text, 'desk.yaml', env), env);

/** The faults of a file without their head. */
export const faultsOf = (text: string): readonly string[] => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigFaults)
      return error.message
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    throw error;
  }
  return [];
};
/** The smallest one with another text in this place. */
export const changed = (from: string | RegExp, to: string) => {
  expect(smallest).toMatch(from);
  return smallest.replace(from, to);
};
