import type { Because } from '../../domain/mail/route';
import type { Verdict } from '../../domain/mail/robot';
import type { Report } from '../../domain/mail/parsed';
import { reason } from '../../domain/reason';

/** Why a mail went where it went; for the people who ask. A word first for the programs that do. */
export const ignoredWords = (because: Because, verdict: Verdict): string => {
  switch (because) {
    case 'ownMail':
      return reason('ownMail', { sign: verdict.because });
    case 'bounceOfNothingKnown':
      return reason('bounceOfNothingKnown');
    case 'autoReplyToNothing':
      return reason('autoReplyToNothing', { sign: verdict.because });
    default:
      return because;
  }
};

export const heldWords = (because: Because, ticket = '', sender: string): string => {
  switch (because) {
    case 'claim':
      return reason('claim', { ticket, sender });
    case 'burst':
      return reason('burst', { sender });
    case 'loop':
      return reason('loop', { ticket, sender });
    case 'fromOurselves':
      return reason('fromOurselves', { sender });
    default:
      return because;
  }
};

type Language = 'ru' | 'en';

/** The note in the ticket about a mail that did not arrive. */
export const bounceNote = (reports: readonly Report[], language: Language, otherwise: string): string => {
  if (reports.length === 0)
    return language === 'ru'
      ? `Письмо не доставлено.\n\n${otherwise}`
      : `A mail was not delivered.\n\n${otherwise}`;
  return reports.map((report) => reportLine(report, language)).join('\n');
};

const reportLine = ({ recipient, action, status, diagnostic }: Report, language: Language): string => {
  const detail = [status, diagnostic].filter((part) => part !== '').join(' ');
  const what =
    language === 'ru'
      ? { failed: 'Письмо не доставлено', delayed: 'Доставка письма задерживается' }
      : { failed: 'Mail was not delivered', delayed: 'Mail is delayed' };
  const words =
    action === 'delayed' ? what.delayed : action === 'failed' ? what.failed : `${what.failed} (${action})`;
  return `${words}: ${recipient}${detail === '' ? '' : ` — ${detail}`}`;
};

export const noSubject = (language: Language): string => (language === 'ru' ? '(без темы)' : '(no subject)');

export const leftOutNote = (names: readonly string[], language: Language): string =>
  language === 'ru'
    ? `Не приложены (слишком велики или их слишком много), остались в исходном письме: ${names.join(', ')}`
    : `Not attached (too large, or too many), they are kept in the mail as it came: ${names.join(', ')}`;

export const restOfText = (language: Language): string =>
  language === 'ru' ? '… (полный текст приложен)' : '… (the whole text is attached)';

export const thirdParty = (language: Language): string => (language === 'ru' ? 'третье лицо' : 'third party');
