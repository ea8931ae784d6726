type Fields = Readonly<Record<string, string>>;

/** Nobody writes longer lists by hand. */
const longest = 200;

/** How many rows a form has of a list: `targets[7].priority` makes eight. */
export const rowCount = (fields: Fields, list: string, most = longest): number => {
  const pattern = new RegExp(`^${list.replace(/[[\].]/g, '\\$&')}\\[(\\d{1,3})\\]\\.`);
  const places = Object.keys(fields).flatMap((name) => pattern.exec(name)?.[1] ?? []);
  return Math.min(most, 1 + Math.max(-1, ...places.map(Number)));
};

/** The rows of a list in which something was typed, with their places in the form. */
export const rowsOf = (
  fields: Fields,
  list: string,
  isFilled: (of: (name: string) => string) => boolean,
  most = longest,
): readonly { readonly place: number; readonly of: (name: string) => string }[] =>
  Array.from({ length: rowCount(fields, list, most) }, (_, place) => ({
    place,
    of: (name: string) => (fields[`${list}[${place}].${name}`] ?? '').trim(),
  })).filter(({ of }) => isFilled(of));

/** The names of ticked boxes `pauseOn.new`, `pauseOn.resolved`. */
export const ticked = (fields: Fields, list: string): readonly string[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith(`${list}.`) && value === 'on' ? [name.slice(list.length + 1)] : [],
  );
