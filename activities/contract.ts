import { lookAtContract, type ContractLook } from '../store/contract-lives';
import { createContractPublishing } from './publish-contract';
import type { Deps } from './deps';

/** Local activity of a contract's workflow: Postgres only. */
export const createContractActivities = (deps: Deps) => ({
  ...createContractPublishing(deps),

  /** Tells what has come by that instant, and answers what is next; undefined when there is no such contract. */
  lookAtContract: ({
    id,
    at,
  }: {
    readonly id: number;
    readonly at: number;
  }): Promise<ContractLook | undefined> =>
    lookAtContract(deps.db, id, at, { systems: contractKeepers(deps), rules: deps.rules }),
});

/** Names of the systems that keep contracts. */
export const contractKeepers = ({ systems }: Pick<Deps, 'systems'>): readonly string[] =>
  [...systems.values()].filter(({ connector }) => connector.contracts).map(({ config }) => config.name);
