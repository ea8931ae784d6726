import { lagQuantile } from '../../domain/lag';
import { lagSlotMinutes, lagSlots, type LagSlot } from '../../store/sync-lag';

/** One bar of the picture: ten minutes. Heights are parts of the whole, 0 to 1. */
export interface LagBar {
  /** From the left, in slots. */
  readonly at: number;
  readonly slot: LagSlot;
  readonly worst: number;
  readonly median: number;
}

export interface LagPicture {
  readonly bars: readonly LagBar[];
  /** The lines of the scale in milliseconds, from the lowest up, each ten times the one below. */
  readonly scale: readonly number[];
}

const slotMs = lagSlotMinutes * 60_000;
/** What is quicker is no lag to look at. */
const lowestMs = 100;
const leastDecades = 3;

/** The bars of the day that ends now, on a scale of powers of ten: a second and an hour both have to be seen. */
export const lagPicture = (slots: readonly LagSlot[], now: number): LagPicture => {
  const longest = Math.max(lowestMs, ...slots.map(({ maxMs }) => maxMs));
  const decades = Math.max(leastDecades, Math.ceil(Math.log10(longest / lowestMs) - 1e-9));
  const heightOf = (ms: number): number =>
    Math.max(0.02, Math.log10(Math.max(ms, lowestMs) / lowestMs) / decades);
  const first = (Math.floor(now / slotMs) - lagSlots + 1) * slotMs;
  return {
    scale: Array.from({ length: decades + 1 }, (_, i) => lowestMs * 10 ** i),
    bars: slots
      .filter((slot) => slot.changes > 0 && slot.from.getTime() >= first)
      .map((slot) => ({
        at: (slot.from.getTime() - first) / slotMs,
        slot,
        worst: heightOf(slot.maxMs),
        median: heightOf(lagQuantile(slot, 0.5) ?? 0),
      })),
  };
};
