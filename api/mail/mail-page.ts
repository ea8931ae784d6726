import type { MailContentView, MailFileView } from '../../store/mail/mail-list';

export interface MailPageOptions {
  readonly files: readonly MailFileView[];
  /** Pictures from elsewhere are loaded: somebody asked for them. */
  readonly withRemote: boolean;
  /** Where a picture of the mail itself is had; undefined: nowhere. */
  readonly addressOf: (file: MailFileView) => string | undefined;
}

/**
 * The mail's own HTML as a page for a sandboxed frame. It runs nothing and loads nothing but pictures of the mail itself;
 * pictures from elsewhere only when they were asked for. The sanitiser left nothing that does; this answer's own policy holds
 * even where it should have missed something.
 */
export const mailPage = (
  { html, text }: Pick<MailContentView, 'html' | 'text'>,
  options: MailPageOptions,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } => ({
  body: `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light"><title>\u2709</title><style>${style}</style>${
    html === null ? `<pre>${escaped(text)}</pre>` : withImages(html, options)
  }`,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy(options.withRemote),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-cache',
  },
});

/** Links open in a window of their own, which is no sandbox any more: it is a page like any other. */
export const sandbox = 'allow-popups allow-popups-to-escape-sandbox';

const policy = (withRemote: boolean): string =>
  [
    "default-src 'none'",
    `img-src 'self' data:${withRemote ? ' https: http:' : ''}`,
    "style-src 'unsafe-inline'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    `sandbox ${sandbox}`,
  ].join('; ');

const style =
  'body{font:14px/1.4 sans-serif;color:#111;background:#fff;overflow-wrap:anywhere}img{max-width:100%;height:auto}' +
  'pre{white-space:pre-wrap;font:inherit}blockquote{border-left:2px solid #ccc;margin-left:0;padding-left:1em}';

/** The sanitiser left no address that loads anything, only these attributes. */
const withImages = (html: string, { files, withRemote, addressOf }: MailPageOptions): string => {
  const own = new Map(files.flatMap((file) => (file.cid ? [[file.cid, addressOf(file)]] : [])));
  return html
    .replace(/ data-cid="([^"]*)"/g, (_, cid: string) => {
      const address = own.get(unescaped(cid));
      return address === undefined ? '' : ` src="${escaped(address)}"`;
    })
    .replace(/ data-here="([^"]*)"/g, ' src="$1"')
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
