import { cover, type NotCovered, type Question, type SlaContract } from './cover';
import type { Target } from '../contract';

/** Why this contract and no other of the organisation's. */
export type PickReason =
  | { readonly kind: 'only-one' }
  | { readonly kind: 'chosen-by-hand' }
  | { readonly kind: 'own-target-for-the-service'; readonly before: readonly string[] }
  | { readonly kind: 'began-last'; readonly before: readonly string[] }
  | { readonly kind: 'lowest-number'; readonly before: readonly string[] };

export type Pick =
  | {
      readonly covered: true;
      readonly contract: SlaContract;
      readonly target: Target;
      readonly because: PickReason;
    }
  | { readonly covered: false; readonly because: NotCovered; readonly contract?: SlaContract };

/**
 * Which of an organisation's contracts covers a ticket. One that a person chose is taken or nothing is. Of several that
 * cover it: first those with a target of their own for the service, then the one that began last, then the lowest number.
 */
export const pickContract = (
  contracts: readonly SlaContract[],
  question: Question,
  chosen?: string,
): Pick => {
  if (chosen !== undefined) return byHand(contracts, question, chosen);
  const asked = contracts.map((contract) => ({ contract, answer: cover(contract, question) }));
  const covering = asked.flatMap(({ contract, answer }) =>
    answer.covered ? [{ contract, target: answer.target }] : [],
  );
  if (covering.length > 0) return best(covering);
  const [only, ...others] = asked;
  return only && others.length === 0 && !only.answer.covered
    ? { covered: false, because: only.answer.because, contract: only.contract }
    : { covered: false, because: { kind: 'no-contract' } };
};

const byHand = (contracts: readonly SlaContract[], question: Question, chosen: string): Pick => {
  const contract = contracts.find(({ number }) => number === chosen);
  if (!contract) return { covered: false, because: { kind: 'no-contract' } };
  const answer = cover(contract, question);
  return answer.covered
    ? { covered: true, contract, target: answer.target, because: { kind: 'chosen-by-hand' } }
    : { covered: false, because: answer.because, contract };
};

interface Covering {
  readonly contract: SlaContract;
  readonly target: Target;
}

const best = (covering: readonly Covering[]): Pick => {
  const [first, second] = [...covering].sort(order);
  const before = covering.filter((one) => one !== first).map(({ contract }) => contract.number);
  return {
    covered: true,
    ...first!,
    because: second ? reason(first!, second, before) : { kind: 'only-one' },
  };
};

const order = (a: Covering, b: Covering): number =>
  Number(b.target.service !== undefined) - Number(a.target.service !== undefined) ||
  compare(b.contract.startsOn, a.contract.startsOn) ||
  compare(a.contract.number, b.contract.number);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const reason = (first: Covering, second: Covering, before: readonly string[]): PickReason => {
  if (first.target.service !== second.target.service) return { kind: 'own-target-for-the-service', before };
  return {
    kind: first.contract.startsOn === second.contract.startsOn ? 'lowest-number' : 'began-last',
    before,
  };
};

/** One plain English sentence part. */
export const pickedInWords = (because: PickReason): string => {
  switch (because.kind) {
    case 'only-one':
      return 'the only contract that covers it';
    case 'chosen-by-hand':
      return 'chosen by hand';
    case 'own-target-for-the-service':
      return `has a target of its own for the service, before ${because.before.join(', ')}`;
    case 'began-last':
      return `began last, before ${because.before.join(', ')}`;
    case 'lowest-number':
      return `has the lowest number, before ${because.before.join(', ')}`;
  }
};
