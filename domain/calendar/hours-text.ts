import type { Hours } from './definition';

/** Hours as people write them, `09:00-13:00, 14:00-18:00`; undefined when they are none. Judge them with `hoursFaults`. */
export const hoursIn = (text: string): readonly Hours[] | undefined => {
  const pieces = text.split(/[\s,;+]+/).map((piece) => /^(\d{1,2}:\d\d)[-–](\d{1,2}:\d\d)$/.exec(piece));
  return pieces.every(Boolean)
    ? pieces.map((piece): Hours => [piece![1]!.padStart(5, '0'), piece![2]!.padStart(5, '0')])
    : undefined;
};

export const hoursText = (hours: readonly Hours[]): string =>
  hours.map(([from, to]) => `${from}-${to}`).join(', ');
