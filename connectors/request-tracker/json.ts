/** RT's JSON gives ids now as numbers, now as strings, and leaves out what it does not know: nothing of it is trusted. */
export type Json = Readonly<Record<string, unknown>>;

export const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** A positive decimal id, or ''. */
export const id = (value: unknown): string => (/^[1-9]\d*$/.test(text(value)) ? text(value) : '');

/** The items of a collection's page. */
export const items = (page: unknown): readonly Json[] => list(record(page).items).map(record);
