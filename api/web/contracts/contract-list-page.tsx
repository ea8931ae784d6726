import { contractStanding, contractStandings, type ContractView } from '../../../store/contracts';
import type { Page as ListPage } from '../../../store/page';
import type { OrganisationView } from '../../../store/organisations';
import { may } from '../../../domain/role';
import { AgreementTabs } from '../agreements/tabs';
import { Input, Select } from '../components/form-parts';
import { Page } from '../components/page';
import type { Visitor } from '../visitor';
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
  const writes = visitor.principal !== null && may(visitor.principal.role, 'agreements.write');
  return (
    <Page visitor={visitor} title={agreements.contracts} here={here}>
      <AgreementTabs visitor={visitor} now="/contracts" />
      <header class="titled">
        <h1>{agreements.contracts}</h1>
        {writes && (
          <a class="button" href="/contracts/new">
            {agreements.newContract}
          </a>
        )}
      </header>
      <Filter visitor={visitor} query={query} organisations={organisations} />
      {page.items.length === 0 ? (
        <p class="empty">
          {query.q || query.standing || query.organisation ? list.nothing : agreements.nothing}
        </p>
      ) : (
        <Table visitor={visitor} contracts={page.items} />
      )}
      <nav class="pages">
        {query.cursor && <a href="/contracts">{list.newest}</a>}
        {next && (
          <a href={next} rel="next">
            {list.older}
          </a>
        )}
      </nav>
    </Page>
  );
};

const Filter = ({
  visitor: { texts },
  query,
  organisations,
}: Pick<Props, 'visitor' | 'query' | 'organisations'>) => (
  <form method="get" action="/contracts" class="filter card" role="search">
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
      choices={[
        { value: '', label: texts.agreements.anyOrganisation },
        ...organisations.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
    />
    <button class="primary">{texts.list.find}</button>
    <a href="/contracts">{texts.list.reset}</a>
  </form>
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
            <td>{dayText(contract.startsOn, language)}</td>
            <td>{dayText(contract.endsOn, language)}</td>
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
