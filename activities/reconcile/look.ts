import { ApplicationFailure } from '@temporalio/activity';
import { ConnectorFailure } from '../../connectors/failure';
import type { Difference } from '../../domain/drift';
import { reason } from '../../domain/reason';
import type { RecordState } from '../../domain/record';
import { loadAtRest } from '../../store/links-at-rest';
import type { PushLoad } from '../../store/push-load';
import type { Judged } from '../absorb';
import { systemOf, type Deps, type System } from '../deps';
import { differencesOf } from './differences';

/** A record that is not what it should be. */
export interface Found {
  readonly load: PushLoad;
  readonly differences: readonly Difference[];
  /** What the read said; absent where there was nothing to read. */
  readonly read?: { readonly state: RecordState; readonly judged: readonly Judged[] };
}

/**
 * Holds one record against its ticket. Undefined when they agree, or while anything is under way there. Throws a failure
 * that is to be tried again while the system itself does not answer.
 */
export const lookAt = async (deps: Deps, linkId: number): Promise<Found | undefined> => {
  const load = await loadAtRest(deps.db, linkId);
  if (!load) return undefined;
  const system = systemOf(deps, load.link.system);
  const state = await stateOf(system, load.link.recordId!, load.link.cursor);
  const now = await loadAtRest(deps.db, linkId);
  if (now?.link.cursor !== load.link.cursor || now.ticket.version !== load.ticket.version) return undefined;
  if (!isRead(state)) return { load: now, differences: [withoutRecord(now, state)] };
  const { differences, judged } = await differencesOf(deps, now, state);
  return differences.length === 0 ? undefined : { load: now, differences, read: { state, judged } };
};

type Unread = 'gone' | { readonly because: string };

const isRead = (state: RecordState | Unread): state is RecordState => state !== 'gone' && 'cursor' in state;

const withoutRecord = ({ link }: PushLoad, unread: Unread): Difference =>
  unread === 'gone'
    ? { field: 'record', kind: 'gone', ours: link.recordId, theirs: null }
    : { field: 'record', kind: 'unreadable', ours: link.recordId, theirs: unread.because };

const stateOf = async (system: System, recordId: string, since: string): Promise<RecordState | Unread> => {
  try {
    const state = await system.connector.read(recordId, since);
    return state === 'hidden' ? { because: reason('notSeen') } : state;
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    if (error.kind === 'refused') return { because: error.message };
    await throwIfDown(system, error);
    return { because: error.message };
  }
};

/** One record may fail while its system answers; a system that does not answer is waited for. */
const throwIfDown = async ({ config, connector }: System, failure: ConnectorFailure): Promise<void> => {
  const down =
    failure.kind === 'credentials' || failure.details.status === 429
      ? failure
      : await connector.health().then(
          () => undefined,
          (error: unknown) => error,
        );
  if (down === undefined) return;
  throw ApplicationFailure.create({
    type: 'down',
    message: reason('systemSilent', { system: config.name, why: failure.message }),
    category: 'BENIGN',
    ...(failure.details.retryAfterMs !== undefined && { nextRetryDelay: failure.details.retryAfterMs }),
  });
};
