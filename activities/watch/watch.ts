import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { ConnectorFailure } from '../../connectors/failure';
import { saveSourceError } from '../../store/source-cursors';
import type { Deps } from '../deps';
import { listFirstSight, setPollCursor } from './first-sight';
import { readHints } from './hints';
import { listenForHints, type Nudges } from './nudges';
import { createPoll } from './poll';
import { reread } from './reread';

export interface WatchInput {
  readonly system: string;
}

/** One stretch of watching; the source workflow begins the next. Keeps the histories short and lets other workers have it. */
const stretchMs = 60 * 60_000;
const idleMs = 5000;

/**
 * Watches one system: its hints as they come, its poll on the timer, what waits for a settled create, and a slow re-read
 * for what changes silently. One heart-beating activity: when its worker dies another takes over.
 */
export const createWatch =
  (deps: Deps, stretch = stretchMs) =>
  async ({ system }: WatchInput): Promise<void> => {
    const context = Context.current();
    const nudges = await listenForHints(deps.db, system);
    const beat = setInterval(() => context.heartbeat(), 2000);
    context.cancellationSignal.addEventListener('abort', () => nudges.nudge());
    try {
      await watchUntil(deps, system, nudges, Date.now() + stretch, context.cancellationSignal);
    } finally {
      clearInterval(beat);
      await nudges.stop();
    }
    context.cancellationSignal.throwIfAborted();
  };

const watchUntil = async (
  deps: Deps,
  system: string,
  nudges: Nudges,
  until: number,
  signal: AbortSignal,
): Promise<void> => {
  // What was there before us may be much, and so may be what a poll finds: news do not wait for either.
  const over = new AbortController();
  const listing = AbortSignal.any([signal, over.signal]);
  void keepTrying(deps, system, listing, () => listFirstSight(deps, system, listing));
  const turns = [hintsByNudge(deps, system, nudges), pollByTimer(deps, system, signal)];
  try {
    await Promise.all(turns.map((turn) => repeat(deps, system, { until, signal }, turn)));
  } finally {
    over.abort(); // the next stretch goes on with the list where this one stands
  }
};

const hintsByNudge = (deps: Deps, system: string, nudges: Nudges) => async (): Promise<void> => {
  const nextHint = await readHints(deps, system);
  await nudges.wait(Math.max(10, Math.min(idleMs, nextHint ?? idleMs)));
};

const pollByTimer = (deps: Deps, system: string, signal: AbortSignal): (() => Promise<void>) => {
  const poll = createPoll(deps, system);
  return async () => {
    await setPollCursor(deps, system);
    const next = await poll();
    await reread(deps, system);
    await sleep(Math.min(idleMs, next), undefined, { signal }).catch(() => undefined);
  };
};

const repeat = async (
  deps: Deps,
  system: string,
  { until, signal }: { readonly until: number; readonly signal: AbortSignal },
  turn: () => Promise<void>,
): Promise<void> => {
  while (!signal.aborted && Date.now() < until)
    try {
      await turn();
    } catch (error) {
      await pause(deps, system, signal, error);
    }
};

const keepTrying = async (
  deps: Deps,
  system: string,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> => {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      deps.log.info(
        { system, err: error },
        'the first look at what was there before us stopped; it goes on soon',
      );
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
};

/** The system is away, or something broke: said once where people look, then tried again after a short pause. */
const pause = async (deps: Deps, system: string, signal: AbortSignal, error: unknown): Promise<void> => {
  const message = error instanceof Error ? error.message : String(error);
  const isTheirs = error instanceof ConnectorFailure;
  deps.log[isTheirs ? 'info' : 'error'](
    { system, err: isTheirs ? message : error },
    'reading stopped for a moment',
  );
  await saveSourceError(deps.db, system, message).catch(() => undefined);
  const wait = isTheirs ? (error.details.retryAfterMs ?? 2000) : 1000;
  await sleep(wait, undefined, { signal }).catch(() => undefined);
};
