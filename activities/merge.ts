import { mergeAndPlan, type Plan } from '../store/plan';
import type { Deps } from './deps';

/** Local activities of the ticket's workflow: Postgres only, no HTTP. */
export const createMergeActivities = (deps: Deps) => ({
  /** Merges what is open and says what is now out of date where. */
  mergeTicket: ({ number }: { readonly number: string }): Promise<Plan> =>
    mergeAndPlan(deps.db, number, deps.rules),
});
