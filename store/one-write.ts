import type { PoolClient } from 'pg';
import type { Socket } from 'node:net';

/** The connection's socket, which pg keeps but does not tell of in its types. */
type WithSocket = PoolClient & { readonly connection: { readonly stream: Socket } };

/**
 * From now on all statements that are sent over this connection within one turn of the event loop leave in one write. Each write
 * wakes the server's process, which costs more than what most statements make it do: `begin` with the first statement of a
 * transaction, the last ones with `commit`, and whatever runs `together`.
 */
export const writeOnceATurn = (client: PoolClient): void => {
  const { stream } = (client as WithSocket).connection;
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  let isHeld = false;
  const release = () => {
    isHeld = false;
    stream.uncork();
  };
  const held = (...args: unknown[]): unknown => {
    if (!isHeld) {
      isHeld = true;
      stream.cork();
      process.nextTick(release);
    }
    return query(...args);
  };
  client.query = held as typeof client.query;
};
