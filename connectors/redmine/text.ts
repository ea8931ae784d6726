/**
 * Text as Redmine can take it: half a surrogate pair is answered 400 (measured, 5.0.4), a NUL 500 on PostgreSQL;
 * newlines as LF, since a description keeps them as CRLF whatever was sent.
 */
export const outgoing = (text: string): string =>
  unixNewlines(text)
    .replace(/\u0000/g, '')
    .replace(loneSurrogate, '\ufffd');

/** Text as we keep it: LF only. Redmine stores CRLF in descriptions, browsers send it in notes. */
export const unixNewlines = (text: string): string => text.replace(/\r\n?/g, '\n');

/** Names of fields, statuses and users are compared without regard to case. */
export const sameName = (a: string, b: string): boolean => folded(a) === folded(b);

const folded = (name: string): string => name.trim().normalize('NFC').toLowerCase();

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
