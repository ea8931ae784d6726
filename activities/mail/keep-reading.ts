import type { MailboxConfig } from '../../connectors/configuration-mail';
import { nudgeName } from '../../store/mail/reprocess';
import type { Deps } from '../deps';
import { listenForHints } from '../watch/nudges';
import type { MailDeps } from './deps';
import { largeMails, readMails, smallMails, type Range } from './read-mails';

/** What waits is looked for so often even when nobody nudges: pauses after failures end by themselves. */
const idleMs = 5000;

/** Reads mails as they are kept, whether their server answers or not; large ones beside the others. */
export const keepReading = async (
  deps: Deps,
  mail: MailDeps,
  mailbox: MailboxConfig,
  signal: AbortSignal,
) => {
  const nudges = await listenForHints(deps.db, nudgeName(mailbox.name));
  let settled: () => void = () => undefined;
  let stopped = false;
  const ended = () => stopped || signal.aborted;
  const read = (range: Range) =>
    readMails(deps, mail, mailbox, range, signal, () => settled()).catch((err: unknown) =>
      deps.log.warn({ err, mailbox: mailbox.name }, 'reading mails stopped for a moment'),
    );
  let large: Promise<void> | undefined;
  const loop = async () => {
    while (!ended()) {
      large ??= read(largeMails).finally(() => (large = undefined));
      await read(smallMails);
      if (!ended()) await nudges.wait(idleMs);
    }
    await large;
  };
  const done = loop();
  signal.addEventListener('abort', nudges.nudge);
  return {
    nudge: nudges.nudge,
    onSettled: (listener: () => void) => void (settled = listener),
    async stop() {
      stopped = true;
      nudges.nudge();
      await done;
      await nudges.stop();
    },
  };
};
