/** When something in a calendar begins or ends: an instant, a wall time of some zone, or a whole day. Wall times and days as if in UTC. */
export interface EventTime {
  readonly is: 'instant' | 'wall' | 'day';
  readonly at: Date;
}

const shape = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/i;

/** A DATE or DATE-TIME (RFC 5545, 3.3.4 and 3.3.5); undefined: it is none, or there is no such day. */
export const eventTime = (text: string): EventTime | undefined => {
  const found = shape.exec(text.trim());
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, zulu] = found;
  const at = new Date(
    Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour ?? 0),
      Number(minute ?? 0),
      Number(second ?? 0),
    ),
  );
  if (at.getUTCMonth() !== Number(month) - 1 || at.getUTCDate() !== Number(day)) return undefined;
  return { is: hour === undefined ? 'day' : zulu ? 'instant' : 'wall', at };
};
