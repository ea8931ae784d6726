import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { waitFor, type NextSla } from '../domain/sla/next';

/** Not more often than this, should a clock somewhere run behind the server's. Milliseconds. */
const shortest = 200;

/**
 * The one pending timer of a ticket: runs to the next SLA instant, and is left alone for as long as that stays where it is,
 * so that a wake costs no timer.
 */
export class SlaTimer {
  private at: number | undefined;
  private scope: CancellationScope | undefined;

  constructor(private readonly onDue: () => void) {}

  /** From now on it runs to this instant; none: to nowhere. */
  set(next: NextSla | undefined): void {
    if (next?.at === this.at) return;
    this.scope?.cancel();
    this.scope = undefined;
    this.at = next?.at;
    const wait = next && waitFor(next, Date.now());
    if (wait !== undefined) void this.run(Math.max(shortest, wait));
  }

  private async run(wait: number): Promise<void> {
    const scope = (this.scope = new CancellationScope());
    try {
      await scope.run(() => sleep(wait, { summary: 'Next SLA instant' }));
      this.at = undefined;
      this.onDue();
    } catch (error) {
      if (!isCancellation(error)) throw error;
    }
  }
}
