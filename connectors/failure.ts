/**
 * What went wrong at a system's edge, classified once, here.
 * - `transient`: no connection, time-out, 5xx, 429: try again (after `retryAfterMs` when the system says so)
 * - `credentials`: 401: stops the whole system until repaired
 * - `refused`: the system will not take this, ever (400, 403, 404, 409, 413, 422)
 */
export type FailureKind = 'transient' | 'credentials' | 'refused';

/**
 * What became of the request.
 * - `not-sent`: it certainly never reached the system
 * - `answered`: the system finished with it and said no: nothing will be committed later
 * - `unknown`: it may have been, or may still be, carried out
 */
export type Delivery = 'not-sent' | 'answered' | 'unknown';

/** The only error that a connector throws. Its message names the system's answer, never a secret. */
export class ConnectorFailure extends Error {
  override readonly name = 'ConnectorFailure';

  constructor(
    readonly kind: FailureKind,
    readonly delivery: Delivery,
    message: string,
    readonly details: {
      readonly status?: number;
      readonly retryAfterMs?: number;
      /** Field that the system named as the culprit, in our words. */
      readonly field?: string;
    } = {},
  ) {
    super(message);
  }
}
