import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isScalar, parseDocument, visit, type Document } from 'yaml';
import { markVariables } from '../../platform/config/variables';

/** What the demo systems say of themselves when they run, and the secrets that their hooks sign with. */
export interface DemoAccess {
  readonly desk: { readonly url: string; readonly token: string; readonly secret: string };
  readonly tracker: { readonly url: string; readonly apiKey: string; readonly secret: string };
}

/** Writes the configuration with the demo systems in it, over the rest of the given file; answers its path. It holds keys. */
export const writeDemoConfiguration = (
  directory: string,
  given: string | undefined,
  access: DemoAccess,
  company: string,
): string => {
  const document = parseDocument(given === undefined ? '' : markVariables(readFileSync(given, 'utf8')));
  document.contents ??= document.createNode({}) as never;
  if (given !== undefined) settlePaths(document, path.dirname(given));
  document.set('systems', systems(access));
  if (!document.has('routes')) document.set('routes', [{ when: { service: '*' }, to: 'executors' }]);
  if (!document.has('company')) document.set('company', company);
  const file = path.join(directory, 'sagadesk.yaml');
  writeFileSync(`${file}.new`, unmarked(document.toString()), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return file;
};

/** A file that is named from where the given one lies (`ca` of mail servers) is another one from where this one will lie. */
const settlePaths = (document: Document, from: string): void =>
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || key.value !== 'ca' || !isScalar(value) || typeof value.value !== 'string') return;
      // One that begins with a variable is known at reading only.
      if (!value.value.startsWith('\uf0e0')) value.value = path.resolve(from, value.value);
    },
  });

/** The other way round of markVariables. */
const unmarked = (text: string): string =>
  text.replace(/\uf0e0([^\uf0e1]*)\uf0e1/g, (_, name: string) => (name === '' ? '$$' : `\${${name}}`));

/** Names of the demo systems' text fields. */
const slaFields = {
  contract: 'Service contract',
  reaction: 'Reaction due',
  resolution: 'Resolution due',
  service: 'Service',
  organisation: 'Organisation',
  contact: 'Requester',
};

const systems = ({ desk, tracker }: DemoAccess) => ({
  helpdesk: {
    type: 'request-tracker',
    role: 'desk',
    url: desk.url,
    token: desk.token,
    webhookSecret: desk.secret,
    queue: 'Support',
    externalKeyField: 'External Key',
    slaFields: { ...slaFields },
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
  },
  executors: {
    type: 'redmine',
    role: 'tracker',
    url: tracker.url,
    apiKey: tracker.apiKey,
    webhookSecret: tracker.secret,
    project: 'it-executors',
    tracker: 'Incident',
    externalKeyField: 'External Key',
    slaFields: { ...slaFields },
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
  },
});
