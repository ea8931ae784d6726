import { createContractActivities } from './contract';
import type { Deps } from './deps';
import { createErasing } from './erase/erase';
import { createGateActivities } from './gate';
import { createWatchMailbox } from './mail/watch-mailbox';
import { createMergeActivities } from './merge';
import { createLookAtCall, type CallDuty } from './phone/look-at-call';
import { createWatchExchange } from './phone/watch-exchange';
import { createSendNotifications } from './notify/send-notifications';
import type { ContractLook } from '../store/contract-lives';
import type { Plan } from '../store/plan';
import { createWebhookActivities } from './sla/call-webhook';
import { createPush } from './push/push';
import { createReconcileActivities } from './reconcile/reconcile';
import { createWatch } from './watch/watch';

export type { CallDuty, ContractLook, Plan };
export type { PushOutcome } from './push/outcome';

/** Everything that a workflow may do to the world. */
export const createActivities = (deps: Deps) => ({
  ...createMergeActivities(deps),
  ...createContractActivities(deps),
  ...createGateActivities(deps),
  ...createReconcileActivities(deps),
  ...createWebhookActivities(deps),
  ...createErasing(deps),
  push: createPush(deps),
  watch: createWatch(deps),
  watchMailbox: createWatchMailbox(deps),
  lookAtCall: createLookAtCall(deps),
  watchExchange: createWatchExchange(deps),
  sendNotifications: createSendNotifications(deps),
});

export type Activities = ReturnType<typeof createActivities>;
