import type { MailWayTexts } from './mail-way-ru';

export const mailWayEn: MailWayTexts = {
  title: 'Where this mail is, and why',
  came: 'Came to the mail server, mailbox',
  kept: 'Kept here, as it came',
  outcome: {
    open: 'Is being read, wait a few seconds',
    ticket: 'A ticket was made of it',
    comment: 'Became a comment of ticket',
    held: 'Waits for your decision',
    quarantined: 'In quarantine: it is in no ticket',
    ignored: 'Put aside: it is in no ticket',
  },
  because: 'Why:',
  thirdParty: 'The requester does not see it: an internal comment, marked as a third party’s.',
  same: 'The same mail:',
  answered: 'That was our answer to mail',
  release: 'Take it in by the rules',
  search: 'Find',
  searchHint: 'address, name, subject, Message-ID or number of a ticket',
  advice: {
    claim:
      'If the sender can be trusted, press “Into this ticket”: his words become a comment. If it is another matter, “A new ticket”.',
    burst:
      'This looks like a flood. Take in what is wanted, put the rest aside; the flood itself is among the problems.',
    loop: 'Two programs seem to answer each other. Put the mail aside, and mend that program.',
    fromOurselves:
      'It names a mailbox of our own as its sender: a forgery, or a forward that is set up wrongly. Usually put aside.',
    senderless:
      'There is nobody to answer. If it matters, make a ticket yourself; the link “As it came” has the file.',
    oversized:
      'Its sender was told, if he is a person. To read it, raise mail.limits.readMegabytes and press “Read once more”.',
    unreadable: 'Open it in a mail program by the link “As it came”, and answer its sender yourself.',
    tooSlow: 'Open it in a mail program by the link “As it came”.',
    brokenOff: 'Press “Read once more”; if that does not help, give the mail as it came to an administrator.',
    notTakenIn: 'Put the named cause right and press “Read once more”.',
  },
};
