/** What a push tells its lane. */
export type PushOutcome =
  /** The record shows this version of the ticket. */
  | { readonly outcome: 'confirmed'; readonly version: number }
  /** Somebody's edit was found: merge first, then push again. */
  | { readonly outcome: 'rebase' }
  /** The system's gate is closed; the ticket waits there. */
  | { readonly outcome: 'parked' }
  /** The record is not wanted any more, or a person must help first. */
  | { readonly outcome: 'stopped' };

export class Rebase extends Error {
  override readonly name = 'Rebase';
}

/** An earlier write of unknown outcome may still be carried out: look again after this pause. */
export class Unsettled extends Error {
  override readonly name = 'Unsettled';
  constructor(readonly retryAfterMs: number) {
    super('An earlier write may still be carried out there; waiting for its outcome.');
  }
}

export class RecordGone extends Error {
  override readonly name = 'RecordGone';
  constructor(
    readonly how: 'gone' | 'hidden' | 'merged',
    readonly into?: string,
  ) {
    super(`The record is ${how}.`);
  }
}
