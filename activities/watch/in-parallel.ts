/** Works through the items, so many at once; the first error ends it after those at work are done. */
export const inParallel = async <T>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<void> => {
  const queue = [...items];
  const errors: unknown[] = [];
  const one = async () => {
    for (let item = queue.shift(); item !== undefined && errors.length === 0; item = queue.shift())
      await work(item).catch((error: unknown) => errors.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, one));
  if (errors.length > 0) throw errors[0];
};
