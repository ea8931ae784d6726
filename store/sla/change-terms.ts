import type { ContractTerms } from '../../domain/contract';
import type { TermsCause } from '../../domain/sla/because';
import type { PickReason } from '../../domain/sla/pick-contract';
import type { Instant } from '../../domain/ticket';
import type { Queryable } from '../database';
import { keepFacts, type KeptTerms } from './facts';
import { pickTerms, type Asked, type PickedTerms } from './pick-terms';
import { keepTerms } from './terms';

/** When and why a ticket is looked at anew. */
export interface TermsChange {
  readonly key: string;
  /** At the source. */
  readonly at: Instant;
  readonly origin: string;
  readonly cause: TermsCause;
  /** The clocks that it holds for; absent: all. */
  readonly clocks?: readonly string[];
  /** Why the contract was picked in the first place, where it stays the same one. */
  readonly picked?: PickReason | undefined;
}

/**
 * From this instant on the ticket is judged by the contract that covers it now; elapsed time and pauses are kept, unless that contract
 * says otherwise (`onChange`). `also`:
 * facts that are kept with it. Answers with the contract's id, also when that one does not cover it; null without any.
 */
export const changeTerms = async (
  tx: Queryable,
  ticketId: number,
  asked: Asked,
  change: TermsChange,
  also: Parameters<typeof keepFacts>[2] = [],
): Promise<number | null> => {
  const pick = await pickTerms(tx, asked);
  await keepFacts(tx, ticketId, [...also, await factOf(tx, pick, change)]);
  return pick.stored?.id ?? null;
};

const factOf = async (
  tx: Queryable,
  pick: PickedTerms,
  { picked, ...change }: TermsChange,
): Promise<KeptTerms> => {
  const head = { ...change, kind: 'terms' } as const;
  if (!pick.covered || !pick.stored)
    return { ...head, target: null, termsId: null, ...(!pick.covered && { why: pick.because }) };
  return {
    ...head,
    target: pick.target,
    termsId: await keepTerms(tx, pick.stored),
    picked: picked ?? pick.because,
    ...(restarts(pick.stored.contract.terms, change.cause) && { restart: true }),
  };
};

/** An edit of the contract or its calendar never takes time back that has passed. */
const restarts = ({ onChange }: ContractTerms, { what }: TermsCause): boolean =>
  onChange === 'restart' && what !== 'configuration';
