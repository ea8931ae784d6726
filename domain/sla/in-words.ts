import type { Instant } from '../ticket';
import type { Because, LateFact, TermsCause } from './because';
import { notCoveredInWords } from './cover';

const said = (at: Instant): string => new Date(at).toISOString().replace(/\.000Z$/, 'Z');

/** One plain English sentence part, e.g. “status waiting_customer, by staff”. */
export const inWords = (because: Because): string => {
  switch (because.kind) {
    case 'registered':
      return 'the ticket was registered';
    case 'call-answered':
      return 'an operator answered the call and registered the ticket';
    case 'public-answer':
      return 'staff answered in public';
    case 'requester-wrote':
      return 'the requester wrote';
    case 'status':
      return `status ${because.status}, by ${because.by}`;
    case 'task-status':
      return `the task in ${because.system} came to ${because.status}`;
    case 'assigned':
      return `assigned to ${because.to} in ${because.system}`;
    case 'merged':
      return `merged into ${because.into}`;
    case 'terms':
      return (
        causeInWords(because.cause) +
        (because.restarted ? '; the clock begins again' : '; elapsed time and pauses are kept')
      );
    case 'uncovered':
      return `no longer covered: ${notCoveredInWords(because.why)}`;
    case 'due-set':
      return because.due === null
        ? 'the date set by hand was taken back'
        : `due date set by hand: ${said(because.due)}`;
    case 'share':
      return `${because.percent} % of the time has passed`;
    case 'escalation':
      return `escalation level ${because.level}`;
    case 'time-is-up':
      return `${because.minutes} business minutes have passed`;
    case 'hand-set-time-is-up':
      return 'the date set by hand has passed';
    case 'late-fact':
      return `“${because.event}” of ${said(because.at)} does not hold: ${lateInWords(because.late)}`;
    case 'confirmed':
      return `the breach of ${said(because.at)} is confirmed: all linked systems have been read since`;
  }
};

const lateInWords = (late: LateFact | undefined): string =>
  late
    ? `${inWords(late.because)}, at ${said(late.at)} in ${late.origin}, heard of only afterwards`
    : 'what it rested on has changed';

const causeInWords = (cause: TermsCause): string =>
  cause.what === 'configuration'
    ? 'the contract or its calendar was edited'
    : `${cause.what} ${cause.from ?? 'none'} → ${cause.to ?? 'none'}`;
