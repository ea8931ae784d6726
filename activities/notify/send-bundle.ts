import { SmtpFailure } from '../../channels/mail/smtp-failure';
import { nextOpening } from '../../domain/calendar/arithmetic';
import { rememberedCalendar } from '../../domain/calendar/remembered';
import { reason } from '../../domain/reason';
import { markBadAddress } from '../../store/mail/contents';
import { saveChannelState } from '../../store/notify/channel-state';
import { claimBundle, postpone, settleNotifications, type Outgoing } from '../../store/notify/outbox';
import { takeTurn, untilTurn } from '../../store/notify/pace';
import { quietCalendarOf } from '../../store/notify/settings';
import { signInBundle } from '../../store/portal/sign-in-links';
import type { Deps } from '../deps';
import type { MailDeps, OutgoingDeps } from '../mail/deps';
import { compose } from './compose';
import type { Composed } from './composed';
import { callWebhook } from './call-webhook';

/** What came of the next bundle: there was none, it is done with, or its way out is closed for all. */
export type Sent = 'nothing' | 'done' | 'away' | 'refused';

/** How long the pace of the mail server (`mail.smtp.perMinute`) lets no mail leave. Milliseconds. */
export const untilMail = async ({ db, mail }: Deps): Promise<number> => {
  const perMinute = mail?.outgoing?.perMinute;
  return perMinute === undefined ? 0 : untilTurn(db, perMinute);
};

/** Sends the next bundle that is due. */
export const sendNext = async (deps: Deps): Promise<Sent> => {
  const rows = await claimBundle(deps.db, (await untilMail(deps)) === 0);
  const [head] = rows;
  if (!head) return 'nothing';
  if (head.channel === 'webhook') return callWebhook(deps, rows);
  if (!deps.mail?.outgoing) {
    await postpone(deps.db, idsOf(rows), 60, reason('noServer'), false);
    return 'done';
  }
  // Who asks for a link sits there and waits for it.
  const opens = head.bundle === signInBundle ? undefined : await quietUntil(deps, head);
  if (opens !== undefined) {
    await postpone(deps.db, idsOf(rows), (opens - Date.now()) / 1000, reason('quietHours'), false);
    return 'done';
  }
  return sendMail(deps, deps.mail, deps.mail.outgoing, rows);
};

/** When his quiet hours end; undefined: he has none now. A calendar that never opens again silences nobody for ever. */
const quietUntil = async ({ db }: Deps, head: Outgoing): Promise<number | undefined> => {
  const definition = await quietCalendarOf(db, head);
  const now = Date.now();
  const opens = definition && nextOpening(rememberedCalendar(definition), now);
  return opens !== undefined && opens > now ? opens : undefined;
};

const sendMail = async (
  deps: Deps,
  mail: MailDeps,
  outgoing: OutgoingDeps,
  rows: readonly Outgoing[],
): Promise<Sent> => {
  const composed = await compose(deps, mail, outgoing, rows).catch((error: unknown) => giveUp(rows, error));
  if (composed.is === 'nothing') {
    await settleNotifications(deps.db, idsOf(rows), 'suppressed', composed.because);
    return 'done';
  }
  const { takenBack } = composed;
  const ids = idsOf(rows).filter((id) => !takenBack.includes(id));
  await settleNotifications(deps.db, takenBack, 'suppressed', reason('commentTakenBack'));
  const wait = await takeTurn(deps.db, ids, composed.mail, outgoing.perMinute);
  if (wait > 0) {
    await postpone(deps.db, ids, wait / 1000, reason('pace'), false);
    return 'done';
  }
  try {
    await outgoing.postman.send(composed.mail);
  } catch (error) {
    if (!(error instanceof SmtpFailure)) throw error;
    return onFailure(deps, rows, ids, error);
  }
  await settleNotifications(deps.db, ids, 'sent');
  return 'done';
};

/** What cannot be put into words after so many attempts never can: it is for a person. */
const mostAttempts = 10;
const giveUp = (rows: readonly Outgoing[], error: unknown): Composed => {
  if (rows[0]!.attempts < mostAttempts) throw error;
  const said = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  return { is: 'nothing', because: reason('notWritten', { said }) };
};

/** A mail that no server has taken for so long is given up. */
const givenUpMs = 3 * 86_400_000;

const onFailure = async (
  deps: Deps,
  rows: readonly Outgoing[],
  ids: readonly number[],
  { kind, message, advice }: SmtpFailure,
): Promise<Sent> => {
  const head = rows[0]!;
  switch (kind) {
    case 'address':
      await markBadAddress(deps.db, head.recipient, '5', message);
      await settleNotifications(deps.db, ids, 'refused', message);
      return 'done';
    case 'message':
      await settleNotifications(deps.db, ids, 'refused', message);
      return 'done';
    case 'later':
      if (Date.now() - head.createdAt.getTime() > givenUpMs)
        await settleNotifications(deps.db, ids, 'refused', reason('givenUpDays', { why: message }));
      else await postpone(deps.db, ids, Math.min(3600, 30 * 2 ** Math.min(head.attempts, 10)), message, true);
      return 'done';
    case 'settings':
    case 'server': {
      await postpone(deps.db, ids, 0, null, false);
      const state = kind === 'server' ? 'away' : 'refused';
      await saveChannelState(deps.db, 'email', {
        state,
        error: message,
        advice: advice || reason('mailsWaitHere'),
      });
      deps.log[kind === 'server' ? 'warn' : 'error']({ err: message }, 'mail cannot be sent at the moment');
      return state;
    }
  }
};

const idsOf = (rows: readonly Outgoing[]): readonly number[] => rows.map(({ id }) => id);
