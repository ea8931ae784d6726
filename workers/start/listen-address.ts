import { createServer } from 'node:net';
import path from 'node:path';
import { keptPort } from '../../platform/servers/ports';
import type { ProcessSettings } from '../../platform/settings';
import type { Words } from './words';

type Address = Pick<ProcessSettings, 'host' | 'port'>;

/** The address with a port that is kept over restarts when any will do (PORT=0). Throws when it cannot be had. */
export const listenAddress = async (
  { host, port }: Address,
  dataDir: string,
  words: Words,
): Promise<Address> => {
  const code = await probe({ host, port });
  if (code === 'EADDRINUSE') throw new Error(`PORT: ${host}:${port} ${words.portTaken}`);
  if (code === 'EACCES') throw new Error(`PORT: ${port} ${words.portForbidden}`);
  if (code !== undefined) throw new Error(`${host}: ${words.hostUnknown} (${code})`);
  return { host, port: port === 0 ? await keptPort(path.join(dataDir, 'api.port')) : port };
};

/** The fault's code; undefined when one can listen there. */
const probe = ({ host, port }: Address): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (fault: NodeJS.ErrnoException) => resolve(fault.code ?? fault.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
