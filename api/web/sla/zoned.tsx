import { wallTime, zonePlace } from '../wall-time';
import type { Telling } from './because-text';

/**
 * An instant by the clocks of the contract’s zone. Beside it the reader’s own, which the script knows (`{}` stands for it)
 * and leaves out where the zones are one; without the script UTC.
 */
export const Zoned = ({ at, telling }: { at: number; telling: Telling }) => {
  const { visitor, timeZone } = telling;
  const utc = wallTime(at, 'UTC', visitor.language);
  return (
    <>
      {wallTime(at, timeZone, visitor.language)} ({zonePlace(timeZone, visitor.language)}
      {timeZone !== 'UTC' && (
        <span class="mine" data-zone={timeZone}>
          {'; '}
          <time
            dateTime={new Date(at).toISOString()}
            data-mine={visitor.texts.sla.forYou('{}')}
          >{`${utc} UTC`}</time>
        </span>
      )}
      )
    </>
  );
};
