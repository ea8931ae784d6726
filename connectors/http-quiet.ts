import { reason } from '../domain/reason';
import { ConnectorFailure } from './failure';

/**
 * A system that says when it wants to be asked again (Retry-After with 429 or 503, RFC 9110, 10.2.3) is asked nothing at all
 * before that: neither by the call that it answered so nor by any other.
 */
export class QuietTime {
  private until = 0;
  private status = 0;

  /** Throws `transient`, not sent, while the system is to be let alone; `request` names it. */
  throwIfAsked(request: string): void {
    const retryAfterMs = Math.ceil(this.until - performance.now());
    if (retryAfterMs <= 0) return;
    const seconds = String(Math.ceil(retryAfterMs / 1000));
    const text = reason('letAlone', { request, status: String(this.status), seconds });
    throw new ConnectorFailure('transient', 'not-sent', text, { status: this.status, retryAfterMs });
  }

  /** Notes a failure that asks for a pause; answers with it. */
  note(failure: ConnectorFailure): ConnectorFailure {
    const { status, retryAfterMs } = failure.details;
    if (retryAfterMs === undefined || (status !== 429 && status !== 503)) return failure;
    this.until = Math.max(this.until, performance.now() + retryAfterMs);
    this.status = status;
    return failure;
  }
}
