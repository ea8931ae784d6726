import type { SyncRules, SystemRules } from '../../domain/rules';
import { deskWords, trackerWords } from '../words';

/** Words like a Request Tracker's: numbers for priorities, one word for resolved and closed, one for both kinds of waiting. */
export const desk: SystemRules = {
  name: 'helpdesk',
  role: 'desk',
  ...deskWords,
  fields: { title: 'editable', description: 'create-only', status: 'editable', priority: 'editable' },
  maxLength: { title: { bytes: 200 } },
  publicComments: 'correspondence',
};

/** Words like a Redmine's: a name for everything. */
export const tracker: SystemRules = {
  name: 'executors',
  role: 'tracker',
  ...trackerWords,
  fields: { title: 'editable', description: 'editable', status: 'editable', priority: 'editable' },
  maxLength: { title: 255 },
  publicComments: 'all',
};

/** A second tracker, which has a word of its own for every status. */
export const builders: SystemRules = {
  ...tracker,
  name: 'builders',
  status: { ...tracker.status, waiting_supplier: 'On Order' },
};

export const rules: SyncRules = {
  systems: [desk, tracker, builders],
  routes: [{ service: '*', to: ['executors'] }],
  tieOrder: ['helpdesk', 'executors', 'builders', 'front'],
  trackersThatRegister: [],
  from: 'open',
};
