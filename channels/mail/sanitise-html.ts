import sanitizeHtml from 'sanitize-html';

/** More than this is no letter; its text is shown, and the mail as it came can be fetched. Characters. */
const longest = 2_000_000;
/** The library's time grows with the square of the depth; no letter is so deep. */
const deepest = 500;

const styles = {
  '*': {
    color: [/^#[0-9a-f]{3,8}$/i, /^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/, /^[a-z]{3,20}$/i],
    'background-color': [/^#[0-9a-f]{3,8}$/i, /^[a-z]{3,20}$/i],
    'font-weight': [/^(bold|normal|[1-9]00)$/],
    'font-style': [/^(italic|normal)$/],
    'text-decoration': [/^(underline|line-through|none)$/],
    'text-align': [/^(left|right|center|justify)$/],
  },
};

/** Text, lists, tables and pictures; nothing that runs, asks, or stands outside the text. */
const tags: readonly string[] = (
  'p div span br hr b strong i em u s del ins sub sup small h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code a ' +
  'table thead tbody tfoot tr td th caption img font center'
).split(' ');

const outward = (tagName: string, attribs: sanitizeHtml.Attributes) => ({
  tagName,
  attribs: { ...attribs, rel: 'noopener noreferrer nofollow', target: '_blank' },
});

const unloaded = (
  tagName: string,
  { src = '', alt = '', width = '', height = '' }: sanitizeHtml.Attributes,
) => ({
  tagName,
  attribs: {
    ...(alt === '' ? {} : { alt }),
    ...(/^\d{1,4}$/.test(width) ? { width } : {}),
    ...(/^\d{1,4}$/.test(height) ? { height } : {}),
    ...(/^cid:/i.test(src) ? { 'data-cid': decoded(src.slice(4)) } : {}),
    ...(isPictureItself(src) ? { 'data-here': src } : {}),
    ...(/^https?:\/\//i.test(src) ? { 'data-remote': src } : {}),
  },
});

/** A picture that was pasted into the text: it loads nothing. No SVG, which is a page of its own. */
const isPictureItself = (src: string): boolean =>
  /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=]+$/i.test(src);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [...tags],
  allowedAttributes: {
    a: ['href', 'rel', 'target', 'title'],
    img: ['alt', 'width', 'height', 'data-cid', 'data-here', 'data-remote'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
    font: ['color'],
    '*': ['style'],
  },
  allowedStyles: styles,
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesAppliedToAttributes: ['href'],
  allowProtocolRelative: false,
  nestingLimit: 100,
  disallowedTagsMode: 'discard',
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'xml'],
  transformTags: { a: outward, img: unloaded },
  parser: { lowerCaseTags: true },
};

/**
 * HTML that may stand in a page of ours: an allow-list of tags, no scripts, forms, frames, styles that leave their place, or
 * addresses that load anything. An image is named by `data-cid` (part of the mail), `data-here` (written in the text) or
 * `data-remote` (only when asked for).
 * Undefined: it is no letter, its text has to do.
 */
export const sanitiseHtml = (html: string): string | undefined =>
  html.length > longest || depthOf(html) > deepest
    ? undefined
    : sanitizeHtml(html.replace(/<(?![a-z/!?])/gi, '&lt;'), allowed);

const empty = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;

/** How deep tags are nested at most, in one pass. */
const depthOf = (html: string): number => {
  let depth = 0;
  let most = 0;
  for (const [, close, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,20})/gi)) {
    if (empty.test(name)) continue;
    depth = Math.max(0, depth + (close ? -1 : 1));
    most = Math.max(most, depth);
  }
  return most;
};
