import { Context } from '@temporalio/activity';
import { outboxNudge } from '../../store/notify/insert';
import { saveChannelState } from '../../store/notify/channel-state';
import { untilDue } from '../../store/notify/outbox';
import type { Deps } from '../deps';
import { rest } from '../rest';
import { listenForHints } from '../watch/nudges';
import { sendNext, untilMail, type Sent } from './send-bundle';

/** One stretch of sending; the workflow begins the next. */
const stretchMs = 60 * 60_000;
const idleMs = 5000;
const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A refused login is not tried more often: servers lock accounts. */
const refusedPauseMs = 60_000;
const atOnce = 3;

/**
 * Sends what is in the outbox, as long as it takes: a server that is away for hours only makes it wait. One heart-beating
 * activity: when its worker dies another takes over; two at once send nothing twice.
 */
export const createSendNotifications = (deps: Deps) => async (): Promise<void> => {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), 2000);
  const signal = context.cancellationSignal;
  const nudges = await listenForHints(deps.db, outboxNudge);
  signal.addEventListener('abort', nudges.nudge);
  try {
    await keepSending(deps, nudges, Date.now() + stretchMs, signal);
  } finally {
    clearInterval(beat);
    await nudges.stop();
  }
  signal.throwIfAborted();
};

const keepSending = async (
  deps: Deps,
  nudges: Awaited<ReturnType<typeof listenForHints>>,
  until: number,
  signal: AbortSignal,
): Promise<void> => {
  let pause = firstPauseMs;
  while (!signal.aborted && Date.now() < until) {
    const outcome = await sendAllDue(deps, signal);
    if (outcome === 'away' || outcome === 'refused') {
      await rest(outcome === 'refused' ? refusedPauseMs : pause, signal);
      pause = Math.min(longestPauseMs, pause * 2);
      continue;
    }
    pause = firstPauseMs;
    if (!signal.aborted) await nudges.wait(await untilNext(deps).catch(() => idleMs));
  }
};

const untilNext = async (deps: Deps): Promise<number> => untilDue(deps.db, idleMs, await untilMail(deps));

/** Until nothing is due any more, or the way out is closed. */
const sendAllDue = async (deps: Deps, signal: AbortSignal): Promise<Sent> => {
  let sent = 0;
  for (;;) {
    if (signal.aborted) return 'nothing';
    const outcomes = await Promise.all(Array.from({ length: sent === 0 ? 1 : atOnce }, () => tryNext(deps)));
    const closed = outcomes.find((outcome) => outcome === 'away' || outcome === 'refused');
    if (closed) return closed;
    if (sent === 0 && outcomes[0] === 'done')
      await saveChannelState(deps.db, 'email', { state: 'sending' }).catch(() => undefined);
    sent += 1;
    if (outcomes.every((outcome) => outcome === 'nothing')) return 'nothing';
  }
};

/** What breaks in one message holds up no other: it stays claimed for its two minutes, then it is tried again. */
const tryNext = (deps: Deps): Promise<Sent> =>
  sendNext(deps).catch((err: unknown) => {
    deps.log.error({ err }, 'a notification could not be sent; it is tried again');
    return 'nothing';
  });
