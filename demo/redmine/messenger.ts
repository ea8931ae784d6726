import { createHmac, randomUUID } from 'node:crypto';

export interface HookTarget {
  readonly url: string;
  readonly secret: string;
}

interface Event {
  readonly type: string;
  readonly body: string;
  readonly id: string;
}

const tries = 6;

/** Sends events as our plugin for Redmine does: signed, one after the other, again when the receiver is away. */
export class Messenger {
  private readonly waiting: Event[] = [];
  private readonly ended = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private target: HookTarget | undefined) {}

  /** From now on events go there. */
  pointTo(target: HookTarget | undefined): void {
    this.target = target;
  }

  /** Never fails the change that it tells of. */
  tell(type: string, content: object): void {
    if (!this.target || this.ended.signal.aborted) return;
    this.waiting.push({ type, id: randomUUID(), body: JSON.stringify({ type, ...content }) });
    this.running = this.running.then(() => this.next());
  }

  /** Gives up what still waits. */
  async stop(): Promise<void> {
    this.ended.abort();
    await this.running;
  }

  private async next(): Promise<void> {
    const event = this.waiting.shift();
    for (let attempt = 0; event && attempt < tries && !this.ended.signal.aborted; attempt++) {
      if (await this.send(event)) return;
      await this.pause(250 * 2 ** attempt);
    }
  }

  /** True: taken, or refused for good. */
  private async send({ type, id, body }: Event): Promise<boolean> {
    if (!this.target) return true;
    const signature = createHmac('sha256', this.target.secret).update(body).digest('hex');
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Redmine',
      'x-redmine-event': type,
      'x-redmine-delivery': id,
      'x-redmine-signature-256': `sha256=${signature}`,
    };
    const signal = AbortSignal.any([this.ended.signal, AbortSignal.timeout(5_000)]);
    const answer = await fetch(this.target.url, { method: 'POST', headers, body, signal }).catch(
      () => undefined,
    );
    await answer?.arrayBuffer().catch(() => undefined);
    return answer !== undefined && (answer.ok || (answer.status < 500 && answer.status !== 429));
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.ended.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.ended.signal.addEventListener('abort', done);
    });
  }
}
