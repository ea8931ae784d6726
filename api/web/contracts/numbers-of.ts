import type { Fault } from '../../../domain/fault';

/** Whole numbers from 1 to `most` that somebody typed with commas, spaces or percent signs between them. */
export const numbersOf = (fields: Readonly<Record<string, string>>, field: string, most: number) => {
  const words = (fields[field] ?? '').split(/[\s,;%]+/).filter((word) => word !== '');
  const wrong = words.filter((word) => !/^\d{1,4}$/.test(word) || Number(word) < 1 || Number(word) > most);
  return {
    numbers: words.filter((word) => !wrong.includes(word)).map(Number),
    faults: wrong.map((word): Fault => ({
      field,
      message: `“${word.slice(0, 40)}” is not a number`,
    })),
  };
};
