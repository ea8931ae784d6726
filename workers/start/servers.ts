import { cacheDirectory } from '../../platform/servers/paths';
import { startPostgres } from '../../platform/servers/postgres';
import type { ServerLog } from '../../platform/servers/server-log';
import { startTemporal } from '../../platform/servers/temporal';
import { searchAttributes } from '../search-attributes';
import type { Running } from './keep-running';

interface Place {
  readonly dataDir: string;
  readonly log: ServerLog;
}

/** The embedded Postgres; its value is the address of the database, with the password. */
export const postgresServer = async ({ dataDir, log }: Place): Promise<Running<string>> => {
  const { url, exited, stop } = await startPostgres({ dataDir, cacheDir: cacheDirectory(), log });
  return { value: url, exited, stop };
};

/** Where Temporal answers, and where its pages are. */
export interface TemporalPlace {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string | undefined;
}

/** Our own Temporal server, with its data kept; `signal` cuts off what is still being built for it. */
export const temporalServer = async (
  { dataDir, log }: Place,
  signal: AbortSignal,
): Promise<Running<TemporalPlace>> => {
  const cacheDir = cacheDirectory();
  const kind = { ui: true, persistent: true } as const;
  const { address, namespace, uiUrl, exited, stop } = await startTemporal({
    dataDir,
    cacheDir,
    log,
    signal,
    searchAttributes,
    ...kind,
  });
  return { value: { address, namespace, uiUrl }, exited, stop };
};
