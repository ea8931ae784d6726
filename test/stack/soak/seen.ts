/** What a line of the output begins with that says what a long run saw. */
export const seenMark = 'seen: ';

/** Says in one line what a run saw; `npm run soak` gathers these lines at its end. */
export const tellSeen = (run: string, seen: Readonly<Record<string, string | number>>): void => {
  const told = Object.entries(seen).map(([what, value]) => `${what} ${value}`);
  process.stdout.write(`${seenMark}${run}: ${told.join(', ')}\n`);
};
