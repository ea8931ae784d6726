import type { Instant, Status, Visibility } from '../ticket';
import type { By, TermsCause } from './because';
import type { ClockRule } from './clock-rule';
import type { NotCovered } from './cover';

interface FactHead {
  /** Unique and always the same for the same fact, e.g. `helpdesk:1042:status:77`: orders what happened at one instant. */
  readonly key: string;
  /** At the source. */
  readonly at: Instant;
  /** `front` or the system's name. */
  readonly origin: string;
}

/** What the clocks of a ticket get to know: its merged timeline, and by which terms it was judged since when. */
export type Fact = FactHead &
  (
    | { readonly kind: 'registered'; readonly status: Status; readonly callAnswered?: boolean }
    /** Null: not covered from here on. `clocks` names those it holds for (and those not yet started); absent: all. */
    | {
        readonly kind: 'terms';
        readonly cause: TermsCause;
        readonly rules: readonly ClockRule[] | null;
        readonly why?: NotCovered;
        /** Absent: elapsed time and pauses are kept. */
        readonly restart?: boolean;
        readonly clocks?: readonly string[];
      }
    | {
        readonly kind: 'assigned';
        readonly system: string;
        readonly to: string | null;
        readonly team?: string;
      }
    /** Out-of-office and other machine-made answers are `automatic`. */
    | {
        readonly kind: 'comment';
        readonly visibility: Visibility;
        readonly by: By;
        readonly automatic?: boolean;
      }
    | { readonly kind: 'task-status'; readonly system: string; readonly task: string; readonly to: Status }
    | { readonly kind: 'status'; readonly to: Status; readonly by: By }
    /** A person sets a clock's deadline, or takes his date back. */
    | { readonly kind: 'due-set'; readonly clock: string; readonly due: Instant | null }
    | { readonly kind: 'merged'; readonly into: string }
  );

/** At one instant: terms before what they judge, an answer before the status that was set with it. */
const kinds: readonly Fact['kind'][] = [
  'terms',
  'registered',
  'due-set',
  'assigned',
  'comment',
  'task-status',
  'status',
  'merged',
];

export const rankOf = (fact: Fact): number => kinds.indexOf(fact.kind);

/**
 * The facts as they happened, each once, in whatever order they were heard of. What a system's clock puts before the
 * registration happened at the registration.
 */
export const inOrder = (facts: readonly Fact[]): readonly Fact[] => {
  const start = Math.min(...facts.filter(({ kind }) => kind === 'registered').map(({ at }) => at));
  const unique = new Map(facts.map((fact) => [fact.key, fact]));
  return [...unique.values()]
    .map((fact) => (fact.at < start && start !== Infinity ? { ...fact, at: start } : fact))
    .sort((a, b) => a.at - b.at || rankOf(a) - rankOf(b) || (a.key < b.key ? -1 : 1));
};
