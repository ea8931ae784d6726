import { Context } from '@temporalio/activity';
import { AmiRefused, openAmi, type AmiSession } from '../../channels/phone/asterisk/session';
import { CallTracker } from '../../channels/phone/asterisk/tracker';
import type { AsteriskConfig, TelephonyConfig } from '../../connectors/configuration-telephony';
import { openLegsOf } from '../../store/calls/open-legs';
import type { Deps } from '../deps';
import { keepConnected } from '../keep-connected';
import { rest } from '../rest';
import { keepCalls, type CallKeeper } from './keep-calls';

export interface WatchExchangeInput {
  readonly exchange: string;
}

/** One stretch of listening; the workflow begins the next. */
const stretchMs = 60 * 60_000;
/** A refused login is not tried more often: it fills the exchange's security log. */
const pauses = { first: 250, longest: 10_000, refused: 60_000 };
const pingMs = 15_000;

/**
 * Listens to the exchange: every event of a call is kept as it comes. One heart-beating activity: when its worker dies
 * another takes over, and asks what goes on; two at once do no harm.
 */
export const createWatchExchange =
  (deps: Deps) =>
  async (_: WatchExchangeInput): Promise<void> => {
    const context = Context.current();
    const signal = context.cancellationSignal;
    const { telephony } = deps;
    const beat = setInterval(() => context.heartbeat(), 2000);
    try {
      if (!telephony?.asterisk) return await rest(10_000, signal); // this worker's configuration does not know it
      await keepListening(deps, telephony, telephony.asterisk, Date.now() + stretchMs, signal);
    } finally {
      clearInterval(beat);
    }
    signal.throwIfAborted();
  };

const keepListening = (
  deps: Deps,
  telephony: TelephonyConfig,
  asterisk: AsteriskConfig,
  until: number,
  signal: AbortSignal,
): Promise<void> =>
  keepConnected(
    {
      attend: () => listen(deps, telephony, asterisk, until, signal),
      isRefusal: (error) => error instanceof AmiRefused,
      sayAway: (error) => sayAway(deps, error),
    },
    pauses,
    until,
    signal,
  );

/** One connection, from its login to its end. */
const listen = async (
  deps: Deps,
  telephony: TelephonyConfig,
  asterisk: AsteriskConfig,
  until: number,
  signal: AbortSignal,
): Promise<void> => {
  const tracker = new CallTracker(new Set(Object.keys(asterisk.agents)));
  const keeper = keepCalls(deps, telephony.rules, signal);
  const session = await openAmi(asterisk, (frame) => keeper.take(tracker.hear(frame, Date.now())));
  const stop = () => session.close();
  signal.addEventListener('abort', stop);
  try {
    await takeStock(deps, session, tracker, keeper);
    deps.log.info({ exchange: 'asterisk' }, 'the exchange is listened to');
    while (!signal.aborted && Date.now() < until) {
      const over = await Promise.race([session.ended, keeper.overrun, rest(pingMs, signal)]);
      if (over instanceof Error && !signal.aborted) throw over;
      if (!signal.aborted) await session.ask('Ping');
    }
  } finally {
    signal.removeEventListener('abort', stop);
    session.close();
    await keeper.stop();
  }
};

/** Nothing is told twice: whoever connects asks what goes on, and ends what the exchange does not know any more. */
const takeStock = async (
  { db }: Deps,
  session: AmiSession,
  tracker: CallTracker,
  keeper: CallKeeper,
): Promise<void> => {
  const channels = await session.ask('CoreShowChannels');
  const waiting = await session.ask('QueueStatus').catch(() => []); // an exchange without queues does not know it
  keeper.take(tracker.present(channels, Date.now()));
  for (const { Queue, Uniqueid, Event } of waiting)
    if (Event === 'QueueEntry' && Queue && Uniqueid && tracker.alive.has(Uniqueid))
      keeper.take([
        {
          origin: 'asterisk',
          legId: Uniqueid,
          kind: 'ringing',
          key: 'queue',
          at: Date.now(),
          users: [],
          queue: Queue,
        },
      ]);
  await keeper.idle();
  for (const legId of await openLegsOf(db, 'asterisk'))
    if (!tracker.alive.has(legId))
      keeper.take([
        {
          origin: 'asterisk',
          legId,
          kind: 'ended',
          key: 'vanished',
          at: Date.now(),
          users: [],
          cause: 'vanished',
        },
      ]);
};

const sayAway = ({ log }: Deps, error: unknown): void => {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof AmiRefused)
    log.error(
      { exchange: 'asterisk', err: message },
      'the exchange refuses us: compare telephony.asterisk.user and secret with its manager.conf',
    );
  else
    log.info(
      { exchange: 'asterisk', err: message },
      'the exchange is not listened to for a moment; calls go on there',
    );
};
