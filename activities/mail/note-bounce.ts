import type { Report } from '../../domain/mail/parsed';
import { reason } from '../../domain/reason';
import { markBadAddress, saveBounce } from '../../store/mail/contents';
import { settleMail } from '../../store/mail/mails';
import { bouncedMail, markBounced, recipientOf } from '../../store/notify/outbox';
import { raiseProblem } from '../../store/problems';
import type { Taking } from './taking';

/** What a delivery report says is noted: 5.x.x is for good, the address is bad; all else passes. */
export const noteBounce = async (taking: Taking): Promise<void> => {
  const { tx, row, parsed, token } = taking;
  const about = {
    ...(token && (token.kind === 'b' || token.kind === 'm') ? { outboxId: token.id } : {}),
    ...(parsed.reportedMessageId === undefined ? {} : { messageId: parsed.reportedMessageId }),
  };
  for (const report of await believed(taking)) {
    await saveBounce(tx, row.id, report, about);
    if (report.action === 'failed') await markBounced(tx, about, bouncedWords(report));
    if (report.action === 'failed' && report.status.startsWith('5'))
      await markBadAddress(tx, report.recipient, report.status, report.diagnostic || report.status);
  }
};

/** Sentences can be made up by anybody: they are believed of the mail of ours that is named, and of the address that it went to. */
const believed = async ({ tx, parsed, token }: Taking): Promise<readonly Report[]> => {
  if (!parsed.reportedInWords) return parsed.reports;
  if (token?.kind !== 'b' && token?.kind !== 'm') return [];
  const wentTo = (await recipientOf(tx, token.id))?.toLowerCase();
  return parsed.reports.filter(({ recipient }) => recipient === wentTo);
};

const bouncedWords = ({ recipient, status, diagnostic }: Report): string =>
  [recipient, status, diagnostic]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 500);

/**
 * A mail of ours that was about no ticket came back: an answer to a mail that was too large, a link to sign in with. The report is noted
 * as any other. Who was to hear that his mail could not be read does not know it: that is for a person. False: no mail of ours is meant.
 */
export const noteBounceOfNoTicket = async (taking: Taking): Promise<boolean> => {
  const { tx, row, token } = taking;
  if (token?.kind !== 'b' && token?.kind !== 'm') return false;
  const mail = await bouncedMail(tx, token.id);
  if (!mail) return false;
  await noteBounce(taking);
  const { recipient, answers } = mail;
  const isLost = (await believed(taking)).some(({ action }) => action === 'failed');
  if (isLost && answers !== null) await tellPerson(taking, recipient, answers);
  await settleMail(tx, row.id, { state: 'ignored', because: reason('bounceOfMail', { recipient }) });
  return true;
};

const tellPerson = ({ tx }: Taking, recipient: string, answers: number): Promise<void> =>
  raiseProblem(tx, {
    system: 'mail',
    kind: 'mail-answer-bounced',
    value: recipient,
    values: { sender: recipient, mail: String(answers) },
  });
