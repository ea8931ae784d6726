import type { ContactView } from '../../../store/contacts';
import type { ErasureView } from '../../personal/erasure-view';
import type { Holdings } from '../../../store/personal/holdings';
import { Csrf, FaultNote } from '../components/form-parts';
import { Page } from '../components/page';
import type { Visitor } from '../visitor';
import { ErasureCard } from './erasure-card';
import { AccessTabs } from './tabs';

interface SearchProps {
  readonly visitor: Visitor;
  readonly q: string;
  /** Null: nothing was looked for yet. */
  readonly found: readonly ContactView[] | null;
}

/** Finds a person. */
export const PersonalSearchPage = ({ visitor, q, found }: SearchProps) => {
  const { personal } = visitor.texts.access;
  return (
    <Page visitor={visitor} title={personal.title} here="/personal-data">
      <AccessTabs visitor={visitor} now="/personal-data" />
      <h1>{personal.title}</h1>
      <p class="hint">{personal.explain}</p>
      <form method="get" action="/personal-data" class="filter card" role="search">
        <label>
          <span>{personal.search}</span>
          <input name="q" type="search" value={q} />
        </label>
        <button class="primary">{personal.find}</button>
      </form>
      {found?.length === 0 && <p class="empty">{personal.nothing}</p>}
      {found && found.length > 0 && (
        <section class="card">
          <ul class="plain">
            {found.map((contact) => (
              <li>
                <a href={`/personal-data/${contact.id}`}>{contact.name}</a> <small>{knownBy(contact)}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
};

const knownBy = ({ email, phones, organisation }: ContactView): string =>
  [email, phones[0], organisation?.name].filter(Boolean).join(' · ');

interface Props {
  readonly visitor: Visitor;
  readonly contact: ContactView;
  readonly holdings: Holdings;
  /** Undefined: he was not made anonymous. */
  readonly erasure: ErasureView | undefined;
  readonly fault?: string;
}

/** What is held about one person, and what may be done about it. */
export const PersonalDataPage = ({ visitor, contact, holdings, erasure, fault }: Props) => {
  const { personal } = visitor.texts.access;
  const kinds = ['tickets', 'comments', 'files', 'mails', 'calls', 'notifications'] as const;
  const path = `/personal-data/${contact.id}`;
  return (
    <Page visitor={visitor} title={contact.name} here={path}>
      <AccessTabs visitor={visitor} now="/personal-data" />
      <h1>{contact.name}</h1>
      <p class="hint">{knownBy(contact)}</p>
      <div class="account-cards">
        <section class="card">
          <h2>{personal.holds}</h2>
          <dl class="facts-list holdings">
            {kinds.map((kind) => (
              <>
                <dt>{personal[kind]}</dt>
                <dd>{holdings[kind]}</dd>
              </>
            ))}
          </dl>
          <p class="hint">{personal.exportHint}</p>
          <a class="button" href={`${path}/archive`}>
            {personal.export}
          </a>
        </section>
        {erasure ? (
          <ErasureCard visitor={visitor} erasure={erasure} />
        ) : (
          <AnonymiseForm visitor={visitor} contact={contact} fault={fault} />
        )}
      </div>
    </Page>
  );
};

const AnonymiseForm = ({ visitor, contact, fault }: Pick<Props, 'visitor' | 'contact' | 'fault'>) => {
  const { personal } = visitor.texts.access;
  return (
    <form method="post" action={`/personal-data/${contact.id}/anonymise`} class="card">
      <h2>{personal.anonymise}</h2>
      <p class="hint">{personal.anonymiseHint}</p>
      <FaultNote fault={fault} />
      <Csrf visitor={visitor} />
      <label>
        <span>{personal.confirm(contact.name)}</span>
        <input name="name" required autocomplete="off" />
      </label>
      <button class="danger">{personal.anonymise}</button>
    </form>
  );
};
