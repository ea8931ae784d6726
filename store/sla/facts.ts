import type { Target } from '../../domain/contract';
import { clockRules } from '../../domain/sla/clock-rule';
import type { NotCovered } from '../../domain/sla/cover';
import type { Fact } from '../../domain/sla/fact';
import type { PickReason } from '../../domain/sla/pick-contract';
import { first, type Queryable } from '../database';
import { contractOfTerms, type TermsContent } from './terms';

type TermsFact = Extract<Fact, { kind: 'terms' }>;
type OtherFact = Exclude<Fact, { kind: 'terms' }>;

/** By which contract a ticket is judged from an instant on: the contract itself is kept once, beside it. */
export interface KeptTerms extends Omit<TermsFact, 'rules'> {
  /** Null: nothing covers it. */
  readonly target: Target | null;
  readonly termsId: number | null;
  /** Why this contract and no other. */
  readonly picked?: PickReason;
}

/** Keeps what the clocks get to know; a key that was kept before changes nothing. Answers how many were new. */
export const keepFacts = async (
  tx: Queryable,
  ticketId: number,
  facts: readonly (OtherFact | KeptTerms)[],
): Promise<number> =>
  (
    await tx.query(
      `insert into sla_facts (ticket_id, key, at, origin, fact, terms_id)
       select $1, f->>'key', to_timestamp((f->>'at')::float8 / 1000), f->>'origin',
              f - '{key,at,origin,termsId}'::text[], (f->>'termsId')::bigint
         from jsonb_array_elements($2::jsonb) f
       on conflict do nothing`,
      [ticketId, JSON.stringify(facts)],
    )
  ).rowCount ?? 0;

interface FactRow {
  readonly key: string;
  readonly at: Date;
  readonly origin: string;
  readonly fact: OtherFact | Omit<KeptTerms, 'termsId'>;
  readonly content: TermsContent | null;
}

/** All that is known of a ticket. Empty when no contract ever covered it: then there is nothing to judge. */
export const factsOf = async (db: Queryable, ticketId: number): Promise<readonly Fact[]> => {
  const { rows } = await db.query<FactRow>(
    `select f.key, f.at, f.origin, f.fact, t.content from sla_facts f left join sla_terms t on t.id = f.terms_id
      where f.ticket_id = $1
        and exists (select 1 from sla_facts k where k.ticket_id = $1 and k.terms_id is not null)`,
    [ticketId],
  );
  return rows.map(factOf);
};

const factOf = ({ key, at, origin, fact, content }: FactRow): Fact => {
  const head = { key, at: at.getTime(), origin };
  if (fact.kind !== 'terms') return { ...fact, ...head };
  const { target, picked: _, ...terms } = fact;
  const contract = content && contractOfTerms(content);
  return {
    ...terms,
    ...head,
    rules: contract && target ? clockRules(contract.terms, target, contract.calendar) : null,
  };
};

/** By what a ticket is judged now. */
export interface PresentTerms {
  readonly termsId: number | null;
  /** Null: nothing covers it. */
  readonly contract: TermsContent | null;
  readonly picked: PickReason | null;
  /** Why nothing covers it. */
  readonly why: NotCovered | null;
}

/** Undefined for a ticket whose clocks were never begun. */
export const presentTerms = async (db: Queryable, ticketId: number): Promise<PresentTerms | undefined> =>
  first(
    await db.query<PresentTerms>(
      `select f.terms_id as "termsId", t.content as contract, f.fact->'picked' as picked, f.fact->'why' as why
         from sla_facts f left join sla_terms t on t.id = f.terms_id
        where f.ticket_id = $1 and f.fact->>'kind' = 'terms'
        order by f.at desc, f.recorded_at desc, f.key desc limit 1`,
      [ticketId],
    ),
  );
