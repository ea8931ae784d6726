import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Exchange {
  readonly method: string;
  /** With query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** For everything: waiting for a connection, headers, body. */
  readonly deadlineMs: number;
  readonly maxBytes: number;
}

/** Why there is no (whole) answer, and how far the request came. */
export class BrokenExchange extends Error {
  constructor(
    readonly reason: 'deadline' | 'too-large' | 'connection',
    /** False: not one byte of the request was written. */
    readonly sent: boolean,
    /** The status line had arrived. */
    readonly answering: boolean,
    cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

/** Sends one request and collects the whole answer; throws only BrokenExchange. Redirects are not followed. */
export const exchange = (dispatcher: Dispatcher, request: Exchange): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const collector = new Collector(request, resolve, reject);
    const { method, path, headers, body } = request;
    try {
      dispatcher.dispatch({ method: method as Dispatcher.HttpMethod, path, headers, body }, collector);
    } catch (error) {
      collector.onResponseError(undefined, error as Error);
    }
  });

/** undici calls `onRequestStart` right before the first byte is written: the only exact mark of "sent". */
class Collector implements Dispatcher.DispatchHandler {
  private controller?: Dispatcher.DispatchController;
  private status = 0;
  private headers: IncomingHttpHeaders = {};
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private over = false;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly request: Exchange,
    private readonly resolve: (answer: RawAnswer) => void,
    private readonly reject: (fault: BrokenExchange) => void,
  ) {
    this.timer = setTimeout(
      () => this.fail('deadline', new Error(`no answer within ${request.deadlineMs} ms`)),
      request.deadlineMs,
    );
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.over) return controller.abort(new Error('deadline passed before sending'));
    this.controller = controller;
  }

  onResponseStart(_: unknown, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > this.request.maxBytes)
      return this.fail('too-large', new Error(`answer larger than ${this.request.maxBytes} bytes`));
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.finish())
      this.resolve({ status: this.status, headers: this.headers, body: Buffer.concat(this.chunks) });
  }

  onResponseError(_: unknown, error: Error): void {
    // It said no before it had read all of a large body, and hung up: what it said holds.
    if (this.status >= 400 && this.status < 500) return this.onResponseEnd();
    this.fail('connection', error);
  }

  private fail(reason: BrokenExchange['reason'], cause: Error): void {
    if (!this.finish()) return;
    this.reject(new BrokenExchange(reason, this.controller !== undefined, this.status !== 0, cause));
    this.controller?.abort(cause);
  }

  private finish(): boolean {
    if (this.over) return false;
    this.over = true;
    clearTimeout(this.timer);
    return true;
  }
}
