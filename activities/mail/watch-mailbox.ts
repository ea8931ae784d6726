import { Context } from '@temporalio/activity';
import { MailboxRefused } from '../../channels/mail/failure';
import { openImap, type ImapSession } from '../../channels/mail/imap-session';
import type { MailboxConfig } from '../../connectors/configuration-mail';
import { reason } from '../../domain/reason';
import { saveMailboxState } from '../../store/mail/mailbox-states';
import type { Deps } from '../deps';
import { keepConnected } from '../keep-connected';
import { rest } from '../rest';
import { keepReading } from './keep-reading';
import { moveSettled, takeIn } from './take-in';

export interface WatchMailboxInput {
  readonly mailbox: string;
}

/** One stretch of watching; the workflow begins the next. */
const stretchMs = 60 * 60_000;
/** A refused login is not tried more often: servers lock accounts. */
const pauses = { first: 500, longest: 30_000, refused: 60_000 };

/**
 * Watches one mailbox: IDLE, a sweep on a timer, and the reading of what came. One heart-beating activity: when its worker
 * dies another takes over; two at once do no harm.
 */
export const createWatchMailbox =
  (deps: Deps) =>
  async ({ mailbox: name }: WatchMailboxInput): Promise<void> => {
    const context = Context.current();
    const mailbox = deps.mail?.mailboxes.get(name);
    const beat = setInterval(() => context.heartbeat(), 2000);
    const signal = context.cancellationSignal;
    try {
      if (!deps.mail || !mailbox) return await rest(10_000, signal); // this worker's configuration does not know it
      const reading = await keepReading(deps, deps.mail, mailbox, signal);
      try {
        await keepAttending(deps, mailbox, reading, Date.now() + stretchMs, signal);
      } finally {
        await reading.stop();
      }
    } finally {
      clearInterval(beat);
    }
    signal.throwIfAborted();
  };

interface Reading {
  /** Something new was kept. */
  nudge(): void;
  /** Called when something was settled. */
  onSettled(listener: () => void): void;
}

const keepAttending = (
  deps: Deps,
  mailbox: MailboxConfig,
  reading: Reading,
  until: number,
  signal: AbortSignal,
): Promise<void> =>
  keepConnected(
    {
      attend: () => attend(deps, mailbox, reading, until, signal),
      isRefusal: (error) => error instanceof MailboxRefused,
      sayAway: (error) => sayAway(deps, mailbox, error),
    },
    pauses,
    until,
    signal,
  );

/** One connection, from its login to its end. */
const attend = async (
  deps: Deps,
  mailbox: MailboxConfig,
  reading: Reading,
  until: number,
  signal: AbortSignal,
): Promise<void> => {
  const { processed, quarantine } = mailbox.imap.folders;
  const session = await openImap(mailbox.imap, [processed, quarantine]);
  const stop = () => session.close();
  signal.addEventListener('abort', stop);
  reading.onSettled(session.wake);
  try {
    await serve(deps, mailbox, session, reading, until, signal);
  } finally {
    signal.removeEventListener('abort', stop);
    reading.onSettled(() => undefined);
    session.close();
  }
};

const serve = async (
  deps: Deps,
  mailbox: MailboxConfig,
  session: ImapSession,
  reading: Reading,
  until: number,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted && Date.now() < until) {
    await takeIn(deps, mailbox, session, reading.nudge);
    await moveSettled(deps, mailbox, session);
    await saveMailboxState(deps.db, mailbox, {
      state: 'watching',
      uidValidity: session.uidValidity,
      seen: true,
    });
    await session.wait(mailbox.imap.sweepSeconds * 1000);
    if (!session.open && !signal.aborted) throw new Error(reason('ended'));
  }
};

const sayAway = async (deps: Deps, mailbox: MailboxConfig, error: unknown): Promise<void> => {
  const message = error instanceof Error ? error.message : String(error);
  const refused = error instanceof MailboxRefused;
  deps.log[refused ? 'error' : 'info'](
    { mailbox: mailbox.name, err: message },
    'the mailbox is not watched for a moment',
  );
  await saveMailboxState(deps.db, mailbox, {
    state: refused ? 'refused' : 'away',
    error: message,
    advice: refused ? error.advice : reason('mailsWaitThere'),
  }).catch(() => undefined);
};
