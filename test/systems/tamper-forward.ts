import { request, type ServerResponse } from 'node:http';

/** Headers as they came, name and value in turn, and the body. */
export interface Raw {
  readonly headers: readonly string[];
  readonly body: Buffer;
}
export interface Answer extends Raw {
  readonly status: number;
}

/** Sends the request as it came, on a connection of its own, and waits for the whole answer. */
export function forward(target: URL, method: string, path: string, { headers, body }: Raw): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname: host, port } = target;
    const passed = [...withoutConnection(headers), 'Connection', 'close'];
    const upstream = request({ host, port, method, path, agent: false, headers: passed }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 502, headers: answer.rawHeaders, body: Buffer.concat(parts) }),
      );
    });
    upstream.on('error', reject);
    upstream.end(body);
  });
}

/** Passes an answer on. */
export function write(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, withoutConnection(headers));
  response.end(body);
}

/** How bytes are framed belongs to each connection; everything else passes. */
const framing = new Set(['connection', 'keep-alive', 'transfer-encoding']);

function withoutConnection(raw: readonly string[]): string[] {
  return raw.filter((_, index) => !framing.has((raw[index - (index % 2)] ?? '').toLowerCase()));
}
