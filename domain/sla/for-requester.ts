import type { WrittenEntry } from './correct';
import type { ClockView } from './clock-view';

/** What was promised to the requester; every other clock is a matter of the house. */
const isPromised = (clock: string): boolean => clock === 'reaction' || clock === 'resolution';

/** Clocks as a requester may see them: only what was promised to him, and no breach that may yet turn out otherwise. */
export const clocksForRequester = (clocks: {
  readonly [name: string]: ClockView;
}): { readonly [name: string]: ClockView } =>
  Object.fromEntries(
    Object.entries(clocks)
      .filter(([name]) => isPromised(name))
      .map(([name, clock]) => [name, clock.unconfirmed ? asIfRunning(clock) : clock]),
  );

const asIfRunning = ({ unconfirmed: _, breachedAt: __, ...clock }: ClockView): ClockView => ({
  ...clock,
  state: 'running',
});

/** The account of those clocks. Warnings and levels are alarms inside the house, and so is a breach that waits to be confirmed. */
export const ledgerForRequester = (entries: readonly WrittenEntry[]): readonly WrittenEntry[] => {
  const confirmed = new Set(
    entries.flatMap(({ level, corrects }) => (level === 'confirmed' ? [corrects] : [])),
  );
  const hidden = new Set(
    entries.filter((entry) => isInside(entry) && !confirmed.has(entry.id)).map(({ id }) => id),
  );
  return entries.filter(
    ({ id, corrects }) => !hidden.has(id) && (corrects === undefined || !hidden.has(corrects)),
  );
};

const isInside = ({ clock, event, unconfirmed }: WrittenEntry): boolean =>
  !isPromised(clock) || event === 'warned' || unconfirmed === true;
