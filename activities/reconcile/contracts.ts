import { ConnectorFailure } from '../../connectors/failure';
import { sameContract } from '../../domain/contract-record';
import { forgetShown, publishedIn, type ContractLink } from '../../store/contract-links';
import { reportDrift, type Drift, type RunningReconciliation } from '../../store/reconciliations';
import { systemOf, type Deps } from '../deps';

/** Holds every published contract against what its systems show; what differs is reported, and published again with repair. */
export const reconcileContracts = async (
  deps: Deps,
  run: RunningReconciliation,
  systems: readonly string[],
): Promise<void> => {
  for (const system of systems)
    for (const link of await publishedIn(deps.db, system)) {
      const drift = await driftOf(deps, link);
      if (!drift) continue;
      const repaired = run.repair && drift.kind === 'debt';
      if (repaired) {
        await forgetShown(deps.db, link.id);
        deps.wakeContract(link.contractId, link.wanted.number);
      }
      await reportDrift(deps.db, run.id, [{ ...drift, repaired }]);
    }
};

const driftOf = async (deps: Deps, link: ContractLink): Promise<Omit<Drift, 'repaired'> | undefined> => {
  const { contracts } = systemOf(deps, link.system).connector;
  if (!contracts || link.recordId === null) return undefined;
  const { wanted, system, recordId: record } = link;
  const head = { ticket: wanted.number, system, record, field: 'contract', ours: lineOf(wanted) } as const;
  try {
    const present = await contracts.read(record);
    if (present === 'gone') return { ...head, kind: 'gone', theirs: null };
    return sameContract(wanted, present) ? undefined : { ...head, kind: 'debt', theirs: lineOf(present) };
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    return { ...head, kind: 'unreadable', theirs: error.message };
  }
};

const lineOf = ({ number, text, state }: { number: string; text: string; state?: string }): string =>
  `${number}: ${text} (${state ?? '?'})`;
