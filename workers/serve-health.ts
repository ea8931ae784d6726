import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Health {
  /** Resolves when this process can do its work, rejects when not. */
  ready(): Promise<unknown>;
  /** Text for Prometheus. */
  metrics(): Promise<string>;
}

export interface HealthServer {
  readonly port: number;
  stop(): void;
}

/** Longest wait for the database before we say that it is away, in milliseconds. */
const patienceMs = 2_000;

/** A worker's /health/live, /health/ready and /metrics; anything else is 404. Rejects when the port is taken. */
export const serveHealth = async (
  { host, port }: { readonly host: string; readonly port: number },
  health: Health,
): Promise<HealthServer> => {
  const server = createServer((request, response) => {
    answer(response, request.url?.split('?')[0] ?? '', health).catch(() => say(response, 500, 'failed'));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  server.unref();
  return { port: (server.address() as AddressInfo).port, stop: () => server.close() };
};

const answer = async (response: ServerResponse, path: string, health: Health): Promise<void> => {
  if (path === '/health/live') return say(response, 200, 'live');
  if (path === '/health/ready')
    return (await isReady(health)) ? say(response, 200, 'ready') : say(response, 503, 'not ready');
  if (path !== '/metrics') return say(response, 404, 'not found');
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  response.end(await health.metrics());
};

const say = (response: ServerResponse, status: number, state: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ status: state }));
};

const isReady = async (health: Health): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), patienceMs)));
  const done = health.ready().then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
};
