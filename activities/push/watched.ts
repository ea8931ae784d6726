import { activityInfo } from '@temporalio/activity';
import { inSpan } from '../../platform/tracing';
import { changesToTell } from '../../store/changes-to-tell';
import type { PushLoad } from '../../store/push-load';
import type { Deps } from '../deps';
import type { PushOutcome } from './outcome';

/** Runs a push in the trace of what it tells; counts what came of it, and writes the one line that says all of it. */
export const watched = async (
  deps: Deps,
  load: PushLoad,
  work: () => Promise<PushOutcome>,
): Promise<PushOutcome> => {
  const { ticket, link } = load;
  const told = await changesToTell(deps.db, ticket.id, link.id);
  const at = execution();
  const attributes = {
    'sagadesk.ticket': ticket.number,
    'sagadesk.system': link.system,
    'temporal.workflow_id': at.workflowId,
    'temporal.attempt': at.attempt,
  };
  return inSpan('push', { parent: told.traceparent, attributes }, (span) =>
    noted(deps, { ...aboutOf(load), changes: told.ids, ...at }, work, (outcome) =>
      span.setAttribute('sagadesk.outcome', outcome),
    ),
  );
};

const noted = async (
  { log, meter }: Deps,
  about: { readonly system: string } & Readonly<Record<string, unknown>>,
  work: () => Promise<PushOutcome>,
  tell: (outcome: string) => void,
): Promise<PushOutcome> => {
  const began = performance.now();
  const note = (outcome: string, more: object = {}) => {
    const ms = Math.round(performance.now() - began);
    meter?.pushed(about.system, outcome, ms / 1000);
    tell(outcome);
    return [{ ...about, outcome, ms, ...more }, 'push'] as const;
  };
  try {
    const result = await work();
    log.info(...note(result.outcome));
    return result;
  } catch (error) {
    log.warn(...note('failed', { because: error instanceof Error ? error.message : String(error) }));
    throw error;
  }
};

const aboutOf = ({ ticket, link }: PushLoad) => ({
  ticket: ticket.number,
  system: link.system,
  link: link.id,
  record: link.recordId,
  version: ticket.version,
});

/** Where in Temporal this happens; the names are those of the SDK's own lines. */
const execution = () => {
  const { workflowExecution, activityId, attempt } = activityInfo();
  return {
    workflowId: workflowExecution?.workflowId,
    runId: workflowExecution?.runId,
    activityId,
    attempt,
  };
};
