/** Ends a line where it stands. */
const lineBreaks = /<(?:br|hr|\/?p|\/?div|\/?tr|\/?li|\/?h[1-6]|\/?table|\/?blockquote|\/?pre)(?![a-z0-9])/gi;
/** Cells of a row stand beside each other. */
const cellEnds = /<\/t[dh](?![a-z0-9])/gi;
/** Their text is not for people. */
const silent = /<(script|style|title|noscript|textarea)\b[\s\S]*?<\/\1\s*>/gi;
const names: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  laquo: '«',
  raquo: '»',
  mdash: '—',
  ndash: '–',
  hellip: '…',
};

/** The text of an HTML page, for the ones that the parser gives up: in time that grows with their length only. */
export const plainText = (html: string): string =>
  html
    .slice(0, longest)
    .replace(silent, '')
    .replace(/\s+/g, ' ')
    .replace(lineBreaks, '\n$&')
    .replace(cellEnds, '\t$&')
    .replace(/<[a-z/!?][^<>]*>?/gi, '')
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi,
      (whole, decimal?: string, hex?: string, name?: string) =>
        character(whole, decimal ? Number(decimal) : hex ? parseInt(hex, 16) : undefined, name),
    )
    .replace(/[ \t]+$/gm, '')
    .replace(/^[ \t]+/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** Characters. */
const longest = 5_000_000;

const character = (whole: string, code: number | undefined, name: string | undefined): string => {
  if (code !== undefined) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  return names[(name ?? '').toLowerCase()] ?? whole;
};
