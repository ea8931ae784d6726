import { asset } from '../assets';
import { Csrf } from '../components/form-parts';
import { LanguageSwitch } from '../components/language-switch';
import type { PageProps } from '../components/page';
import type { Visitor } from '../visitor';

/** The frame of every page of the portal. */
export const PortalPage = ({ visitor, title, here, children }: PageProps) => (
  <html lang={visitor.language}>
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · ${visitor.texts.portal.brand}`}</title>
      <link rel="icon" href={asset('icon.svg')} type="image/svg+xml" />
      <link rel="stylesheet" href={asset('style.css')} />
      <link rel="stylesheet" href={asset('portal.css')} />
      <script src={asset('live.js')} defer />
    </head>
    <body class="portal">
      <a class="skip" href="#main">
        {visitor.texts.layout.skip}
      </a>
      <Header visitor={visitor} here={here} />
      <main id="main">{children}</main>
    </body>
  </html>
);

const Header = ({ visitor, here }: { visitor: Visitor; here: string }) => {
  const { principal, texts } = visitor;
  const { nav, brand } = texts.portal;
  const current = (path: string) => (here === path ? { 'aria-current': 'page' as const } : {});
  return (
    <header class="bar">
      <a class="brand" href="/portal">
        {brand}
      </a>
      {principal && (
        <nav>
          <a href="/portal" {...current('/portal')}>
            {nav.mine}
          </a>
          <a href="/portal/new" {...current('/portal/new')}>
            {nav.register}
          </a>
          <a href="/portal/settings" {...current('/portal/settings')}>
            {nav.settings}
          </a>
        </nav>
      )}
      <div class="ends">
        <LanguageSwitch visitor={visitor} here={here} />
        {principal && (
          <form method="post" action="/portal/sign-out" class="who">
            <Csrf visitor={visitor} />
            <span>{principal.name}</span>
            <button class="quiet">{texts.layout.signOut}</button>
          </form>
        )}
      </div>
    </header>
  );
};
