import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities, PushOutcome } from '../activities/activities';
import { sourceQueue, systemQueue } from './messages';

const local = proxyLocalActivities<
  Pick<Activities, 'mergeTicket' | 'lookAtCall' | 'lookAtContract' | 'halfPublished' | 'systemsToErase'>
>({
  startToCloseTimeout: '3s',
  // Few quick tries; what comes after them is up to the workflow, whose pauses a wake can end.
  retry: { initialInterval: '100ms', backoffCoefficient: 3, maximumAttempts: 3 },
});

/** Postgres only: merges, and says what is out of date where. Throws when Postgres is away. */
export const mergeTicket = local.mergeTicket;
/** The same, of a call. */
export const lookAtCall = local.lookAtCall;

/** Postgres only: tells what has come of a contract. Throws when Postgres is away. */
export const { lookAtContract, halfPublished } = local;

/** Postgres only: where records of a person wait who was made anonymous. */
export const { systemsToErase } = local;

/**
 * One push; it tries again by itself as long as it takes, without adding to the history. Fails when nobody has served that system's
 * queue for a day: it has left the configuration, or no worker runs; the sweeper wakes the ticket when there is one.
 */
export const pushTo = (
  system: string,
  number: string,
  linkId: number,
  priorityKey?: number,
): Promise<PushOutcome> =>
  proxyActivities<Pick<Activities, 'push'>>({
    taskQueue: systemQueue(system),
    startToCloseTimeout: '3m',
    scheduleToStartTimeout: '1 day',
    // A worker that was killed in the middle of a push is noticed so soon.
    heartbeatTimeout: '10s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
    summary: `${number} → ${system}`,
    ...(priorityKey !== undefined && { priority: { priorityKey } }),
  }).push({ linkId });

/** A contract in one system; it tries again by itself as long as the system does not answer. */
export const publishing = (system: string, number: string) =>
  proxyActivities<Pick<Activities, 'publishContract' | 'withdrawContract'>>({
    taskQueue: systemQueue(system),
    startToCloseTimeout: '3m',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
    summary: `${number} → ${system}`,
  });

/** A person in all his records of one system, which may be many; it tries again by itself as long as one of them must wait. */
export const erasing = (system: string, contactId: number) =>
  proxyActivities<Pick<Activities, 'erasePerson'>>({
    taskQueue: systemQueue(system),
    startToCloseTimeout: '12h',
    scheduleToStartTimeout: '1 day',
    heartbeatTimeout: '15s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
    summary: `Contact ${contactId} → ${system}`,
  });

export const sources = proxyActivities<Pick<Activities, 'watch'>>({
  taskQueue: sourceQueue,
  startToCloseTimeout: '2h',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/** A call to another program; after a day it is given up. */
export const webhooks = proxyActivities<Pick<Activities, 'callWebhook' | 'giveUpWebhook'>>({
  taskQueue: sourceQueue,
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '10m' },
});

export const mailboxes = proxyActivities<Pick<Activities, 'watchMailbox'>>({
  taskQueue: sourceQueue,
  startToCloseTimeout: '2h',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

export const exchanges = proxyActivities<Pick<Activities, 'watchExchange'>>({
  taskQueue: sourceQueue,
  startToCloseTimeout: '2h',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

export const outboxes = proxyActivities<Pick<Activities, 'sendNotifications'>>({
  taskQueue: sourceQueue,
  startToCloseTimeout: '2h',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

export const gates = proxyActivities<Pick<Activities, 'probeSystem' | 'releaseSystem'>>({
  taskQueue: sourceQueue,
  startToCloseTimeout: '1h',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '1s', backoffCoefficient: 1.5, maximumInterval: '15s' },
});

/** A reconciliation goes on from where it stood, whichever worker dies; after a night in vain it has failed. */
export const reconciling = proxyActivities<Pick<Activities, 'reconcile'>>({
  taskQueue: sourceQueue,
  scheduleToCloseTimeout: '23h',
  startToCloseTimeout: '12h',
  heartbeatTimeout: '15s',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED', // it is stopped when nothing is written any more
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** Postgres only. */
export const reconciliations = proxyActivities<
  Pick<Activities, 'beginNightlyReconciliation' | 'abandonReconciliation'>
>({ taskQueue: sourceQueue, startToCloseTimeout: '30s' });
