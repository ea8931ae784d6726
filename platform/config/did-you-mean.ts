/** The known word that was probably meant, or undefined. Case, hyphens and underscores do not count. */
export const didYouMean = (word: string, known: readonly string[]): string | undefined => {
  const near = known
    .map((candidate) => ({ candidate, distance: distance(plain(word), plain(candidate)) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate;
};

const plain = (word: string) => word.toLowerCase().replace(/[-_\s]/g, '');

/** Letters that are missing, too many, wrong, or swapped with their neighbour (Levenshtein's distance with transpositions). */
const distance = (a: string, b: string): number => {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) rows.push(nextRow(rows, i, a, b));
  return rows[a.length]?.[b.length] ?? 0;
};

const nextRow = (rows: readonly (readonly number[])[], i: number, a: string, b: string): number[] => {
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity;
  const row = [i];
  for (let j = 1; j <= b.length; j++) {
    const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
    const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
    row.push(Math.min(changed, swapped, at(i - 1, j) + 1, (row[j - 1] ?? 0) + 1));
  }
  return row;
};
