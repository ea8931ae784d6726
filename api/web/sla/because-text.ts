import type { Because, LateFact, TermsCause } from '../../../domain/sla/because';
import type { LedgerEvent } from '../../../domain/sla/ledger';
import type { Instant } from '../../../domain/ticket';
import type { Names } from '../../../store/sla/account';
import { originName } from '../components/field-name';
import { minutesText } from '../minutes-text';
import type { Visitor } from '../visitor';
import { wallTime } from '../wall-time';
import { notCoveredText } from './not-covered-text';

/** Who is told, by which clocks, and what the ids of the account are called. */
export interface Telling {
  readonly visitor: Visitor;
  readonly timeZone: string;
  readonly names: Names;
}

/** Why something stands in the ledger, as a part of a sentence in the reader’s language. */
export const becauseText = (because: Because, telling: Telling): string => {
  const { visitor, names } = telling;
  const { texts, language } = visitor;
  const words = texts.sla.because;
  const at = (instant: Instant): string => wallTime(instant, telling.timeZone, language);
  switch (because.kind) {
    case 'status':
      return words.status(texts.status[because.status], because.by);
    case 'task-status':
      return words['task-status'](because.system, texts.status[because.status]);
    case 'assigned':
      return words.assigned(names.person[because.to] ?? because.to, originName(because.system, texts));
    case 'merged':
      return words.merged(because.into);
    case 'terms':
      return words.terms(causeText(because.cause, telling), because.restarted ?? false);
    case 'uncovered':
      return words.uncovered(notCoveredText(because.why, visitor, telling.timeZone));
    case 'due-set':
      return because.due === null ? words['due-unset'] : words['due-set'](at(because.due));
    case 'share':
      return words.share(because.percent);
    case 'escalation':
      return levelText(because.level, visitor);
    case 'time-is-up':
      return words['time-is-up'](minutesText(because.minutes, language));
    case 'late-fact':
      return words['late-fact'](
        eventText(because.event, visitor),
        at(because.at),
        lateText(because.late, telling),
      );
    case 'confirmed':
      return words.confirmed(at(because.at));
    default:
      return words[because.kind];
  }
};

const eventText = (event: string, { texts: { sla } }: Visitor): string =>
  event in sla.event ? sla.event[event as LedgerEvent] : event;

const lateText = (late: LateFact | undefined, telling: Telling): string => {
  const { texts, language } = telling.visitor;
  if (!late) return texts.sla.because.changed;
  return texts.sla.because.late(
    becauseText(late.because, telling),
    wallTime(late.at, telling.timeZone, language),
    originName(late.origin, texts),
  );
};

const causeText = (cause: TermsCause, { visitor: { texts }, names }: Telling): string => {
  const words = texts.sla.because.cause;
  if (cause.what === 'configuration') return words.configuration;
  const known: Readonly<Record<string, string>> =
    cause.what === 'priority' ? texts.priority : names[cause.what];
  const name = (value: string | undefined): string => (value === undefined ? '—' : (known[value] ?? value));
  return words[cause.what](name(cause.from), name(cause.to));
};

/** A clock in the reader’s words; an internal one has the name that the contract gives it. */
export const clockName = (clock: string, { texts: { sla } }: Visitor): string =>
  clock === 'reaction' || clock === 'resolution' ? sla.clock[clock] : clock;

/** `resolution-30m`: 30 min before it is due (Resolution). */
export const levelText = (level: string, visitor: Visitor): string => {
  const { texts } = visitor;
  const [, clock, sign, count, unit] = /^([a-z-]+?)([+-])(\d{1,6})([mhd])$/.exec(level) ?? [];
  if (clock === undefined) return level;
  if (Number(count) === 0) return texts.sla.because.escalationAtDue(clockName(clock, visitor));
  const amount = `${count} ${texts.agreements.units[unit as 'm' | 'h' | 'd']}`;
  return texts.sla.because.escalation(clockName(clock, visitor), amount, sign === '-');
};
