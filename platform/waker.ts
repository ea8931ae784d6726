import type { Logger } from './log';
import { signalWithStart } from './signal-with-start';
import type { Signaller, SignalSpec } from './signal-with-start';

export interface Waker {
  /** Sends it soon and returns at once; a lost wake is found by the sweeper. */
  wake(spec: SignalSpec): void;
  /** Waits until everything is sent, or drops what is left after `timeoutMs` (default 5 s). No wake after that is sent. */
  drain(timeoutMs?: number): Promise<void>;
}

/** More at a time make the server slower, not faster. */
const atOnce = 8;
const mostWaiting = 10_000;
const complainEveryMs = 10_000;

/** Fire and forget: while a wake of a workflow is under way, any number of further ones become one. */
export const createWaker = (client: Signaller, log: Logger): Waker => {
  const queue = new WakeQueue((spec) => signalWithStart(client, spec), log);
  return { wake: (spec) => queue.add(spec), drain: (timeoutMs = 5_000) => queue.drain(timeoutMs) };
};

class WakeQueue {
  private readonly waiting = new Map<string, SignalSpec>();
  private readonly running = new Set<string>();
  private idle: (() => void) | undefined;
  private closed = false;
  private lost = 0;
  private complainedAt = -Infinity;

  constructor(
    private readonly send: (spec: SignalSpec) => Promise<void>,
    private readonly log: Logger,
  ) {}

  add(spec: SignalSpec): void {
    if (this.closed) return;
    const known = this.waiting.has(spec.workflowId);
    if (!known && this.waiting.size >= mostWaiting)
      return this.complain(new Error('too many wakes are waiting'));
    this.waiting.set(spec.workflowId, spec);
    this.pump();
  }

  async drain(timeoutMs: number): Promise<void> {
    this.closed = true;
    if (this.isIdle()) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
    await Promise.race([new Promise<void>((resolve) => (this.idle = resolve)), late]);
    clearTimeout(timer);
    this.waiting.clear();
  }

  private pump(): void {
    for (const [id, spec] of this.waiting) {
      if (this.running.size >= atOnce) return;
      if (this.running.has(id)) continue;
      this.waiting.delete(id);
      void this.run(spec);
    }
    if (this.isIdle()) this.idle?.();
  }

  private async run(spec: SignalSpec): Promise<void> {
    this.running.add(spec.workflowId);
    try {
      await this.send(spec);
    } catch (error) {
      this.complain(error);
    }
    this.running.delete(spec.workflowId);
    this.pump();
  }

  private isIdle(): boolean {
    return this.running.size === 0 && this.waiting.size === 0;
  }

  private complain(err: unknown): void {
    this.lost++;
    if (Date.now() - this.complainedAt < complainEveryMs) return;
    this.log.warn(
      { err, lost: this.lost },
      'Waking workflows fails: is Temporal reachable? The sweeper repeats it.',
    );
    this.complainedAt = Date.now();
    this.lost = 0;
  }
}
