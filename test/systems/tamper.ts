import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { forward, write, type Raw } from './tamper-forward';

/** One request that came through, its body as it was. */
export interface Seen {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** When it was here as a whole; milliseconds since 1970. */
  readonly at: number;
}
export type Match = (request: Seen) => boolean;

/** Stands between a connector and a system and does what networks and busy servers do; changes no byte of a body unless told to. */
export interface TamperProxy {
  readonly url: string;
  /** Every request that came, in order, those too that were cut. */
  readonly seen: readonly Seen[];
  /** Ends all connections and the proxy. */
  stop(): Promise<void>;
  /** The system does all of it, its answer is lost. */
  cutAfterCommit(match: Match, times?: number): void;
  /** The caller is cut off at once; the system gets the request only `delayMs` later. */
  cutAndCommitLater(match: Match, delayMs: number, times?: number): void;
  /** Every connection is destroyed, those that are open too. */
  refuse(on: boolean): void;
  /** Answers in the system's place. */
  answer(
    match: Match,
    status: number,
    headers?: Readonly<Record<string, string>>,
    body?: string,
    times?: number,
  ): void;
  /** Neither forwards nor answers. */
  hang(match: Match, times?: number): void;
  /** The system does it, but only the head and half of the body of its answer arrive; the connection stays open. */
  stall(match: Match, times?: number): void;
  /** Forwards after this pause. */
  delay(match: Match, ms: number, times?: number): void;
  /** Runs this before forwarding: somebody slips in between. */
  slip(match: Match, before: () => Promise<void>, times?: number): void;
  /** Forwards with another body: a system that overlooks a part of what it is asked for. */
  rewrite(match: Match, change: (body: string) => string, times?: number): void;
  /** Forgets every rule; hanging requests are cut off. */
  clear(): void;
  /** Resolves when all that was put off by cutAndCommitLater has reached the system. */
  settled(): Promise<void>;
}

interface Exchange {
  readonly seen: Seen;
  readonly raw: Raw;
  readonly response: ServerResponse;
}
interface Rule {
  readonly match: Match;
  times: number;
  readonly act: (exchange: Exchange) => Promise<void>;
}

/** Starts one on a free port of the loopback. */
export async function startTamperProxy(targetUrl: string): Promise<TamperProxy> {
  const target = new URL(targetUrl);
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  const later = new Set<Promise<unknown>>();
  const hanging = new Set<Exchange>();
  let rules: Rule[] = [];
  let refusing = false;

  const pass = async ({ seen: { method, path }, raw, response }: Exchange) =>
    write(response, await forward(target, method, path, raw));

  const server = createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    try {
      for await (const part of incoming) parts.push(part as Buffer);
    } catch {
      return; // the caller went away before its request was complete
    }
    const body = Buffer.concat(parts);
    const { method = 'GET', url: path = '/', headers } = incoming;
    const exchange: Exchange = {
      seen: { method, path, headers, body: body.toString('utf8'), at: Date.now() },
      raw: { headers: incoming.rawHeaders, body },
      response,
    };
    seen.push(exchange.seen);
    await (take(rules, exchange.seen)?.act ?? pass)(exchange).catch(() => cut(response));
  });
  server.on('connection', (socket) => {
    if (refusing) return void socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('clientError', (_fault, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const rule = (match: Match, times: number, act: Rule['act']) => void rules.push({ match, times, act });
  const destroyAll = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        destroyAll();
      }),
    cutAfterCommit: (match, times = 1) =>
      rule(match, times, async ({ seen: { method, path }, raw, response }) => {
        await forward(target, method, path, raw);
        cut(response);
      }),
    cutAndCommitLater: (match, delayMs, times = 1) =>
      rule(match, times, async ({ seen: { method, path }, raw, response }) => {
        cut(response);
        const sent = pause(delayMs).then(() => forward(target, method, path, raw));
        const done = sent.catch(() => undefined).finally(() => later.delete(done));
        later.add(done);
      }),
    refuse: (on) => {
      refusing = on;
      if (on) destroyAll();
    },
    answer: (match, status, headers = {}, body = '', times = Infinity) =>
      rule(match, times, async ({ response }) => void response.writeHead(status, headers).end(body)),
    hang: (match, times = Infinity) => rule(match, times, async (exchange) => void hanging.add(exchange)),
    stall: (match, times = Infinity) =>
      rule(match, times, async (exchange) => {
        const { seen: one, raw, response } = exchange;
        const answer = await forward(target, one.method, one.path, raw);
        response.writeHead(answer.status, { 'content-length': String(answer.body.length + 1) });
        response.write(answer.body.subarray(0, answer.body.length / 2));
        hanging.add(exchange);
      }),
    delay: (match, ms, times = Infinity) =>
      rule(match, times, async (exchange) => {
        await pause(ms);
        await pass(exchange);
      }),
    slip: (match, before, times = 1) =>
      rule(match, times, async (exchange) => {
        await before();
        await pass(exchange);
      }),
    rewrite: (match, change, times = Infinity) =>
      rule(match, times, ({ seen: one, raw, response }) =>
        pass({ seen: one, raw: withBody(raw, change(one.body)), response }),
      ),
    clear: () => {
      rules = [];
      hanging.forEach(({ response }) => cut(response));
      hanging.clear();
    },
    settled: async () => {
      while (later.size > 0) await Promise.all(later);
    },
  };
}

function withBody({ headers }: Raw, text: string): Raw {
  const body = Buffer.from(text);
  const isLength = (index: number) => headers[index - 1]?.toLowerCase() === 'content-length';
  return {
    headers: headers.map((value, index) => (index % 2 && isLength(index) ? String(body.length) : value)),
    body,
  };
}

/** The first rule that matches and is not used up. */
function take(rules: readonly Rule[], request: Seen): Rule | undefined {
  const found = rules.find((rule) => rule.times > 0 && rule.match(request));
  if (found) found.times -= 1;
  return found;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const cut = (response: ServerResponse) => void response.socket?.destroy();
