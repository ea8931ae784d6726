import { contractStandings, type ContractFilter } from '../../../store/contracts';

/** What stands in the address of the list; whatever else stands there is left out. */
export interface ContractQuery {
  readonly q: string;
  readonly standing: string;
  readonly organisation: string;
  readonly cursor: string;
}

export const contractQuery = (query: Readonly<Record<string, unknown>>): ContractQuery => {
  const text = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value.replaceAll('\0', '').slice(0, 200) : '';
  };
  return {
    q: text('q'),
    standing: contractStandings.find((one) => one === text('standing')) ?? '',
    organisation: /^\d{1,15}$/.test(text('organisation')) ? text('organisation') : '',
    cursor: text('cursor'),
  };
};

export const contractFilter = ({ q, standing, organisation }: ContractQuery): ContractFilter => {
  const wanted = contractStandings.find((one) => one === standing);
  return {
    ...(q.trim() && { q }),
    ...(wanted && { standing: wanted }),
    ...(organisation && { organisationId: Number(organisation) }),
  };
};

/** An address with what is set of a query. */
export const addressOf = (path: string, query: object): string => {
  const set = Object.entries(query as Record<string, string>).filter(([, value]) => value !== '');
  return set.length > 0 ? `${path}?${new URLSearchParams(set).toString()}` : path;
};
