import type { Question } from '../../../domain/question';
import type { ContactView } from '../../../store/contacts';
import type { ContractView } from '../../../store/contracts';
import type { ObjectVersion } from '../../../store/object-history';
import { HistoryCard } from '../agreements/history-card';
import { AgreementTabs } from '../agreements/tabs';
import { FaultHead, TextArea, TextField, type Draft } from '../components/draft-fields';
import { Csrf } from '../components/form-parts';
import { Page } from '../components/page';
import { Titled } from '../components/titled';
import { StandingBadge } from '../contracts/contract-list-page';
import { QuestionsCard } from '../questions/questions-card';
import type { Visitor } from '../visitor';

interface ListProps {
  readonly visitor: Visitor;
  readonly path: string;
  readonly title: string;
  readonly newTitle: string;
  readonly entries: readonly { readonly id: number; readonly name: string; readonly more: string }[];
  readonly writes: boolean;
  readonly next: string | null;
}

/** A list of names. */
export const DirectoryListPage = ({ visitor, path, title, newTitle, entries, writes, next }: ListProps) => (
  <Page visitor={visitor} title={title} here={path}>
    <AgreementTabs visitor={visitor} now={path} />
    <Titled title={title} may={writes} href={`${path}/new`} label={newTitle} />
    {entries.length === 0 && <p class="empty">{visitor.texts.agreements.nothing}</p>}
    {entries.length > 0 && (
      <table class="tickets">
        <tbody>
          {entries.map(({ id, name, more }) => (
            <tr>
              <td class="subject">
                <a href={`${path}/${id}`}>{name}</a>
                <small>{more}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    <nav class="pages">{next && <a href={next}>{visitor.texts.list.older}</a>}</nav>
  </Page>
);

interface EntryProps {
  readonly draft: Draft;
  readonly path: string;
  readonly title: string;
  readonly more: 'description' | 'sites';
  /** Null: a new one. */
  readonly id: number | null;
  readonly writes: boolean;
  readonly versions: readonly ObjectVersion[];
  readonly contracts: readonly ContractView[];
  /** Null: the entry is no organisation. */
  readonly people: readonly ContactView[] | null;
  /** Null: the entry is no service. */
  readonly questions: readonly Question[] | null;
}

/** One entry: its form, where it is used, and what was changed. */
export const DirectoryEntryPage = (props: EntryProps) => {
  const { draft, path, title, id, versions, contracts, people, questions, writes } = props;
  const { visitor } = draft;
  return (
    <Page visitor={visitor} title={title} here={`${path}/${id ?? 'new'}`}>
      <AgreementTabs visitor={visitor} now={path} />
      <h1>{title}</h1>
      <FaultHead draft={draft} known={(field) => ['name', 'description', 'sites'].includes(field)} />
      <div class="columns">
        <div>
          <EntryForm {...props} />
          {questions && id !== null && (
            <QuestionsCard visitor={visitor} serviceId={id} questions={questions} writes={writes} />
          )}
          {people && <People visitor={visitor} people={people} id={id} writes={writes} />}
        </div>
        <aside>
          {id !== null && <Contracts visitor={visitor} contracts={contracts} />}
          {id !== null && <HistoryCard visitor={visitor} versions={versions} />}
        </aside>
      </div>
    </Page>
  );
};

const EntryForm = ({ draft, path, more, id, writes }: EntryProps) => {
  const { agreements } = draft.visitor.texts;
  const label = more === 'sites' ? agreements.sites : agreements.description;
  return (
    <form method="post" action={id === null ? path : `${path}/${id}`} class="card">
      <Csrf visitor={draft.visitor} />
      <input type="hidden" name="version" value={draft.values.version ?? ''} />
      <TextField draft={draft} name="name" label={agreements.name} />
      <TextArea
        draft={draft}
        name={more}
        label={label}
        rows={5}
        {...(more === 'sites' && { hint: agreements.sitesHint })}
      />
      {writes && <button class="primary">{agreements.save}</button>}
    </form>
  );
};

interface PeopleProps {
  readonly visitor: Visitor;
  readonly people: readonly ContactView[];
  readonly id: number | null;
  readonly writes: boolean;
}

/** Who belongs to it, and who of them sees the tickets of all in the portal. */
const People = ({ visitor, people, id, writes }: PeopleProps) => {
  const { agreements, portal } = visitor.texts;
  return (
    <form method="post" action={`/organisations/${id}/portal`} class="card">
      <h2>{agreements.contacts}</h2>
      {people.length === 0 && <p class="hint">{agreements.noContacts}</p>}
      <Csrf visitor={visitor} />
      <ul class="plain">
        {people.map((person) => (
          <Person visitor={visitor} person={person} writes={writes} />
        ))}
      </ul>
      {writes && people.length > 0 && (
        <>
          <p class="hint">{portal.sees.hint}</p>
          <button>{portal.sees.save}</button>
        </>
      )}
    </form>
  );
};

const Person = ({ visitor, person, writes }: { visitor: Visitor; person: ContactView; writes: boolean }) => (
  <li>
    <label class="tick">
      <input
        type="checkbox"
        name={`sees.${person.id}`}
        value="yes"
        checked={person.seesOrganisation}
        disabled={!writes}
        aria-label={`${person.name}: ${visitor.texts.portal.sees.label}`}
      />{' '}
      {person.name} <small>{[person.email, person.phones[0]].filter(Boolean).join(' · ')}</small>
    </label>
    {/* Whom the page showed, so that somebody who came meanwhile is not unticked. */}
    <input type="hidden" name={`shown.${person.id}`} value="yes" />
  </li>
);

export const Contracts = ({
  visitor,
  contracts,
}: {
  visitor: Visitor;
  contracts: readonly ContractView[];
}) => (
  <section class="card">
    <h2>{visitor.texts.agreements.contracts}</h2>
    {contracts.length === 0 && <p class="hint">{visitor.texts.agreements.unused}</p>}
    <ul class="plain">
      {contracts.map((contract) => (
        <li>
          <a href={`/contracts/${contract.id}`}>{contract.number}</a>{' '}
          <small>{contract.organisation.name}</small> <StandingBadge visitor={visitor} contract={contract} />
        </li>
      ))}
    </ul>
  </section>
);
