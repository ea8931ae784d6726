/** Above this a Date header says more about the way than about the clock. */
const slowMs = 1_000;

/** A system's clock as its answers tell of it (RFC 9110, section 6.6.1: Date, in whole seconds). */
export class RemoteClock {
  private measured: number | undefined;

  /** Theirs minus ours in milliseconds, from the last quick answer; 0 before any. */
  get offset(): number {
    return this.measured ?? 0;
  }

  /** Their whole second is taken at its middle, the answer as written half the round trip ago. */
  note(date: string | undefined, sentAt: number, now: number): void {
    const theirs = Date.parse(String(date));
    if (Number.isNaN(theirs) || (now - sentAt > slowMs && this.measured !== undefined)) return;
    this.measured = Math.round(theirs + 500 - (sentAt + now) / 2);
  }
}
