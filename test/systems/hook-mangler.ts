import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signedHeaders, type HookType } from '../signed-hook';

/** What becomes of a delivery: lost, kept for `releaseLate`, or passed on so many times, each after a pause of its own. */
export type Fate = 'lost' | 'late' | { readonly times: number; readonly pauseMs: () => number };

/** Where a hook of this path comes from, and how it is signed. */
export type Signing = Readonly<Record<string, { readonly type: HookType; readonly secret: string }>>;

/** Stands between the systems' hooks and Sagadesk, and does what networks and queues do. It answers 202 to everything. */
export interface HookMangler {
  readonly url: string;
  /** So many were lost, kept for later, or passed on once more than once. */
  readonly count: { lost: number; late: number; repeated: number; passed: number };
  /** What was kept is delivered now, newest first, signed as of so long ago. */
  releaseLate(agoMs: number): Promise<void>;
  /** Resolves when all that was put off has been delivered. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

interface Delivery {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Starts one on a free port of the loopback. */
export const startHookMangler = async (
  target: string,
  fateOf: () => Fate,
  signing: Signing,
): Promise<HookMangler> => {
  const count = { lost: 0, late: 0, repeated: 0, passed: 0 };
  const kept: Delivery[] = [];
  const underWay = new Set<Promise<void>>();
  const put = (delivery: Delivery, pauseMs: number) => {
    const done = pause(pauseMs)
      .then(() => deliver(target, delivery))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };
  const decide = (delivery: Delivery) => {
    const fate = fateOf();
    if (fate === 'lost') return void (count.lost += 1);
    if (fate === 'late') return void (count.late += kept.push(delivery) > 0 ? 1 : 0);
    count.passed += 1;
    count.repeated += fate.times - 1;
    for (let n = 0; n < fate.times; n += 1) put(delivery, fate.pauseMs());
  };
  const server = createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    decide({ path: incoming.url ?? '/', headers: ofInterest(incoming.headers), body: Buffer.concat(parts) });
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const settled = async () => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count,
    settled,
    async releaseLate(agoMs) {
      for (const delivery of kept.splice(0).reverse()) put(agedBy(delivery, agoMs, signing), 0);
      await settled();
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

const ofInterest = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && /^(x-|content-type|user-agent)/.test(entry[0]),
    ),
  );

/** The scheme that signs a time gets an old one, as if the sender had kept it so long. */
const agedBy = (delivery: Delivery, agoMs: number, signing: Signing): Delivery => {
  const { type, secret } = signing[delivery.path]!;
  const signed = signedHeaders(type, secret, delivery.body, Date.now() - agoMs);
  return { ...delivery, headers: { ...delivery.headers, ...signed } };
};

const deliver = async (target: string, { path, headers, body }: Delivery): Promise<void> => {
  const answer = await fetch(target + path, { method: 'POST', headers, body: new Uint8Array(body) });
  if (answer.status !== 202) throw new Error(`a hook was answered ${answer.status}: ${await answer.text()}`);
};

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
