import type { Instant, Status } from '../ticket';
import type { NotCovered } from './cover';

/** Whose doing it was. */
export type By = 'staff' | 'requester' | 'system';

/** What decides by which terms a ticket is judged; `organisation`: its requester went over to another one. */
export type TermsField = 'priority' | 'service' | 'contract' | 'requester' | 'organisation';

/** What made the terms of a ticket others. */
export type TermsCause =
  | { readonly what: TermsField; readonly from?: string; readonly to?: string }
  /** Somebody edited the contract or its calendar. */
  | { readonly what: 'configuration' };

/** Why something stands in the ledger. Pages put it into their own language; `inWords` is what the API says. */
export type Because =
  | { readonly kind: 'registered' }
  | { readonly kind: 'call-answered' }
  | { readonly kind: 'public-answer' }
  | { readonly kind: 'requester-wrote' }
  | { readonly kind: 'status'; readonly status: Status; readonly by: By }
  | { readonly kind: 'task-status'; readonly system: string; readonly status: Status }
  | { readonly kind: 'assigned'; readonly system: string; readonly to: string }
  | { readonly kind: 'merged'; readonly into: string }
  | { readonly kind: 'terms'; readonly cause: TermsCause; readonly restarted?: true }
  | { readonly kind: 'uncovered'; readonly why: NotCovered }
  | { readonly kind: 'due-set'; readonly due: Instant | null }
  | { readonly kind: 'share'; readonly percent: number }
  | { readonly kind: 'escalation'; readonly level: string }
  | { readonly kind: 'time-is-up'; readonly minutes: number }
  | { readonly kind: 'hand-set-time-is-up' }
  /** An entry no longer holds, because this was heard of only afterwards. */
  | { readonly kind: 'late-fact'; readonly event: string; readonly at: Instant; readonly late?: LateFact }
  | { readonly kind: 'confirmed'; readonly at: Instant };

/** The fact behind a correction, as far as it can be told. */
export interface LateFact {
  readonly because: Because;
  readonly at: Instant;
  readonly origin: string;
}
