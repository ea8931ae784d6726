import type { Fault } from '../../../domain/fault';
import { minutesOf } from '../minutes-text';

/** Minutes of what stands in a field; where it is no time, a fault is added and one minute stands for it. */
export const minutesIn = (text: string, field: string, faults: Fault[]): number => {
  const read = minutesOf(text);
  if (read === undefined)
    faults.push({
      field,
      message:
        text === '' ? 'must not be empty' : `“${text.slice(0, 40)}” is not a time; expected minutes or 4 h`,
    });
  if (read === 0) faults.push({ field, message: '0 is not a time; expected whole minutes, at least one' });
  return read || 1;
};
