import sanitizeHtml from 'sanitize-html';

const paragraphs = ['p', 'blockquote', 'pre', 'table', 'ul', 'ol', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const lines = ['div', 'li', 'tr'];
const kept = { allowedTags: [...paragraphs, ...lines, 'br', 'a'], allowedAttributes: { a: ['href'] } };
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Marks of a new paragraph and of a new line, until neighbours are joined into one. */
const [paragraph, line] = ['\u0002', '\u0001'];

/** Mail and RT's editor write HTML: its text, with lines where it had them and the addresses of its links. */
export const htmlToText = (html: string): string =>
  sanitizeHtml(html, kept)
    .replace(/[\s\u0001\u0002]+/g, ' ')
    .replace(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g, (_, href: string, label: string) => linkText(href, label))
    .replace(/<li>/g, `${line}- `)
    .replace(/<br \/>/g, '\n')
    .replace(/<\/?([a-z0-9]+)[^>]*>/g, (_, tag: string) => breakAt(tag))
    .replace(/ *[\u0001\u0002][\u0001\u0002 ]*/g, (marks) => (marks.includes(paragraph) ? '\n\n' : '\n'))
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '')
    .replace(/[ \u00a0]*\n[ \u00a0]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

const breakAt = (tag: string): string =>
  paragraphs.includes(tag) ? paragraph : lines.includes(tag) ? line : '';

const linkText = (href: string, label: string): string => {
  const words = label.replace(/<[^>]*>/g, '').trim();
  const address = href.replace(/^mailto:/, '');
  return words === '' || words === address ? address : `${words} (${address})`;
};
