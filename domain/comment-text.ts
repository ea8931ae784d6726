/** Texts travel with their author named in a first line, since everything is written there by our one account. */

const oneLine = (name: string): string => name.replace(/\s+/g, ' ').trim().slice(0, 120) || '?';

/** The text as other systems get it. The body stays verbatim. */
export const withAuthor = (author: string, origin: string, body: string): string =>
  `[${oneLine(author)} · ${oneLine(origin)}]\n\n${body}`;

/** An addendum: a text that says what happened to something that the system cannot change. */
export const addendum = (what: string, body: string): string => `[${oneLine(what)}]\n\n${body}`;

/** What an addendum says, without its first line. */
export const addendumBody = (text: string): string => text.replace(/^\[[^\n]*\]\n\n/, '');

/** Our own id of a text in the other systems: of this comment, as it was at this revision. */
export const commentKey = (commentId: number, revision: number): string => `C-${commentId}.${revision}`;

/** The comment, and its revision, that was sent under such a key; undefined for what is no comment's. */
export const commentOfKey = (key: string): { readonly id: number; readonly revision: number } | undefined => {
  const [, id, revision] = /^C-(\d+)\.(\d+)$/.exec(key) ?? [];
  return id === undefined ? undefined : { id: Number(id), revision: Number(revision) };
};

/** Two texts that differ only in what systems do to line ends are the same. */
export const sameText = (a: string, b: string): boolean => tidy(a) === tidy(b);

const tidy = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\s+$/g, '');
