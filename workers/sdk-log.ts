import { DefaultLogger, type LogLevel } from '@temporalio/worker';
import type { Logger } from '../platform/log';
import { ticketOfWorkflowId } from '../workflows/messages';

type Meta = Readonly<Record<string, unknown>>;

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** What Temporal's SDK has to say from WARN on goes into our log, under the names that our own lines use. */
export const sdkLogger = (log: Logger, from: LogLevel = 'WARN'): DefaultLogger =>
  new DefaultLogger(from, ({ level, message, meta }) => {
    if (message !== intended) log[levels[level]](fieldsOf(meta ?? {}), message);
  });

/** Our workers for pushes and sources run activities only. */
const intended = 'No workflows registered, not polling for workflow tasks';

const fieldsOf = (meta: Meta): Meta => {
  const { workflowRunId, taskToken: _, error, ...rest } = meta;
  const ticket = ticketOfWorkflowId(String(rest.workflowId));
  return {
    ...(ticket === undefined ? {} : { ticket }),
    ...rest,
    ...(workflowRunId === undefined ? {} : { runId: workflowRunId }),
    ...(error === undefined ? {} : { err: error }),
  };
};
