import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listenAddress } from '../../../workers/start/listen-address';
import { wordsOf } from '../../../workers/start/words';

describe('where HTTP is to be served', () => {
  let dataDir: string;
  beforeAll(() => (dataDir = mkdtempSync(path.join(tmpdir(), 'sagadesk-unit-'))));
  afterAll(() => rmSync(dataDir, { recursive: true }));
  const take = (host: string, port: number) => listenAddress({ host, port }, dataDir, wordsOf({}));

  test('with PORT=0 is any free port, which is kept', async () => {
    const { port } = await take('127.0.0.1', 0);
    expect(port).toBeGreaterThan(0);
    expect(await take('127.0.0.1', 0)).toEqual({ host: '127.0.0.1', port });
  });

  test.each([0, 39_999])(
    'a HOST that is no address of this machine is a fault at once, with PORT=%s',
    (port) => expect(take('192.0.2.1', port)).rejects.toThrow(/HOST is no address of this machine/),
  );

  test('a port that somebody has is a fault that names it', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(take('127.0.0.1', port)).rejects.toThrow(`PORT: 127.0.0.1:${port}`);
    await new Promise((resolve) => other.close(resolve));
  });
});
