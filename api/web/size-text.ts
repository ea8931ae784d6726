import type { Language } from '../../store/contacts';

/** `12.5 kB`: bytes in the reader's notation. */
export const sizeText = (bytes: number, language: Language): string => {
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'kilobyte'] : [bytes / 1024 / 1024, 'megabyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
};
