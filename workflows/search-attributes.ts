import type { Plan } from '../activities/activities';

/** Registered in the namespace at start-up; see platform's Temporal start. Few, and written only when they change. */
export const statusAttribute = { name: 'SagadeskStatus', type: 'KEYWORD' } as const;
export const syncAttribute = { name: 'SagadeskSync', type: 'KEYWORD' } as const;
export const systemsAttribute = { name: 'SagadeskSystems', type: 'KEYWORD_LIST' } as const;

/** The passing state `pending` is not written: it would cost an event for every change, and is over in a second. */
export const syncStateOf = (plan: Plan): 'blocked' | 'partial' | 'synced' =>
  plan.parked.length > 0 ? 'blocked' : plan.hasProblems ? 'partial' : 'synced';

export const ticketAttributes = (plan: Plan) => [
  { key: statusAttribute, value: plan.status },
  { key: syncAttribute, value: syncStateOf(plan) },
  { key: systemsAttribute, value: [...plan.systems] },
];
