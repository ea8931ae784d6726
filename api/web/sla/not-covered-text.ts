import type { NotCovered } from '../../../domain/sla/cover';
import type { Visitor } from '../visitor';
import { dayText, wallTime } from '../wall-time';

/** Why a contract covers nothing, in the reader’s words. */
export const notCoveredText = (why: NotCovered, { texts, language }: Visitor, timeZone: string): string => {
  const words = texts.sla.notCovered;
  switch (why.kind) {
    case 'not-started':
      return words['not-started'](dayText(why.startsOn, language));
    case 'ended':
      return words.ended(dayText(why.endsOn, language));
    case 'no-target':
      return words['no-target'](texts.priority[why.priority]);
    case 'entitlement-used-up':
      return words['entitlement-used-up'](
        `${why.limit} ${words.units[why.what]}`,
        wallTime(why.until, timeZone, language),
      );
    default:
      return words[why.kind];
  }
};
