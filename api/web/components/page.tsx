import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { may } from '../../../domain/role';
import { asset } from '../assets';
import { languages, textsOf, type Texts } from '../texts/index';
import type { Visitor } from '../visitor';
import { KeysDialog } from '../queues/keys-dialog';
import { Csrf } from './form-parts';

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
  const [place] = here.split('?');
  const current = (path: string) => (place === path ? { 'aria-current': 'page' as const } : {});
  return (
    <header class="bar">
      <a class="brand" href="/tickets">
        Sagadesk
      </a>
      <nav>
        {principal && (
          <a href="/tickets" data-key="g t" {...current('/tickets')}>
            {texts.layout.tickets}
          </a>
        )}
        {principal && may(principal.role, 'calls') && (
          <a href="/phone" data-key="g p" {...current('/phone')}>
            {texts.phone.title}
          </a>
        )}
        {principal && (
          <a href="/tickets/new" data-key="n" {...current('/tickets/new')}>
            {texts.layout.register}
          </a>
        )}
        {principal && may(principal.role, 'mail') && (
          <a href="/mails" {...current('/mails')}>
            {texts.mail.title}
          </a>
        )}
        {principal && may(principal.role, 'tickets.work') && (
          <a href="/board" data-key="g b" {...current('/board')}>
            {texts.layout.board}
          </a>
        )}
        {principal && may(principal.role, 'agreements.read') && (
          <>
            <a href="/contracts" {...current('/contracts')}>
              {texts.layout.agreements}
            </a>
            <a href="/reports" {...current('/reports')}>
              {texts.layout.reports}
            </a>
          </>
        )}
        {principal && may(principal.role, 'sync') && (
          <a href="/sync" {...current('/sync')}>
            {texts.layout.synchronisation}
          </a>
        )}
        {principal && may(principal.role, 'sync') && <a href="/docs">{texts.layout.api}</a>}
        {principal && may(principal.role, 'personal') && (
          <a href={may(principal.role, 'keys') ? '/users' : '/personal-data'}>{texts.layout.people}</a>
        )}
      </nav>
      {principal && <Finder texts={texts} />}
      {works(visitor) && (
        <a href="/keys" class="keys-open" data-keys title={texts.queues.keys} aria-label={texts.queues.keys}>
          <kbd>?</kbd>
        </a>
      )}
      <LanguageSwitch visitor={visitor} here={here} />
      {principal && (
        <form method="post" action="/sign-out" class="who">
          <Csrf visitor={visitor} />
          <a href="/account" title={texts.access.account.title}>
            {principal.name}
          </a>
          <button class="quiet">{texts.layout.signOut}</button>
        </form>
      )}
    </header>
  );
};

/** Goes straight to the ticket whose number it is given; anything else is looked for. */
const Finder = ({ texts: { layout } }: { texts: Texts }) => (
  <form method="get" action="/find" class="finder" role="search">
    <input name="q" type="search" placeholder={layout.findHint} aria-label={layout.find} data-key="/" />
  </form>
);

export const LanguageSwitch = ({ visitor, here }: { visitor: Visitor; here: string }) => (
  <form method="post" action="/language" class="languages" aria-label={visitor.texts.layout.language}>
    <Csrf visitor={visitor} />
    <input type="hidden" name="back" value={here} />
    {languages.map((language) => (
      <button
        class="quiet"
        name="language"
        value={language}
        lang={language}
        aria-pressed={language === visitor.language}
      >
        {textsOf(language).languageName}
      </button>
    ))}
  </form>
);

/** The page as it is sent. */
export const render = (page: preact.JSX.Element): string => `<!doctype html>${renderToString(page)}`;
