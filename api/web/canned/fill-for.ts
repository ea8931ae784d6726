import { fillCanned, type CannedValues } from '../../../domain/canned';
import type { Grant } from '../../../store/calls/caller';
import { cannedAnswer } from '../../../store/canned-answers';
import { contactById, type Language } from '../../../store/contacts';
import type { Database } from '../../../store/database';
import type { TicketView } from '../../../store/ticket-view';
import { notFound } from '../../problem';
import { idOf } from '../../reference';
import { textsOf } from '../texts/index';
import { wallTime } from '../wall-time';

/** Whom an answer is for, and what is known of the matter. */
export interface CannedFor {
  readonly requesterId: number | null;
  readonly operator: string;
  readonly values: (language: Language) => CannedValues;
}

/** The answer, filled in, in the requester's language; throws 404. It is plain text: whoever shows it escapes it. */
export const fillFor = async (
  db: Database,
  id: string,
  { requesterId, operator, values }: CannedFor,
): Promise<string> => {
  const answer = await cannedAnswer(db, idOf(id, 'answer'));
  if (!answer) throw notFound('such answer');
  const person = requesterId === null ? undefined : await contactById(db, requesterId);
  const language = person?.language ?? 'ru';
  const known = {
    ...(person && { 'requester.name': person.name }),
    'operator.name': operator,
    ...values(language),
  };
  return fillCanned(answer[language].body, known, textsOf(language).canned.missing);
};

/** What a ticket gives to an answer. */
export const valuesOfTicket =
  (ticket: TicketView) =>
  (language: Language): CannedValues => {
    const texts = textsOf(language);
    const { sla, service } = ticket;
    const due = (clock: string): string | undefined => {
      const at = sla?.clocks[clock]?.due;
      return sla && at !== undefined ? wallTime(at, sla.timeZone, language) : undefined;
    };
    return given({
      'ticket.number': ticket.number,
      'ticket.title': ticket.title,
      'ticket.status': texts.status[ticket.status],
      'ticket.priority': texts.priority[ticket.priority],
      'ticket.service': service?.name,
      contract: sla?.contract,
      deadline: due('resolution'),
      'deadline.reaction': due('reaction'),
    });
  };

/** What is known before there is a ticket: what it would get now. */
export const valuesOfGrant =
  (grant: Grant | null, more: CannedValues) =>
  (language: Language): CannedValues => {
    if (!grant?.covered) return more;
    const due = (at: number | undefined) =>
      at === undefined ? undefined : wallTime(at, grant.timeZone, language);
    return given({
      ...more,
      contract: grant.contract,
      deadline: due(grant.resolution.due),
      'deadline.reaction': due(grant.reaction.due),
    });
  };

const given = (values: Readonly<Record<string, string | undefined>>): CannedValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** A text with a further one after it. */
export const withText = (before: string, text: string): string =>
  before.trim() === '' ? text : `${before.replace(/\s+$/, '')}\n${text}`;
