/** A plain text as simple HTML: everything escaped, addresses as links. */
export const htmlOf = (text: string, footer: string): string =>
  `<!doctype html><html><body style="font:15px/1.5 sans-serif;color:#1c2733;max-width:40em">${paragraphs(text)}` +
  `<p style="color:#68737f;font-size:13px;border-top:1px solid #dde3e8;padding-top:8px">${lines(footer)}</p></body></html>`;

const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 12px">${lines(part)}</p>`)
    .join('');

const lines = (text: string): string => linked(text).replace(/\n/g, '<br>');

export const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const address = /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)»”]/g;

const linked = (text: string): string => {
  let html = '';
  let at = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    html += `${escaped(text.slice(at, index))}<a href="${escaped(found)}">${escaped(found)}</a>`;
    at = index + found.length;
  }
  return html + escaped(text.slice(at));
};
