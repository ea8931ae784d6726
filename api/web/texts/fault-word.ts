/** A pattern over a fault’s English sentence, and what the reader is told instead. */
export type FaultWord = readonly [pattern: RegExp, word: (...parts: readonly string[]) => string];
