import type { MailContentView, MailFileView } from '../../store/mail/mail-list';

/**
 * The mail's own HTML as a page for a sandboxed frame. It runs nothing and loads nothing but pictures of the mail itself;
 * pictures from elsewhere only when they were asked for.
 */
export const mailPage = (
  { html, text }: Pick<MailContentView, 'html' | 'text'>,
  files: readonly MailFileView[],
  withRemote: boolean,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } => ({
  body: `<!doctype html><meta charset="utf-8"><base target="_blank"><style>body{font:14px/1.4 sans-serif;overflow-wrap:anywhere}img{max-width:100%}blockquote{border-left:2px solid #ccc;margin-left:0;padding-left:1em}</style>${
    html === null ? `<pre>${escaped(text)}</pre>` : withImages(html, files, withRemote)
  }`,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; img-src 'self'${withRemote ? ' https: http:' : ''}; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-cache',
  },
});

/** The sanitiser left no address that loads anything, only these two attributes. */
const withImages = (html: string, files: readonly MailFileView[], withRemote: boolean): string => {
  const own = new Map(
    files.flatMap(({ cid, attachmentId }) => (cid && attachmentId !== null ? [[cid, attachmentId]] : [])),
  );
  return html
    .replace(/ data-cid="([^"]*)"/g, (_, cid: string) => {
      const id = own.get(unescaped(cid));
      return id === undefined ? '' : ` src="/api/v1/attachments/${id}"`;
    })
    .replace(/ data-remote="([^"]*)"/g, (_, address: string) => (withRemote ? ` src="${address}"` : ''));
};

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
