import type { Priority, Status } from '../ticket';
import type { TemplateValues } from './template';
import { notifyWords } from './words';

/** What a ticket gives to a template. */
export interface TicketWords {
  readonly number: string;
  readonly title: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly service: string | null;
  readonly requester: string;
  readonly assignee: string | null;
}

/** The values of a ticket, with what the event adds: a new status, a clock and its deadline. */
export const ticketValues = (
  ticket: TicketWords | undefined,
  detail: Readonly<Record<string, string>>,
  language: 'ru' | 'en',
): TemplateValues => {
  const words = notifyWords[language];
  const { to, due, clock } = detail;
  const status = (to ?? ticket?.status) as Status | undefined;
  return {
    ...(ticket
      ? {
          number: ticket.number,
          title: ticket.title,
          priority: words.priority[ticket.priority],
          requester: ticket.requester,
          ...(ticket.service === null ? {} : { service: ticket.service }),
          ...(ticket.assignee === null ? {} : { assignee: ticket.assignee }),
        }
      : {}),
    ...(status && words.status[status] ? { status: words.status[status] } : {}),
    ...(clock ? { clock: words.clock[clock] ?? clock } : {}),
    ...(due ? { due: `${due.slice(0, 16).replace('T', ' ')} UTC` } : {}),
  };
};
