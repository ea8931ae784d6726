import type { BusinessCalendar } from '../../../domain/calendar/business-calendar';
import type { ContractTerms, Target } from '../../../domain/contract';
import type { By, TermsCause } from '../../../domain/sla/because';
import { clockRules } from '../../../domain/sla/clock-rule';
import type { Fact } from '../../../domain/sla/fact';
import { judge, type Judgement } from '../../../domain/sla/judge';
import type { LedgerEntry } from '../../../domain/sla/ledger';
import type { Status } from '../../../domain/ticket';
import { office, roundTheClock } from '../calendar/calendars';

/** `11-20 14:00` (of 2026) or `14:00` (of Friday, 20 November), UTC. */
export const at = (text: string): number =>
  Date.parse(`2026-${text.length > 5 ? text.replace(' ', 'T') : `11-20T${text}`}:00Z`);

/** Back again, as `11-20 14:00`. */
export const said = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString().slice(5, 16).replace('T', ' ');

/** Nine to six, no lunch, said in UTC so that tests can be read. */
export const day = office('UTC', {
  week: {
    mon: [['09:00', '18:00']],
    tue: [['09:00', '18:00']],
    wed: [['09:00', '18:00']],
    thu: [['09:00', '18:00']],
    fri: [['09:00', '18:00']],
    sat: [],
    sun: [],
  },
});
export const always = roundTheClock();

export const terms: ContractTerms = {
  services: ['1', '2'],
  targets: [
    { priority: 'normal', reactionMinutes: 60, resolutionMinutes: 480 },
    { priority: 'urgent', reactionMinutes: 15, resolutionMinutes: 120 },
  ],
  pauseOn: ['waiting_customer', 'waiting_supplier'],
  warnAt: [50, 75, 90],
  escalations: [],
};

/** The rules of a ticket with so many minutes to react and to resolve. */
export const rules = (
  reactionMinutes = 60,
  resolutionMinutes = 480,
  calendar: BusinessCalendar = day,
  more: Partial<ContractTerms> = {},
) => {
  const target: Target = { priority: 'normal', reactionMinutes, resolutionMinutes };
  return clockRules({ ...terms, ...more }, target, calendar);
};

let n = 0;
const head = (time: string, origin: string) => ({
  key: `${origin}:${String(++n).padStart(6, '0')}`,
  at: at(time),
  origin,
});

/** Facts, one function for each kind; the time first. */
export const registered = (time: string, more: { status?: Status; callAnswered?: boolean } = {}): Fact => ({
  ...head(time, 'front'),
  kind: 'registered',
  status: 'new',
  ...more,
});
export const under = (
  time: string,
  of: ReturnType<typeof rules> | null,
  more: { cause?: TermsCause; restart?: boolean; clocks?: readonly string[] } = {},
): Fact => ({ ...head(time, 'front'), kind: 'terms', rules: of, cause: { what: 'contract' }, ...more });
export const status = (time: string, to: Status, by: By = 'staff', origin = 'helpdesk'): Fact => ({
  ...head(time, origin),
  kind: 'status',
  to,
  by,
});
export const comment = (
  time: string,
  by: By = 'staff',
  more: { visibility?: 'public' | 'internal'; automatic?: boolean; origin?: string } = {},
): Fact => ({
  ...head(time, more.origin ?? 'helpdesk'),
  kind: 'comment',
  by,
  visibility: more.visibility ?? 'public',
  automatic: more.automatic ?? false,
});
export const assigned = (time: string, to: string | null, team?: string, system = 'tracker'): Fact => ({
  ...head(time, system),
  kind: 'assigned',
  system,
  to,
  ...(team === undefined ? {} : { team }),
});
export const taskStatus = (time: string, to: Status, system = 'tracker'): Fact => ({
  ...head(time, system),
  kind: 'task-status',
  system,
  task: '1',
  to,
});
export const dueSet = (time: string, clock: string, due: string | null): Fact => ({
  ...head(time, 'front'),
  kind: 'due-set',
  clock,
  due: due === null ? null : at(due),
});
export const mergedInto = (time: string, into: string): Fact => ({
  ...head(time, 'front'),
  kind: 'merged',
  into,
});

/** Registered under the usual terms (an hour to react, eight to resolve, nine to six), and what came then, as of an instant. */
export const lived = (asOf: string, facts: readonly Fact[], of = rules(), from = '09:00'): Judgement =>
  judge({
    facts: [{ ...registered(from), key: 'front:a' }, { ...under(from, of), key: 'front:b' }, ...facts],
    asOf: at(asOf),
  });

/** `11-20 10:00 breached 60`: the entries of one clock with the minutes used by then. */
export const account = (ledger: readonly LedgerEntry[], clock: string): readonly string[] =>
  ledger
    .filter((entry) => entry.clock === clock)
    .map(({ at: when, event, level, usedMs }) =>
      [said(when), event, ...(level === undefined ? [] : [level]), usedMs / 60_000].join(' '),
    );
