import type { Language } from './language';

/** `12.5 kB`: bytes in the reader's notation. */
export const sizeText = (bytes: number, language: Language): string => {
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'kilobyte'] : [bytes / 1024 / 1024, 'megabyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
};

/** Those of a sentence's values that are sizes (`size`, `limit`, in bytes), as words. */
export const sizesIn = (
  values: Readonly<Record<string, string>>,
  language: Language,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ['size', 'limit'].flatMap((name) =>
      values[name] === undefined ? [] : [[name, sizeText(Number(values[name]), language)]],
    ),
  );
