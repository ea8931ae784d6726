import { contractStanding, contractStandings, type ContractView } from '../../../store/contracts';
import type { Page as ListPage } from '../../../store/page';
import type { OrganisationView } from '../../../store/organisations';
import { AgreementTabs } from '../agreements/tabs';
import { FilterForm } from '../components/filter-form';
import { Input, named, Select } from '../components/form-parts';
import { OlderPages } from '../components/older-pages';
import { Page } from '../components/page';
import { Titled } from '../components/titled';
import type { Visitor } from '../visitor';
import { visitorMay } from '../visitor-may';
import { dayText } from '../wall-time';
import type { ContractQuery } from './contract-query';

interface Props {
  readonly visitor: Visitor;
  readonly query: ContractQuery;
  readonly page: ListPage<ContractView>;
  readonly organisations: readonly OrganisationView[];
  readonly here: string;
  readonly next: string | null;
}

/** All contracts, with how each stands today. */
export const ContractListPage = ({ visitor, query, page, organisations, here, next }: Props) => {
  const { agreements, list } = visitor.texts;
  const writes = visitorMay(visitor, 'agreements.write');
  return (
    <Page visitor={visitor} title={agreements.contracts} here={here}>
      <AgreementTabs visitor={visitor} now="/contracts" />
      <Titled
        title={agreements.contracts}
        may={writes}
        href="/contracts/new"
        label={agreements.newContract}
      />
      <Filter visitor={visitor} query={query} organisations={organisations} />
      {page.items.length === 0 ? (
        <p class="empty">
          {query.q || query.standing || query.organisation ? list.nothing : agreements.nothing}
        </p>
      ) : (
        <Table visitor={visitor} contracts={page.items} />
      )}
      <OlderPages words={list} first={query.cursor ? '/contracts' : null} next={next} />
    </Page>
  );
};

const Filter = ({
  visitor: { texts },
  query,
  organisations,
}: Pick<Props, 'visitor' | 'query' | 'organisations'>) => (
  <FilterForm action="/contracts" submit={texts.list.find} reset={texts.list.reset}>
    <Input
      name="q"
      label={texts.agreements.search}
      type="search"
      value={query.q}
      placeholder={texts.agreements.searchHint}
    />
    <Select
      name="standing"
      label={texts.agreements.standingLabel}
      value={query.standing}
      choices={[
        { value: '', label: texts.agreements.anyStanding },
        ...contractStandings.map((value) => ({ value, label: texts.agreements.standing[value] })),
      ]}
    />
    <Select
      name="organisation"
      label={texts.agreements.organisation}
      value={query.organisation}
      choices={named(organisations, texts.agreements.anyOrganisation)}
    />
  </FilterForm>
);

const Table = ({ visitor, contracts }: { visitor: Visitor; contracts: readonly ContractView[] }) => {
  const { texts, language } = visitor;
  const { agreements } = texts;
  return (
    <table class="tickets">
      <thead>
        <tr>
          <th scope="col">{agreements.number}</th>
          <th scope="col">{agreements.organisation}</th>
          <th scope="col">{agreements.standingLabel}</th>
          <th scope="col">{agreements.startsOn}</th>
          <th scope="col">{agreements.endsOn}</th>
          <th scope="col">{agreements.calendar}</th>
        </tr>
      </thead>
      <tbody>
        {contracts.map((contract) => (
          <tr>
            <td class="number">
              <a href={`/contracts/${contract.id}`}>{contract.number}</a>
            </td>
            <td class="subject">
              <a href={`/contracts/${contract.id}`}>{contract.organisation.name}</a>
              <small>{contract.serviceNames.map(({ name }) => name).join(' · ')}</small>
            </td>
            <td>
              <StandingBadge visitor={visitor} contract={contract} />
            </td>
            <td class="when">{dayText(contract.startsOn, language)}</td>
            <td class="when">{dayText(contract.endsOn, language)}</td>
            <td>{contract.calendar?.name}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

export const StandingBadge = ({ visitor, contract }: { visitor: Visitor; contract: ContractView }) => {
  const standing = contractStanding(contract, Date.now());
  return <span class={`badge contract-${standing}`}>{visitor.texts.agreements.standing[standing]}</span>;
};
