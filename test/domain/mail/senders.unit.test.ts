import { destinationOf } from '../../../domain/mail/destination';
import type { MailboxRules } from '../../../domain/mail/mailbox';
import type { MailHead } from '../../../domain/mail/parsed';
import { senderOf } from '../../../domain/mail/sender';

const mailbox: MailboxRules = {
  name: 'support',
  address: 'support@helpdesk.test',
  aliases: ['help@helpdesk.test'],
  service: 'General',
  priority: 'normal',
  addresses: [
    { to: '+printers', service: 'Printing', priority: 'high' },
    { to: 'boss@helpdesk.test', priority: 'urgent' },
  ],
  closed: 'reopen',
  copies: 'participants',
  replyToIsSender: false,
  language: 'ru',
};
const sentTo = (...deliveredTo: string[]) => ({
  to: [{ name: '', address: 'support@helpdesk.test' }],
  cc: [],
  deliveredTo,
});

describe('the service and priority of a mail', () => {
  it('are those of the mailbox', () => {
    expect(destinationOf(sentTo(), mailbox)).toEqual({ service: 'General', priority: 'normal' });
  });
  it('are those of the plus-address, of the mailbox or of an alias', () => {
    for (const address of ['support+printers@helpdesk.test', 'help+printers@helpdesk.test'])
      expect(destinationOf(sentTo(address), mailbox)).toEqual({ service: 'Printing', priority: 'high' });
  });
  it('are not those of somebody else’s plus-address', () => {
    expect(destinationOf(sentTo('other+printers@helpdesk.test'), mailbox)).toMatchObject({
      service: 'General',
    });
  });
  it('are those of a whole address, and what it does not say is the mailbox’s', () => {
    expect(destinationOf(sentTo('boss@helpdesk.test'), mailbox)).toEqual({
      service: 'General',
      priority: 'urgent',
    });
  });
});

describe('the sender', () => {
  const head = (from: string, replyTo: string): MailHead =>
    ({
      from: [{ name: '', address: from }],
      replyTo: [{ name: '', address: replyTo }],
    }) as unknown as MailHead;

  it('is From, whatever Reply-To says', () => {
    expect(senderOf(head('anna@x.test', 'bob@x.test'), mailbox)?.address).toBe('anna@x.test');
  });
  it('is Reply-To where the mailbox is for contact forms', () => {
    expect(senderOf(head('form@x.test', 'bob@x.test'), { replyToIsSender: true })?.address).toBe(
      'bob@x.test',
    );
  });
  it('is Reply-To where nobody reads From', () => {
    expect(senderOf(head('noreply@x.test', 'bob@x.test'), mailbox)?.address).toBe('bob@x.test');
  });
});
