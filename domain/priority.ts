import type { Priority } from './ticket';

/** Whom it concerns, and how badly: from these follows the priority. */
export const impacts = ['person', 'group', 'company'] as const;
export type Impact = (typeof impacts)[number];
export const urgencies = ['waits', 'hinders', 'stands'] as const;
export type Urgency = (typeof urgencies)[number];

export type PriorityMatrix = {
  readonly [impact in Impact]: { readonly [urgency in Urgency]: Priority };
};

/** ITIL's, where nobody chose another. */
export const usualMatrix: PriorityMatrix = {
  person: { waits: 'low', hinders: 'normal', stands: 'high' },
  group: { waits: 'normal', hinders: 'high', stands: 'urgent' },
  company: { waits: 'high', hinders: 'urgent', stands: 'urgent' },
};

export const priorityFrom = (impact: Impact, urgency: Urgency, matrix = usualMatrix): Priority =>
  matrix[impact][urgency];
