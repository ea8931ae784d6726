import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Temporal } from '../platform/temporal-client';
import { ticketQueue } from '../workflows/messages';

export const nightlySchedule = 'reconcile-nightly';

/**
 * Sees to it that the nightly reconciliation is on the schedule. One that is there stays as it is: people may pause it, or
 * give it another hour, in the Temporal UI.
 */
export const startSchedules = async ({ client }: Pick<Temporal, 'client'>): Promise<void> => {
  try {
    await client.schedule.create({
      scheduleId: nightlySchedule,
      spec: {
        calendars: [{ hour: 3, minute: 30, comment: 'when people sleep' }],
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        jitter: '10m',
      },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '6h' },
      action: {
        type: 'startWorkflow',
        workflowType: 'reconcileNightly',
        workflowId: 'reconcile/nightly',
        taskQueue: ticketQueue,
        args: [],
        staticSummary: 'Nightly reconciliation',
      },
      state: { note: 'Compares every linked record with its ticket and repairs what differs.' },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
};
