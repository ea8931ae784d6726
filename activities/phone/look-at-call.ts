import { usualCallRules } from '../../domain/call/rules';
import { lookAtCall, type CallDuty } from '../../store/calls/duty';
import type { Deps } from '../deps';

export type { CallDuty };

/** Local activity of a call's workflow: Postgres only. */
export const createLookAtCall =
  ({ db, telephony }: Deps) =>
  ({ id }: { readonly id: number }): Promise<CallDuty> =>
    lookAtCall(db, id, telephony?.rules ?? usualCallRules);
