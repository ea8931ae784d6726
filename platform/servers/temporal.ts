import { makeDirectory } from './directories';
import { removeClaim } from './pid-file';
import type { ServerLog } from './server-log';
import { findTemporalCli } from './temporal-cli';
import { registerAttributes, type SearchAttributes } from './temporal-ready';
import { claimFiles, filesIn, startServer, type TemporalServer } from './temporal-server';

export { findTemporalCli };

export interface TemporalOptions {
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly log: ServerLog;
  /** Typed search attributes that the namespace shall have; missing ones are added to an existing database too. */
  readonly searchAttributes: SearchAttributes;
  readonly ui: boolean;
  /** False: in memory, gone at the end. For tests. */
  readonly persistent: boolean;
  /** Keys of the server's dynamic configuration with JSON values. */
  readonly dynamicConfig?: Readonly<Record<string, string>>;
  /** Cuts off what makes the executable, which may take minutes. */
  readonly signal?: AbortSignal;
}

export interface EmbeddedTemporal {
  /** host:port of the gRPC front end. */
  readonly address: string;
  /** Undefined when started without. */
  readonly uiUrl: string | undefined;
  readonly namespace: string;
  /** Resolves, with a sentence about it, when the server ends for whatever reason. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

/** Made by the development server itself. */
const NAMESPACE = 'default';

/**
 * Starts Temporal's development server on loopback ports, over whatever the last run left.
 * Throws when its data is in use, no server can be found or made, or it does not come up.
 */
export async function startTemporal(options: TemporalOptions): Promise<EmbeddedTemporal> {
  const { dataDir, cacheDir, log, persistent, signal } = options;
  const executable = await findTemporalCli({ cacheDir, log, ...(signal ? { signal } : {}) });
  makeDirectory(dataDir);
  const files = filesIn(dataDir);
  await claimFiles(files, { persistent, log });
  try {
    const server = await startServer({ ...options, executable, files, namespace: NAMESPACE });
    const uiUrl = options.ui ? `http://127.0.0.1:${server.uiPort}` : undefined;
    const place = persistent ? `data in ${files.database}` : 'data in memory';
    log.info(`Temporal runs on 127.0.0.1:${server.port}${uiUrl ? `, its pages on ${uiUrl}` : ''}, ${place}`);
    return await serving(server, { uiUrl, pidFile: files.pid, attributes: options.searchAttributes });
  } catch (fault) {
    removeClaim(files.pid);
    throw fault;
  }
}

interface Serving {
  readonly uiUrl: string | undefined;
  readonly pidFile: string;
  readonly attributes: SearchAttributes;
}

async function serving(
  { child, port }: TemporalServer,
  { uiUrl, pidFile, attributes }: Serving,
): Promise<EmbeddedTemporal> {
  const address = `127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await child.stop();
    removeClaim(pidFile);
  };
  try {
    await registerAttributes(address, NAMESPACE, attributes);
  } catch (fault) {
    await stop();
    throw fault;
  }
  return { address, uiUrl, namespace: NAMESPACE, exited: child.exited, stop };
}
