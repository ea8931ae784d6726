import type { NotifyRulesTexts } from './notify-rules-ru';

export const notifyRulesEn: NotifyRulesTexts = {
  title: 'Notification rules',
  explain:
    'Who is told of what, and by which way. Set in the configuration (notifications.rules); an empty cell is nobody. What each wishes otherwise is his own:',
  nobody: 'Notifications are not set up: nobody is told of anything.',
  noMail: 'Mail is not set up (mail.smtp, mail.mailboxes): no mail is sent, whatever stands in the table.',
  otherSpeaks: (system) =>
    `${system} speaks to the requester (speaksToRequester): we do not write to requesters and participants.`,
  byContract: 'whom the contract names',
  event: 'Event',
  who: {
    requester: 'requester',
    participants: 'participants',
    assignee: 'assignee',
    group: 'group of the service',
    manager: 'manager',
    executor: 'executors',
  },
  way: { email: 'mail', live: 'on the page', webhook: 'webhook' },
  when: {
    service: 'service',
    contract: 'contract',
    priority: 'priority',
    origin: 'came by',
    status: 'status',
    share: (percent) => `from ${percent}% of the target`,
  },
};
