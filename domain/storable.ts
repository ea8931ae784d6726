/** A text as Postgres can hold it: no NUL in any column, no half of a surrogate pair in a JSON one. */
export const storable = (text: string): string =>
  text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
