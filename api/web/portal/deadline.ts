import type { ClockView } from '../../../domain/sla/clock-view';
import type { Instant } from '../../../domain/ticket';
import type { TicketView } from '../../../store/ticket-view';
import type { Texts } from '../texts/index';

/** One sentence about a deadline, as a requester is told it: words, and the instant that follows them. */
export interface DeadlineLine {
  readonly words: string;
  readonly at?: Instant;
  readonly late?: true;
}

type Words = Texts['portal']['deadline'];

/** What was promised and how it stands, the nearest first. Without a contract nothing was. */
export const deadlinesOf = ({ status, sla }: TicketView, words: Words): readonly DeadlineLine[] => {
  if (!sla || status === 'cancelled') return [];
  const { reaction, resolution } = sla.clocks;
  return [
    ...(reaction ? reactionLine(reaction, words) : []),
    ...(resolution ? resolutionLine(resolution, status === 'waiting_customer', words) : []),
  ];
};

const reactionLine = (clock: ClockView, words: Words): readonly DeadlineLine[] => {
  if (clock.metAt !== undefined) return [{ words: words.answered, at: clock.metAt }];
  if (clock.due === undefined || clock.state === 'paused') return [];
  return [
    isLate(clock)
      ? { words: words.lateAnswer, at: clock.due, late: true }
      : { words: words.answer, at: clock.due },
  ];
};

const resolutionLine = (clock: ClockView, forHim: boolean, words: Words): readonly DeadlineLine[] => {
  if (clock.metAt !== undefined) return [{ words: words.solved, at: clock.metAt }];
  if (!clock.counts && clock.state !== 'running')
    return [{ words: forHim ? words.waitsForYou : words.stands }];
  if (clock.due === undefined) return [];
  return [
    isLate(clock) ? { words: words.late, at: clock.due, late: true } : { words: words.solve, at: clock.due },
  ];
};

/** What is not certain yet is an alarm inside, and nothing outward. */
const isLate = ({ state, unconfirmed }: ClockView): boolean => state === 'breached' && !unconfirmed;

/** The one line that a list has room for: what is due next, or why nothing is. */
export const nextDeadline = (ticket: TicketView, words: Words): DeadlineLine | undefined =>
  ticket.status === 'resolved' || ticket.status === 'closed'
    ? undefined
    : deadlinesOf(ticket, words).find(({ words: said }) => said !== words.answered);
