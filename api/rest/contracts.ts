import {
  contractById,
  createContract,
  listContracts,
  updateContract,
  type ContractView,
} from '../../store/contracts';
import { termsEdited } from '../../store/sla/refresh-terms';
import type { AppOptions } from '../options';
import type { Api } from './api';
import { collectionOf, registerCollection } from './collection';
import { registerContractEvents } from './contract-events';
import { contractOf } from './contract-of';
import { ContractChange, NewContract } from './contract-schema';

/** What was promised to an organisation. */
export const contractCollection = collectionOf({
  path: '/contracts',
  table: 'contracts',
  read: 'agreements.read',
  write: 'agreements.write',
  New: NewContract,
  Change: ContractChange,
  list: (db, page) => listContracts(db, page),
  get: contractById,
  create: async (tx, body) => createContract(tx, await contractOf(tx, body)),
  update: async (tx, id, body, now) => {
    await updateContract(tx, id, await contractOf(tx, body, now));
    await termsEdited(tx, { contractId: id });
  },
  json: (view) => contractJson(view),
});

export const registerContracts = (api: Api, options: AppOptions): void => {
  registerContractEvents(api, options);
  registerCollection(api, options, contractCollection);
};

/** References by name, as a person would write them; they are accepted so again. */
const contractJson = (contract: ContractView) => {
  const { services: _, targets, ...terms } = contract.terms;
  const nameOf = (id: string): string =>
    contract.serviceNames.find((one) => String(one.id) === id)?.name ?? id;
  return {
    id: String(contract.id),
    number: contract.number,
    organisation: contract.organisation.name,
    services: contract.serviceNames.map((service) => service.name),
    startsOn: contract.startsOn,
    endsOn: contract.endsOn,
    ...(contract.calendar ? { calendar: contract.calendar.name } : {}),
    targets: targets.map((target) => ({
      ...target,
      ...(target.service === undefined ? {} : { service: nameOf(target.service) }),
    })),
    ...terms,
    version: contract.version,
    createdAt: contract.createdAt.toISOString(),
    updatedAt: contract.updatedAt.toISOString(),
  };
};
