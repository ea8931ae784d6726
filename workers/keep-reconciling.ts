import type { Deps } from '../activities/deps';
import type { Temporal } from '../platform/temporal-client';
import { unendedReconciliations } from '../store/reconciliations';
import { startReconcile } from '../workflows/messages';
import { startSchedules } from './start-schedules';

const everyMs = 60_000;

/** So old is a reconciliation whose start was lost; seconds. */
const forgottenAfter = 60;

/**
 * Repeats the nightly schedule and the start of every reconciliation that has not ended, so that what was lost on the way to
 * Temporal, or with its data, comes back. Until stopped.
 */
export const keepReconciling = (
  deps: Pick<Deps, 'db' | 'log'>,
  temporal: Pick<Temporal, 'client'>,
): { stop(): void } => {
  const again = () =>
    startAll(deps, temporal).catch((err: unknown) =>
      deps.log.warn({ err }, 'reconciliations could not be started; tried again'),
    );
  void again();
  const timer = setInterval(() => void again(), everyMs);
  return { stop: () => clearInterval(timer) };
};

const startAll = async ({ db }: Pick<Deps, 'db'>, temporal: Pick<Temporal, 'client'>): Promise<void> => {
  await startSchedules(temporal);
  for (const id of await unendedReconciliations(db, forgottenAfter)) await start(temporal, id);
};

/** Without the signal: one that runs is left in peace. */
const start = async ({ client }: Pick<Temporal, 'client'>, id: number): Promise<void> => {
  const { workflowType, workflowId, taskQueue, args, summary } = startReconcile(id);
  await client.workflow.start(workflowType, {
    workflowId,
    taskQueue,
    args: [...args],
    staticSummary: summary,
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
};
