import type { LetterTexts } from './letter-ru';

export const letterEn: LetterTexts = {
  whole: 'Show whole mail',
  page: 'Page of the mail',
  asSent: 'As its sender made it',
  remoteHidden: 'Pictures from other servers are not loaded: the sender would learn that the mail was read.',
  showRemote: 'Show remote images',
  remoteShown: 'Pictures from other servers are shown while this page is open.',
  hideRemote: 'Hide them',
  ownLater: 'The mail’s own pictures appear once it is in a ticket.',
  onlyRaw: 'only in the mail as it came',
  quoted: (words) => `“${words}”`,
  when: 'when',
  where: 'where',
  organizer: 'invited by',
  invite: {
    REQUEST: 'Invitation',
    PUBLISH: 'Event',
    CANCEL: 'The meeting is cancelled',
    REPLY: 'Answer to an invitation',
    COUNTER: 'Another time is proposed',
    OTHER: 'Calendar entry',
  },
  protection: {
    signed: 'The mail is signed. The signature is not verified here; it is passed on as a file.',
    encrypted: 'The mail is encrypted and cannot be read here; it is passed on as a file.',
  },
  note: {
    characterSetGuessed:
      'Its character set was not named, or wrongly, and is guessed: letters may be other ones.',
    winmailUnpacked: 'Outlook packed its files into winmail.dat; they were taken out.',
    winmailKept: 'Outlook sent a winmail.dat; no files were found in it, it is passed on as it is.',
  },
  kind: {
    robot: 'A program wrote this mail.',
    'auto-reply': 'An automatic answer.',
    list: 'A mailing list.',
    bounce: 'A report that a mail did not arrive.',
    own: 'A mail of our own that came back.',
  },
};
