import { startPostgres } from '../../../platform/servers/postgres';
import { startTemporal } from '../../../platform/servers/temporal';
import { cacheDirectory } from '../../../platform/servers/paths';

/** Run as a process of its own: starts one embedded server, tells where, and stays until it is killed. */
const [kind, dataDir = ''] = process.argv.slice(2);
const log = { info: () => undefined, warn: (text: string) => console.error(text) };
const common = { dataDir, cacheDir: cacheDirectory(), log };

async function start(): Promise<string> {
  if (kind === 'postgres') return (await startPostgres({ ...common, durable: false })).url;
  const server = await startTemporal({ ...common, searchAttributes: {}, ui: false, persistent: true });
  return server.address;
}

setInterval(() => undefined, 60_000);
void start().then((where) => console.log(where));
