import type { IncomingHttpHeaders } from 'node:http';
import { Pool } from 'undici';
import { reason } from '../domain/reason';
import { storable } from '../domain/storable';
import { inSpan } from '../platform/tracing';
import { ConnectorFailure } from './failure';
import { encodeBody } from './http-body';
import type { HttpBody } from './http-body';
import { RemoteClock } from './http-clock';
import { QuietTime } from './http-quiet';
import { BrokenExchange, exchange } from './http-exchange';
import type { Exchange, RawAnswer } from './http-exchange';
import { failureOfBroken, failureOfStatus } from './http-failure';

export interface HttpEdgeOptions {
  /** Name of the system in the configuration, for messages. */
  readonly system: string;
  /** Base address; may have a path. */
  readonly url: string;
  readonly requestTimeoutSeconds: number;
  /** Sent with every request: the key. */
  readonly headers: Readonly<Record<string, string>>;
  /** Never to stand in a message. */
  readonly secrets: readonly string[];
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the system's url, beginning with a slash, percent-encoded; may have a query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: HttpBody;
  /** Statuses other than 2xx that the caller handles itself. */
  readonly allow?: readonly number[];
  /** Default: 20 s for a GET, nine tenths of `requestTimeoutSeconds` for a write. */
  readonly deadlineMs?: number;
  readonly maxBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body as JSON; throws ConnectorFailure (transient) when it is none. */
  json(): unknown;
}

/** Bounds of an answer's size, in bytes. */
export const maxJsonBytes = 20 * 1024 * 1024;
export const maxFileBytes = 60 * 1024 * 1024;

const readDeadlineMs = 20_000;

/** The HTTP edge of one system: one pool, deadlines, and every failure classified exactly once. Close it at the end. */
export class HttpEdge {
  private readonly pool: Pool;
  private readonly basePath: string;
  private readonly clock = new RemoteClock();
  private readonly quiet = new QuietTime();

  constructor(private readonly options: HttpEdgeOptions) {
    const url = new URL(options.url);
    this.basePath = url.pathname.replace(/\/+$/, '');
    // Puma closes an idle socket after 20 s, RT's servers at once: ours must go first.
    this.pool = new Pool(url.origin, {
      connections: 8,
      pipelining: 1,
      connectTimeout: 5_000,
      keepAliveTimeout: 10_000,
      keepAliveMaxTimeout: 15_000,
      // The exchange has its own deadline.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** Their clock minus ours in milliseconds, from the last quick answer; 0 before any. */
  get clockOffset(): number {
    return this.clock.offset;
  }

  /** Sends it; throws only ConnectorFailure. A GET whose connection breaks is sent once more, a write never. */
  send(request: HttpRequest): Promise<HttpAnswer> {
    const attributes = {
      'sagadesk.system': this.options.system,
      'http.request.method': request.method,
      'url.path': this.pathOf(request),
    };
    return inSpan(`HTTP ${request.method}`, { kind: 'client', attributes }, async (span) => {
      this.quiet.throwIfAsked(this.about(request));
      const raw = await this.attempt(request);
      span.setAttribute('http.response.status_code', raw.status);
      return this.judged(request, raw);
    });
  }

  private judged(request: HttpRequest, raw: RawAnswer): HttpAnswer {
    if ((raw.status < 200 || raw.status > 299) && !request.allow?.includes(raw.status))
      throw this.quiet.note(failureOfStatus(this.about(request), raw, this.options.secrets));
    return { ...raw, json: () => this.parse(request, raw) };
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async attempt(request: HttpRequest): Promise<RawAnswer> {
    const built = this.build(request);
    try {
      return await this.exchange(built);
    } catch (error) {
      if (!isStaleSocket(error) || request.method !== 'GET') throw this.broken(request, error);
    }
    return this.exchange(built).catch((error: unknown) => {
      throw this.broken(request, error);
    });
  }

  private async exchange(built: Exchange): Promise<RawAnswer> {
    const sentAt = Date.now();
    const answer = await exchange(this.pool, built);
    this.clock.note(answer.headers.date, sentAt, Date.now());
    return answer;
  }

  private build(request: HttpRequest): Exchange {
    const body = request.body === undefined ? undefined : encodeBody(request.body);
    return {
      method: request.method,
      path: this.basePath + request.path + queryOf(request),
      headers: {
        // RT answers a User-Agent with "Mozilla" in it by a redirect to its login page instead of 401.
        'user-agent': 'Sagadesk',
        accept: 'application/json, */*;q=0.5',
        ...this.options.headers,
        ...(body ? { 'content-type': body.mediaType } : {}),
        ...request.headers,
      },
      ...(body ? { body: body.bytes } : {}),
      deadlineMs: request.deadlineMs ?? this.deadlineOf(request),
      maxBytes: request.maxBytes ?? maxJsonBytes,
    };
  }

  private deadlineOf({ method }: HttpRequest): number {
    const most = this.options.requestTimeoutSeconds * 900;
    return method === 'GET' ? Math.min(readDeadlineMs, most) : most;
  }

  private parse(request: HttpRequest, { status, body }: RawAnswer): unknown {
    try {
      return parseStorable(body.toString('utf8'));
    } catch {
      const said = body.subarray(0, 800).toString('utf8').replace(/\s+/g, ' ').slice(0, 200);
      const text = reason('notJson', { request: this.about(request), status: String(status), said });
      throw new ConnectorFailure('transient', 'unknown', text, { status });
    }
  }

  /** Without the query: it may carry names and addresses. */
  private about({ method, path }: HttpRequest): string {
    return `${this.options.system}: ${method} ${this.pathOf({ path })}`;
  }

  private pathOf({ path }: Pick<HttpRequest, 'path'>): string {
    return `${this.basePath}${path.split('?')[0]}`;
  }

  private broken(request: HttpRequest, error: unknown): unknown {
    if (!(error instanceof BrokenExchange)) return error;
    return failureOfBroken(this.about(request), error, this.options.secrets);
  }
}

/** What cannot be stored reaches us by its escape only. One such character in a note would stop its whole record. */
const parseStorable = (text: string): unknown =>
  /\\u(0000|d[89a-f])/i.test(text)
    ? JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? storable(value) : value))
    : JSON.parse(text);

/** The server closed a kept-alive socket at the very moment that we used it. */
const isStaleSocket = (error: unknown): boolean =>
  error instanceof BrokenExchange && error.reason === 'connection' && error.sent && !error.answering;

const queryOf = ({ path, query }: HttpRequest): string => {
  if (query === undefined) return '';
  const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return `${path.includes('?') ? '&' : '?'}${text.toString()}`;
};
