import { serveHealth, type HealthServer } from '../../workers/serve-health';

let server: HealthServer | undefined;
afterEach(() => server?.stop());

const served = async (ready: () => Promise<unknown>) => {
  server = await serveHealth(
    { host: '127.0.0.1', port: 0 },
    { ready, metrics: async () => 'sagadesk_pushes_total 1\n' },
  );
  const { port } = server;
  return async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return [answer.status, await answer.text()] as const;
  };
};

describe('a worker’s port', () => {
  it('shows numbers, and that it lives and is ready', async () => {
    const ask = await served(async () => undefined);
    expect(await ask('/metrics')).toEqual([200, 'sagadesk_pushes_total 1\n']);
    expect((await ask('/health/live'))[0]).toBe(200);
    expect((await ask('/health/ready'))[0]).toBe(200);
    expect((await ask('/api/v1/tickets'))[0]).toBe(404);
  });

  it('says that it lives and is not ready while it can do nothing', async () => {
    const ask = await served(async () => Promise.reject(new Error('no worker runs')));
    expect((await ask('/health/live'))[0]).toBe(200);
    expect((await ask('/health/ready'))[0]).toBe(503);
  });
});
