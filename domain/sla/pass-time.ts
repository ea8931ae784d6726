import type { Instant } from '../ticket';
import { countTo, usedAt } from './clock';
import { entryOf, type Account } from './entry';
import { momentsOf, type Moment } from './moments';

/** Lets time pass until an instant, and tells what came meanwhile; what falls on it comes only if `included`. */
export const passTime = ({ clock, entries }: Account, until: Instant, included: boolean): Account => {
  const came = momentsOf(clock).filter(({ at }) => at < until || (included && at === until));
  const told = came.reduce(tell, { clock, entries });
  return until > clock.mark ? { ...told, clock: countTo(told.clock, until) } : told;
};

const tell = ({ clock, entries }: Account, moment: Moment): Account => {
  const isQuiet = moment.kind !== 'breach' && moment.at < clock.quietUntil;
  return {
    clock:
      moment.kind === 'breach'
        ? { ...clock, breached: { at: moment.at, usedMs: usedAt(clock, moment.at) } }
        : { ...clock, told: [...clock.told, moment.level] },
    entries: isQuiet ? entries : [...entries, entryOf(clock, moment)],
  };
};
