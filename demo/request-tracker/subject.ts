/** Bytes of UTF-8 that Request Tracker's column holds. */
const mostBytes = 200;

/** A subject as Request Tracker keeps it: in one line, cut without a word, never within a character. */
export const subjectOf = (text: string): string => {
  const bytes = Buffer.from(text.replace(/\n/g, '')).subarray(0, mostBytes);
  // As a stream: the beginning of a character that was cut is left out.
  return new TextDecoder().decode(bytes, { stream: true });
};
