import { may, type Right } from '../../../domain/role';
import type { Texts } from '../texts/index';
import type { Visitor } from '../visitor';

interface Entry {
  readonly path: string;
  readonly label: (texts: Texts) => string;
  /** Who is offered it; absent: everybody who has signed in. */
  readonly right?: Right;
  readonly keys?: string;
  /** Other addresses that belong to it. */
  readonly also?: readonly string[];
}

/** What people do all day stands first; what is looked after now and then, last. */
const entries: readonly Entry[] = [
  { path: '/tickets', label: ({ layout }) => layout.tickets, keys: 'g t', also: ['/bulk'] },
  { path: '/board', label: ({ layout }) => layout.board, right: 'tickets.work', keys: 'g b' },
  { path: '/phone', label: ({ phone }) => phone.title, right: 'calls', keys: 'g p' },
  { path: '/mails', label: ({ mail }) => mail.title, right: 'mail' },
  {
    path: '/contracts',
    label: ({ layout }) => layout.agreements,
    right: 'agreements.read',
    also: ['/calendars', '/services', '/organisations', '/priorities', '/answers'],
  },
  { path: '/reports', label: ({ layout }) => layout.reports, right: 'agreements.read' },
  { path: '/sync', label: ({ layout }) => layout.synchronisation, right: 'sync' },
];

/** The ways that a person has; where he is, is marked on its pages and on those below it. */
export const Menu = ({ visitor, here }: { visitor: Visitor; here: string }) => {
  const { principal, texts } = visitor;
  if (!principal) return <nav />;
  const [place = ''] = here.split('?');
  const shown = [...entries, people(visitor)].filter(({ right }) => !right || may(principal.role, right));
  return (
    <nav aria-label={texts.layout.menu}>
      <a href="/tickets/new" class="register-link" data-key="n" {...mark('/tickets/new', place)}>
        {texts.layout.register}
      </a>
      {shown.map(({ path, label, keys, also = [] }) => (
        <a href={path} {...(keys && { 'data-key': keys })} {...mark(path, place, also)}>
          {label(texts)}
        </a>
      ))}
    </nav>
  );
};

/** Administrators begin at the accounts, managers at what is held about people. */
const people = ({ principal }: Visitor): Entry => ({
  path: principal && may(principal.role, 'keys') ? '/users' : '/personal-data',
  label: ({ layout }) => layout.people,
  right: 'personal',
  also: ['/users', '/audit', '/personal-data'],
});

const mark = (path: string, place: string, also: readonly string[] = []) => {
  if (place === path) return { 'aria-current': 'page' as const };
  const isBelow = [path, ...also].some((one) => place === one || place.startsWith(`${one}/`));
  return isBelow && place !== '/tickets/new' ? { 'aria-current': 'true' as const } : {};
};
