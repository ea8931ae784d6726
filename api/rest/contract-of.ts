import type { ContractTerms, Target } from '../../domain/contract';
import type { Fault } from '../../domain/fault';
import { contractFaults } from '../../domain/contract-faults';
import type { ContractFields, ContractView } from '../../store/contracts';
import type { Queryable } from '../../store/database';
import { plain } from '../plain';
import { HttpProblem, invalid } from '../problem';
import { resolve } from '../reference';
import { name } from '../tickets/words';
import type { ContractInput } from './contract-schema';

/** The contract that a body makes of the present one, its references resolved; throws 422 with everything that is wrong. */
export const contractOf = async (
  tx: Queryable,
  body: ContractInput,
  now?: ContractView,
): Promise<ContractFields> => {
  const faults: Fault[] = [];
  const or = gatherInto(faults);
  const { number, organisation, calendar } = body;
  const contract: ContractFields = {
    number: number === undefined ? (now?.number ?? '') : await or('', () => name('number', number)),
    organisationId: await or(0, () =>
      idOr(tx, 'organisations', organisation, 'organisation', now?.organisation.id),
    ),
    calendarId: await or(0, () => idOr(tx, 'calendars', calendar, 'calendar', now?.calendar?.id)),
    startsOn: body.startsOn ?? now?.startsOn ?? '',
    endsOn: body.endsOn ?? now?.endsOn ?? '',
    terms: await or(noTerms, () => termsOf(tx, body, now?.terms)),
  };
  faults.push(...contractFaults(contract, contract.terms));
  if (faults.length > 0) throw invalid(faults);
  return contract;
};

const noTerms: ContractTerms = { services: [], targets: [], pauseOn: [], warnAt: [], escalations: [] };

/** Whoever fills a contract in is told of all that is wrong with it at once. */
const gatherInto =
  (faults: Fault[]) =>
  async <T>(otherwise: T, work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof HttpProblem) || !error.errors) throw error;
      faults.push(...error.errors);
      return otherwise;
    }
  };

const idOr = async (
  tx: Queryable,
  table: 'organisations' | 'calendars',
  reference: string | number | undefined,
  field: string,
  now: number | undefined,
): Promise<number> => (reference === undefined ? (now ?? 0) : resolve(tx, table, String(reference), field));

const termsOf = async (tx: Queryable, body: ContractInput, now?: ContractTerms): Promise<ContractTerms> => {
  const entitlement = body.entitlement === undefined ? now?.entitlement : body.entitlement;
  return {
    services: body.services ? await serviceIds(tx, body.services) : (now?.services ?? []),
    targets: body.targets ? await targetsOf(tx, body.targets) : (now?.targets ?? []),
    pauseOn: body.pauseOn ?? now?.pauseOn ?? [],
    warnAt: body.warnAt ? [...body.warnAt].sort((a, b) => a - b) : (now?.warnAt ?? []),
    escalations: body.escalations ?? now?.escalations ?? [],
    ...(entitlement ? { entitlement } : {}),
    ...plain({
      reactionBy: body.reactionBy ?? now?.reactionBy,
      internalClocks: body.internalClocks ?? now?.internalClocks,
      noticeDays: body.noticeDays ?? now?.noticeDays,
      onChange: body.onChange ?? now?.onChange,
    }),
  };
};

const serviceIds = async (
  tx: Queryable,
  references: readonly (string | number)[],
): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (const [i, reference] of references.entries())
    ids.push(String(await resolve(tx, 'services', String(reference), `services[${i}]`)));
  return ids;
};

const targetsOf = async (
  tx: Queryable,
  targets: NonNullable<ContractInput['targets']>,
): Promise<readonly Target[]> => {
  const resolved: Target[] = [];
  for (const [i, { service, ...target }] of targets.entries())
    resolved.push(
      service === undefined
        ? target
        : {
            ...target,
            service: String(await resolve(tx, 'services', String(service), `targets[${i}].service`)),
          },
    );
  return resolved;
};
