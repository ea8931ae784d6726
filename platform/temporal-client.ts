import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

export interface Temporal {
  readonly client: Client;
  readonly connection: Connection;
  close(): Promise<void>;
}

/** grpc-js by itself pauses longer and longer, up to two minutes after the server is back (its backoff-timeout.ts). */
const reconnecting = { 'grpc.initial_reconnect_backoff_ms': 500, 'grpc.max_reconnect_backoff_ms': 5_000 };

/**
 * A client by the TEMPORAL_* variables (and Temporal's own configuration file, when there is one). It connects at the first
 * call and again whenever it must, so that a process starts and stays up while Temporal is away.
 */
export const connectTemporal = (env: NodeJS.ProcessEnv): Temporal => {
  const { connectionOptions, namespace } = temporalConfig(env);
  const { address, tls, apiKey, metadata } = connectionOptions;
  const connection = Connection.lazy({
    channelArgs: reconnecting,
    ...(address === undefined ? {} : { address }),
    ...(tls === undefined ? {} : { tls }),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(metadata === undefined ? {} : { metadata: metadata as Record<string, string> }),
  });
  return { client: new Client({ connection, namespace }), connection, close: () => connection.close() };
};

/** Address (default localhost:7233), namespace (`default`) and TLS, for whoever makes a connection of its own. */
export const temporalConfig = (env: NodeJS.ProcessEnv) => {
  const set = Object.entries(env).filter((entry): entry is [string, string] => !!entry[1]);
  const config = loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(set) });
  return { ...config, namespace: config.namespace ?? 'default' };
};

/** Asks the server whether it serves our namespace; throws the client's error when not within `deadlineMs`. */
export const checkTemporal = async (
  { client }: Pick<Temporal, 'client'>,
  deadlineMs = 3_000,
): Promise<void> => {
  const { namespace } = client.options;
  await client.withDeadline(Date.now() + deadlineMs, () =>
    client.workflowService.describeNamespace({ namespace }),
  );
};
