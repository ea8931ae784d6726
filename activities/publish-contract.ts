import { ApplicationFailure } from '@temporalio/activity';
import { ConnectorFailure } from '../connectors/failure';
import type { ContractRecords } from '../connectors/port';
import { sameContract, type ContractRecord } from '../domain/contract-record';
import { contractLinkBack } from '../domain/link-back';
import { reason } from '../domain/reason';
import {
  contractLink,
  halfPublishedIn,
  openTicketsOf,
  refuseContract,
  setContractRecord,
  showsContract,
  type ContractLink,
} from '../store/contract-links';
import { transaction } from '../store/database';
import { raiseProblem, resolveProblems } from '../store/problems';
import { systemOf, type Deps } from './deps';
import { withRecordLock } from './record-lock';

/** One contract in one system. */
export interface ContractInSystem {
  readonly id: number;
  readonly system: string;
}

/** The open problems of a system's contracts. */
const kind = 'contract-refused';

/** What the workflow of a contract may do to the systems that keep contracts. */
export const createContractPublishing = (deps: Deps) => ({
  /** Makes the contract's object there equal to what it should be; safe to repeat. A refusal is a problem, and answered. */
  publishContract: ({ id, system }: ContractInSystem): Promise<'published' | 'refused'> =>
    atWork(deps, { id, system }, async (link, contracts) => {
      try {
        const isNew = link.state !== 'published';
        await bring(deps, link, contracts, link.wanted);
        await settle(deps, link);
        if (isNew) for (const number of await openTicketsOf(deps.db, id)) deps.wake(number);
        return 'published';
      } catch (error) {
        if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
        await refuse(deps, link, error);
        return 'refused';
      }
    }),

  /** Systems that took what another refused, newest first. */
  halfPublished: ({ id }: { readonly id: number }): Promise<readonly string[]> =>
    halfPublishedIn(deps.db, id),

  /** The compensation: nothing is deleted, its object is marked as withdrawn. */
  withdrawContract: ({ id, system }: ContractInSystem): Promise<'published' | 'refused'> =>
    atWork(deps, { id, system }, async (link, contracts) => {
      const withdrawn = { ...link.wanted, state: 'withdrawn' } as const;
      await bring(deps, link, contracts, withdrawn);
      await showsContract(deps.db, link, withdrawn, 'withdrawn');
      return 'published';
    }),
});

const atWork = async (
  deps: Deps,
  { id, system }: ContractInSystem,
  work: (link: ContractLink, contracts: ContractRecords) => Promise<'published' | 'refused'>,
): Promise<'published' | 'refused'> => {
  const { connector, config } = systemOf(deps, system);
  const { contracts } = connector;
  const link = await contractLink(deps.db, id, system);
  if (!link || !contracts) return 'published'; // nothing is wanted there any more
  try {
    return await withRecordLock(deps.db, -link.id, () => work(link, contracts));
  } catch (error) {
    throw tryAgain(error, config.requestTimeoutSeconds);
  }
};

/** A create of unknown outcome may still be carried out: the object is looked for when that is over. */
const tryAgain = (error: unknown, requestTimeoutSeconds: number): unknown =>
  error instanceof ConnectorFailure
    ? ApplicationFailure.create({
        type: error.kind,
        message: error.message,
        category: 'BENIGN',
        ...(error.delivery === 'unknown' && { nextRetryDelay: requestTimeoutSeconds * 1000 }),
      })
    : error;

const bring = async (
  { db, publicUrl, installation }: Deps,
  link: ContractLink,
  contracts: ContractRecords,
  wanted: ContractRecord,
): Promise<void> => {
  const linkBack = contractLinkBack(publicUrl, link.contractId, installation);
  const recordId =
    link.recordId ??
    (await contracts.find(wanted.number, linkBack)) ??
    (await contracts.create(wanted, linkBack));
  if (link.recordId === null) await setContractRecord(db, link.id, recordId);
  if (await isShown(contracts, recordId, wanted)) return;
  await contracts.write(recordId, wanted);
  if (!(await isShown(contracts, recordId, wanted)))
    throw refused(reason('notShown', { system: link.system, contract: wanted.number, record: recordId }));
};

const isShown = async (
  contracts: ContractRecords,
  recordId: string,
  wanted: ContractRecord,
): Promise<boolean> => {
  const present = await contracts.read(recordId);
  if (present === 'gone') throw refused(reason('contractGone', { record: recordId }));
  return sameContract(wanted, present);
};

const refused = (message: string): ConnectorFailure => new ConnectorFailure('refused', 'answered', message);

const settle = (deps: Deps, link: ContractLink): Promise<void> =>
  transaction(deps.db, async (tx) => {
    await showsContract(tx, link, link.wanted);
    await resolveProblems(tx, { system: link.system, kind, value: String(link.contractId) });
  });

const refuse = (deps: Deps, link: ContractLink, error: ConnectorFailure): Promise<void> =>
  transaction(deps.db, async (tx) => {
    await refuseContract(tx, link.id);
    await raiseProblem(tx, {
      system: link.system,
      kind,
      value: String(link.contractId),
      values: { contract: link.wanted.number, said: error.message },
    });
  });
