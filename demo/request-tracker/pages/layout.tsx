import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { pageCss } from '../../page.css';
import { wordsIn } from './words';
import type { Language } from './words';

/** A whole page; everything in it is escaped. One without a form may load itself anew. */
export const layout = (
  language: Language,
  title: string,
  children: ComponentChildren,
  refreshSeconds?: number,
): string => {
  const words = wordsIn(language);
  const other = language === 'ru' ? 'en' : 'ru';
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {refreshSeconds === undefined ? null : <meta http-equiv="refresh" content={String(refreshSeconds)} />}
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: pageCss }} />
      </head>
      <body>
        <header>
          <strong>{words.title}</strong>
          <a href="/">{words.open}</a>
          <a href="/?all=1">{words.all}</a>
          <a href="/new">{words.create}</a>
          <a href={`/language?to=${other}`} lang={other}>
            {other === 'en' ? 'English' : 'Русский'}
          </a>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(page)}`;
};

/** `23.11.2026 06:49` in the reader's language, in UTC. */
export const dateIn = (language: Language, at: number): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' }).format(at);
