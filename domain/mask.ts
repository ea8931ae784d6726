/** What a person is known by. */
export interface KnownBy {
  readonly name: string;
  readonly email: string | null;
  /** E.164. */
  readonly phones: readonly string[];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Neither a letter nor a digit beside it: `Ann` is not in `Annual`. */
const alone = (pattern: string): string => `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`;

/** The whole name, in either order. A first name alone may be anybody's. */
const namePatterns = (name: string): readonly string[] => {
  const words = name.trim().split(/\s+/).filter(Boolean).map(escaped);
  if (words.length === 0) return [];
  return [words, [...words].reverse()].map((order) => alone(order.join('[\\s,]+')));
};

/** The number however it is written: with +7, 8 or nothing before it, with blanks, brackets, hyphens. */
const phonePattern = (phone: string): readonly string[] => {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 7) return [];
  const between = '[\\s().\\u00a0-]{0,3}';
  const local = digits.slice(-10);
  const before = digits.slice(0, -10);
  const start = before === '' ? '' : `(?:\\+?${before}${between}|8${between})?\\(?`;
  return [`(?<!\\d)${start}${local.split('').join(between)}(?!\\d)`];
};

/** A function that takes a person's name, address and numbers out of texts. */
export const maskOf = ({ name, email, phones }: KnownBy, instead: string): ((text: string) => string) => {
  const patterns = [
    ...(email ? [`(?<![\\w.+-])${escaped(email)}(?![\\w-])`] : []),
    ...phones.flatMap(phonePattern),
    ...namePatterns(name),
  ];
  if (patterns.length === 0) return (text) => text;
  const pattern = new RegExp(patterns.join('|'), 'giu');
  return (text) => text.replace(pattern, () => instead);
};

/** The same for every text in plain data, at any depth. */
export const maskDeep = (value: unknown, mask: (text: string) => string): unknown => {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskDeep(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskDeep(item, mask)]));
};
