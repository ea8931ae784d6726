import { entitlementPeriod, usedUp } from '../../domain/sla/entitlement';
import type { NotCovered } from '../../domain/sla/cover';
import { pickContract, type Pick } from '../../domain/sla/pick-contract';
import type { Instant, Priority } from '../../domain/ticket';
import type { Queryable } from '../database';
import { contractFor, contractsOfContact, type StoredContract } from './terms';

/** What decides about the contract of a ticket. */
export interface Asked {
  /** Null: not registered yet. */
  readonly ticketId: number | null;
  readonly requesterId: number;
  readonly priority: Priority;
  readonly serviceId: number | null;
  /** The contract that a person chose; absent: the stated rule picks among those of the requester's organisation. */
  readonly chosenId?: number | undefined;
  readonly at: Instant;
}

/** A pick with the contract's row. */
export type PickedTerms = Pick & { readonly stored?: StoredContract };

/** By which contract, if by any, a ticket is to be judged. */
export const pickTerms = async (db: Queryable, asked: Asked): Promise<PickedTerms> => {
  const among = await contractsAsked(db, asked);
  const question = {
    priority: asked.priority,
    at: asked.at,
    ...(asked.serviceId === null ? {} : { service: String(asked.serviceId) }),
  };
  const chosen = asked.chosenId === undefined ? undefined : (among[0]?.contract.number ?? '');
  const pick = pickContract(
    among.map(({ contract }) => contract),
    question,
    chosen,
  );
  const stored = among.find(({ contract }) => contract === pick.contract);
  if (!pick.covered || !stored) return { ...pick, ...(stored && { stored }) };
  const spent = await spentUp(db, stored, asked);
  return spent ? { covered: false, because: spent, contract: stored.contract, stored } : { ...pick, stored };
};

const contractsAsked = async (db: Queryable, { chosenId, requesterId }: Asked): Promise<StoredContract[]> => {
  if (chosenId === undefined) return contractsOfContact(db, requesterId);
  const contract = await contractFor(db, chosenId);
  return contract ? [contract] : [];
};

/** Tickets count from their registration, hours as their resolution clocks used them; what was taken back does not. */
const spentUp = async (
  db: Queryable,
  { id, contract }: StoredContract,
  { ticketId, at }: Asked,
): Promise<NotCovered | undefined> => {
  const { entitlement } = contract.terms;
  const period = entitlementPeriod(contract, at);
  if (!entitlement || !period) return undefined;
  const { rows } = await db.query<{ tickets: number; ms: number }>(
    `select count(*)::int as tickets, coalesce(sum((c.view->>'businessMinutesUsed')::float8 * 60000), 0)::float8 as ms
       from tickets t left join sla_clocks c on c.ticket_id = t.id and c.clock = 'resolution'
      where t.contract_id = $1 and not t.undone and t.merged_into is null and t.created_at >= $2 and t.created_at < $3
        and ($4::bigint is null or t.id <> $4) and t.created_at <= $5`,
    [id, new Date(period.from), new Date(period.to), ticketId, new Date(at)],
  );
  const { tickets, ms } = rows[0]!;
  return usedUp(entitlement, { tickets, hours: ms / 3_600_000 }, period);
};
