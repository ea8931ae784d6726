import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { may } from '../../../domain/role';
import { asset } from '../assets';
import type { Texts } from '../texts/index';
import type { Visitor } from '../visitor';
import { KeysDialog } from '../queues/keys-dialog';
import { Csrf } from './form-parts';
import { LanguageSwitch } from './language-switch';
import { Menu } from './menu';

export interface PageProps {
  readonly visitor: Visitor;
  readonly title: string;
  /** The address of this page, to come back to. */
  readonly here: string;
  readonly children: ComponentChildren;
}

/** The frame of every page. */
export const Page = ({ visitor, title, here, children }: PageProps) => (
  <html lang={visitor.language}>
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · Sagadesk`}</title>
      <link rel="icon" href={asset('icon.svg')} type="image/svg+xml" />
      <link rel="stylesheet" href={asset('style.css')} />
      <link rel="stylesheet" href={asset('engineer.css')} />
      <link rel="stylesheet" href={asset('phone.css')} />
      <link rel="stylesheet" href={asset('agreements.css')} />
      <link rel="stylesheet" href={asset('operator.css')} />
      <link rel="stylesheet" href={asset('access.css')} />
      <script src={asset('live.js')} defer />
      {works(visitor) && <script src={asset('keys.js')} defer />}
    </head>
    <body>
      <a class="skip" href="#main">
        {visitor.texts.layout.skip}
      </a>
      <Header visitor={visitor} here={here} />
      <main id="main">{children}</main>
      {works(visitor) && <KeysDialog visitor={visitor} />}
    </body>
  </html>
);

const works = ({ principal }: Visitor): boolean => principal !== null && may(principal.role, 'tickets.work');

const Header = ({ visitor, here }: { visitor: Visitor; here: string }) => {
  const { principal, texts } = visitor;
  return (
    <header class="bar">
      <a class="brand" href="/tickets">
        Sagadesk
      </a>
      <Menu visitor={visitor} here={here} />
      <div class="ends">
        {principal && <Finder texts={texts} />}
        {works(visitor) && (
          <a
            href="/keys"
            class="keys-open"
            data-keys
            title={texts.queues.keys}
            aria-label={texts.queues.keys}
          >
            <kbd>?</kbd>
          </a>
        )}
        <LanguageSwitch visitor={visitor} here={here} />
        {principal && (
          <form method="post" action="/sign-out" class="who">
            <Csrf visitor={visitor} />
            <a href="/account" title={`${principal.name}: ${texts.access.account.title}`}>
              {principal.name}
            </a>
            <button class="quiet">{texts.layout.signOut}</button>
          </form>
        )}
      </div>
    </header>
  );
};

/** Goes straight to the ticket whose number it is given; anything else is looked for. */
const Finder = ({ texts: { layout } }: { texts: Texts }) => (
  <form method="get" action="/find" class="finder" role="search">
    <input name="q" type="search" placeholder={layout.findHint} aria-label={layout.find} data-key="/" />
  </form>
);

/** The page as it is sent. */
export const render = (page: preact.JSX.Element): string => `<!doctype html>${renderToString(page)}`;
