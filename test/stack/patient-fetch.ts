import { randomUUID } from 'node:crypto';

export interface Patience {
  /** For so long it asks again. */
  readonly seconds: number;
  /** Called with how long every answer took, whatever it was. Milliseconds. */
  readonly onAnswer?: (ms: number, status: number) => void;
}

/** One call hangs no longer. */
const callMs = 15_000;

/**
 * What a client that loses nothing does: no answer, and an answer that the server cannot serve now, make it ask again;
 * everything that it creates carries one Idempotency-Key through all its tries.
 */
export const patientFetch = ({ seconds, onAnswer }: Patience): typeof fetch => {
  const once = async (...[url, init]: Parameters<typeof fetch>): Promise<Response | Error> => {
    const began = Date.now();
    const answer = await whole(url, { ...init, signal: AbortSignal.timeout(callMs) }).catch(
      (error: Error) => error,
    );
    if (!(answer instanceof Error)) onAnswer?.(Date.now() - began, answer.status);
    return answer;
  };
  return async (url, init = {}) => {
    const headers = new Headers(init.headers);
    if (init.method === 'POST') headers.set('idempotency-key', randomUUID());
    for (const until = Date.now() + seconds * 1000; ;) {
      const answer = await once(url, { ...init, headers });
      if (!(answer instanceof Error) && answer.status < 500 && answer.status !== 429) return answer;
      if (Date.now() > until) throw new Error(`${init.method} ${String(url)} in vain: ${said(answer)}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
};

/** The answer with all of its body: one that is cut off in the middle is none. */
const whole: typeof fetch = async (url, init) => {
  const { status, headers, ...answer } = await fetch(url, init).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    body: await response.arrayBuffer(),
  }));
  return new Response(status === 204 ? null : answer.body, { status, headers });
};

const said = (answer: Response | Error): string =>
  answer instanceof Error ? `${answer.message} ${String(answer.cause ?? '')}` : `status ${answer.status}`;
