import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { pageCss } from '../page.css';
import type { Language } from './words';
import { wordsIn } from './words';

/** A whole page; everything in it is escaped. */
export const layout = (language: Language, title: string, children: ComponentChildren): string => {
  const words = wordsIn(language);
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: pageCss }} />
      </head>
      <body>
        <header>
          <strong>{words.title}</strong>
          <a href="/issues">{words.open}</a>
          <a href="/issues?all=1">{words.all}</a>
          <a href="/issues/new">{words.create}</a>
          <a href={language === 'ru' ? '?lang=en' : '?lang=ru'} lang={language === 'ru' ? 'en' : 'ru'}>
            {language === 'ru' ? 'English' : 'Русский'}
          </a>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(page)}`;
};
