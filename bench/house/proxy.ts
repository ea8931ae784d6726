import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

/** One call of our product to a system, as seen between the two. Milliseconds since 1970. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly began: number;
  readonly ended: number;
  readonly status: number;
}

/** Stands between our product and a system, and notes when each call began and ended. */
export interface Proxy {
  readonly url: string;
  readonly calls: readonly Call[];
  /** Told of every call, with what was sent, when its answer is there. */
  onCall: (call: Call, sent: string) => void;
  /** Cut: no connection gets through, as when the system is away. */
  cut: boolean;
  close(): Promise<void>;
}

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'host',
  'expect',
]);

const forwarded = (headers: IncomingMessage['headers']) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));

export const startProxy = async (target: string): Promise<Proxy> => {
  const pool = new Pool(target, { connections: 64, pipelining: 1 });
  const calls: Call[] = [];
  const server = createServer((request, response) => void pass(request, response));
  const proxy = {
    url: '',
    calls,
    onCall: (_call: Call, _sent: string) => undefined as void,
    cut: false,
    close: async () => undefined as void,
  };
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    if (proxy.cut) return void request.socket.destroy();
    const began = Date.now();
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = 'GET', url: path = '/' } = request;
      const answer = await pool.request({
        method: method as 'GET',
        path,
        headers: forwarded(request.headers),
        body: chunks.length > 0 ? Buffer.concat(chunks) : null,
      });
      const body = Buffer.from(await answer.body.arrayBuffer());
      const call = { method, path, began, ended: Date.now(), status: answer.statusCode };
      response
        .writeHead(answer.statusCode, forwarded(answer.headers as IncomingMessage['headers']))
        .end(body);
      calls.push(call);
      proxy.onCall(call, Buffer.concat(chunks).toString('utf8'));
    } catch {
      request.socket.destroy();
    }
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  proxy.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await pool.destroy();
  };
  return proxy;
};
