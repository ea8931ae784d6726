import { ApplicationFailure } from '@temporalio/activity';
import type { PoolClient } from 'pg';
import { ConnectorFailure } from '../../connectors/failure';
import { transaction } from '../../store/database';
import { closeGate, holdGate, waitAtGate } from '../../store/gates';
import { setLinkState } from '../../store/links';
import { raiseProblem } from '../../store/problems';
import type { Push } from './context';
import type { PushOutcome } from './outcome';
import { refuseFile } from './refuse-file';

/** So long a record may fail while its system answers, before a person must look at it. */
const patienceMs = 10 * 60_000;
/** And so often: a push may have waited that long for its turn before it was tried at all. */
const leastAttempts = 10;
const longestPauseMs = 60_000;

/** Since when a push is wanted, in milliseconds since 1970, and the how manieth attempt this is. */
export interface Tries {
  readonly since: number;
  readonly attempt: number;
}

/**
 * What becomes of a push that failed. The system itself is down or our key is not taken: its gate closes, the ticket waits
 * there. The record fails while the system answers: again, with growing pauses, then a problem, of the file alone where it was
 * a file that failed. A refusal: a problem.
 * Anything else is a fault of ours, and Temporal tries again.
 */
export const onFailure = async (push: Push, error: unknown, tries: Tries): Promise<PushOutcome> => {
  if (!(error instanceof ConnectorFailure)) throw error;
  if (error.kind === 'refused') return refused(push, error);
  const down = error.kind === 'credentials' ? error : await healthFailure(push);
  if (down) return park(push, down);
  const triedMs = Date.now() - tries.since;
  const isPatient = triedMs < patienceMs || tries.attempt < leastAttempts;
  // Asked to be slower: that says nothing about this record.
  if (isPatient || error.details.status === 429) throw tryAgain(error, triedMs);
  if (!push.file) return giveUp(push, error);
  await refuseFile(push, push.file, error);
  throw tryAgain(error, 0); // the rest goes on without it
};

/** The connector's own health call decides whether the system is down, or only this record in trouble. */
const healthFailure = async (push: Push): Promise<ConnectorFailure | undefined> => {
  try {
    await push.connector.health();
    return undefined;
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    return error.details.status === 429 ? undefined : error;
  }
};

const tryAgain = (error: ConnectorFailure, triedMs: number): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'transient',
    message: error.message,
    nextRetryDelay: Math.max(
      error.details.retryAfterMs ?? 0,
      Math.min(longestPauseMs, Math.max(500, triedMs / 2)),
    ),
    category: 'BENIGN',
  });

const park = async (push: Push, down: ConnectorFailure): Promise<PushOutcome> => {
  const { deps, link, load } = push;
  const because = down.kind === 'credentials' ? 'credentials' : 'down';
  const wasOpen = await transaction(deps.db, async (tx) => {
    const closed = await closeGate(tx, link.system, because);
    await holdGate(tx, link.system);
    await waitAtGate(tx, link.system, load.ticket.id);
    if (closed && because === 'credentials') await raiseCredentials(push, down, tx);
    return closed;
  });
  if (wasOpen) {
    deps.log.warn({ system: link.system, because: down.message }, 'gate closed');
    await deps.wakeGate(link.system);
  }
  return { outcome: 'parked' };
};

/** One alarm for the whole system; it goes by itself when the gate opens. */
const raiseCredentials = (push: Push, down: ConnectorFailure, tx: PoolClient): Promise<void> =>
  raiseProblem(tx, {
    system: push.link.system,
    kind: 'credentials',
    values: { said: down.message },
  });

const refused = async (push: Push, error: ConnectorFailure): Promise<PushOutcome> => {
  const { link, load } = push;
  await transaction(push.deps.db, async (tx) => {
    if (link.recordId === null) await setLinkState(tx, link.id, 'refused');
    await raiseProblem(tx, {
      ticketId: load.ticket.id,
      linkId: link.id,
      system: link.system,
      kind: link.recordId === null ? 'create-refused' : 'push-refused',
      field: error.details.field,
      values: { ticket: load.ticket.number, said: error.message },
    });
  });
  return { outcome: 'stopped' };
};

const giveUp = async (push: Push, error: ConnectorFailure): Promise<PushOutcome> => {
  const { link, load } = push;
  await raiseProblem(push.deps.db, {
    ticketId: load.ticket.id,
    linkId: link.id,
    system: link.system,
    kind: 'record-failing',
    values: { ticket: load.ticket.number, record: link.recordId ?? link.key, said: error.message },
  });
  return { outcome: 'stopped' };
};
