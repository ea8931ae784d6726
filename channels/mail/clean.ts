/**
 * Text that a database, a page and other systems can hold: without NUL and other control characters, with whole characters
 * only (Postgres refuses NUL, JSON columns refuse half of a surrogate pair).
 */
export const cleanText = (text: string): string =>
  wellFormed(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');

/** The same in one line, as subjects and names are; direction marks could make a name look like another. */
export const cleanLine = (text: string): string =>
  wellFormed(text)
    .replace(/[\0\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();

/** Half of a surrogate pair stands for no character. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
