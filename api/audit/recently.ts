/** More than these are forgotten: then a line comes twice, which does no harm. */
const most = 10_000;

/** Tells whether the same was asked within the time before. */
export const createRecently = (withinMs: number, now: () => number = Date.now) => {
  const known = new Map<string, number>();
  return (what: string): boolean => {
    const last = known.get(what);
    if (last !== undefined && now() - last < withinMs) return true;
    if (known.size >= most) known.clear();
    known.set(what, now());
    return false;
  };
};
