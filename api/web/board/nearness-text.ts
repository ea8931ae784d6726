import { isOpen } from '../../../domain/calendar/arithmetic';
import { rememberedCalendar } from '../../../domain/calendar/remembered';
import { noNames } from '../../../store/sla/account';
import type { BoardRow } from '../../../store/sla/board';
import { duration } from '../components/moment';
import { minutesText } from '../minutes-text';
import { becauseText, clockName, type Telling } from '../sla/because-text';
import type { Visitor } from '../visitor';

/** How urgent a row is to the eye; the words beside say the same. */
export type Tone = 'late' | 'soon' | 'runs' | 'stands' | 'none';

export interface NearnessText {
  readonly tone: Tone;
  readonly words: string;
  /** When it is due, for whom it is told: on the contract’s clocks and on his own. */
  readonly due?: { readonly at: number; readonly telling: Telling };
}

/** Less than a quarter of the time left, or less than half an hour. */
const isSoon = (left: number, target: number): boolean => left < target / 4 || left < 30;

/** How near a ticket is to its deadline, in words; minutes are business minutes. */
export const nearnessText = (row: BoardRow, visitor: Visitor, now: number): NearnessText => {
  const { board } = visitor.texts;
  const view = row.clock === null ? undefined : row.standing?.clocks[row.clock];
  if (!view || !row.standing || row.clock === null) return { tone: 'none', words: board.uncovered };
  const { language } = visitor;
  const { timeZone, terms } = row.standing;
  const clock = clockName(row.clock, visitor);
  const left = view.businessMinutesTarget - view.businessMinutesUsed;
  if (view.state === 'breached') {
    const words = board.late(clock, duration(now - view.breachedAt!, language));
    return { tone: 'late', words: view.unconfirmed ? `${words}, ${board.unconfirmed}` : words };
  }
  const telling = { visitor, timeZone, names: noNames };
  if (view.state === 'paused') {
    const why = view.pausedBecause ? becauseText(view.pausedBecause, telling) : '';
    return { tone: 'stands', words: board.standing(clock, minutesText(Math.max(0, left), language), why) };
  }
  if (view.due === undefined) return { tone: 'runs', words: board.farAway(clock) };
  const shut = isOpen(rememberedCalendar(terms.calendar), now) ? '' : `, ${board.closedNow}`;
  const words = board.left(clock, minutesText(Math.max(0, left), language));
  const due = { at: view.due, telling };
  return isSoon(left, view.businessMinutesTarget)
    ? { tone: 'soon', words: `${words}, ${board.soon}${shut}`, due }
    : { tone: 'runs', words: words + shut, due };
};
