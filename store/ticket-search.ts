/** Most words of a search that are looked at. */
const maxWords = 12;

export interface SearchWord {
  readonly text: string;
  /** The ticket number that the word may be. */
  readonly number: string | null;
}

/** The words of a search text; every one must be found somewhere in the ticket. */
export const searchWords = (text: string): readonly SearchWord[] =>
  text
    .split(/[\s,;]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, maxWords)
    .map((word) => ({ text: word, number: numberOf(word) }));

const numberOf = (word: string): string | null => {
  const digits = /^(?:sd-)?(\d{1,15})$/i.exec(word)?.[1];
  return digits === undefined ? null : `SD-${digits}`;
};

/**
 * SQL that holds when ticket `t` has the word, in any Russian or English form, in its number, title, description, comments or
 * requester. A stop word is in every ticket. A portal user's search does not look into what he may not read.
 * Parameters: the word, its number or null, the portal user's contact or null.
 */
export const hasWord = (word: string, number: string, contact: string): string => `(
  t.id in (
    select id from tickets where number = ${number}
    union select id from tickets where search @@ ${queryOf(word)}
    union select ticket_id from comments where search @@ ${queryOf(word)}
      and (${contact}::bigint is null or (visibility = 'public' and not hidden))
    union select w.id from tickets w join contacts p on p.id = w.requester_id
      where p.search @@ (${queryOf(word)} || plainto_tsquery('simple', ${word})))
  or (${number}::text is null and numnode(plainto_tsquery('russian', ${word})) = 0))`;

/** The Russian configuration knows the stop words of both: it takes Latin words for English. */
const queryOf = (word: string): string =>
  `(plainto_tsquery('russian', ${word}) || plainto_tsquery('english', ${word}))`;
