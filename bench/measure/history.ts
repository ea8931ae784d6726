import type { temporal } from '@temporalio/proto';

export interface Cost {
  readonly events: number;
  /** Billable actions as Temporal Cloud counts them: https://docs.temporal.io/cloud/actions */
  readonly actions: number;
}

type Event = temporal.api.history.v1.IHistoryEvent;

/** What one run has cost. Heartbeats leave no event: a push sends its first after 3 s. */
export const costOf = (events: readonly Event[]): Cost => ({
  events: events.length,
  actions:
    events.reduce((sum, event) => sum + plainActions(event), 0) +
    localActivities(events) -
    (startedBySignal(events) ? 1 : 0),
});

const plainActions = (event: Event): number => {
  if (event.workflowExecutionStartedEventAttributes || event.workflowExecutionSignaledEventAttributes)
    return 1;
  if (event.timerStartedEventAttributes || event.upsertWorkflowSearchAttributesEventAttributes) return 1;
  return event.activityTaskStartedEventAttributes?.attempt ?? 0;
};

/** All local activities of one workflow task are one action. */
const localActivities = (events: readonly Event[]): number =>
  new Set(
    events.flatMap(({ markerRecordedEventAttributes: marker }) =>
      marker ? [String(marker.workflowTaskCompletedEventId)] : [],
    ),
  ).size;

/** Signal-with-start is one action, and its signal comes right after the start. */
const startedBySignal = (events: readonly Event[]): boolean =>
  !!events[1]?.workflowExecutionSignaledEventAttributes;
