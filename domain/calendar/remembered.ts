import { canonical } from '../canonical';
import { businessCalendar, type BusinessCalendar } from './business-calendar';
import type { CalendarDefinition } from './definition';

/** So many are kept, those used last. */
const most = 200;
const kept = new Map<string, BusinessCalendar>();

/** The calendar of a definition, with all days that it has worked out before: the same one for the same content. */
export const rememberedCalendar = (definition: CalendarDefinition): BusinessCalendar => {
  const key = canonical(definition);
  const calendar = kept.get(key) ?? businessCalendar(definition);
  kept.delete(key);
  kept.set(key, calendar);
  if (kept.size > most) kept.delete(kept.keys().next().value!);
  return calendar;
};
