import { checkTemporal, connectTemporal, temporalConfig } from '../../platform/temporal-client';

/** Keeps a configuration file of the person who runs the tests out of them. */
const env = (more: Record<string, string> = {}) => ({
  TEMPORAL_CONFIG_FILE: '/nowhere/temporal.toml',
  ...more,
});

describe('the way to Temporal', () => {
  it('comes from the environment; an empty variable counts as not set', () => {
    const config = temporalConfig(env({ TEMPORAL_ADDRESS: 'temporal.test:7233', TEMPORAL_NAMESPACE: '' }));
    expect(config.connectionOptions.address).toBe('temporal.test:7233');
    expect(config.namespace).toBe('default');
  });

  it('is encrypted when there is a key', () => {
    const { connectionOptions } = temporalConfig(env({ TEMPORAL_API_KEY: 'k', TEMPORAL_NAMESPACE: 'desk' }));
    expect(connectionOptions).toMatchObject({ apiKey: 'k', tls: true });
  });

  it('is found again soon after a long outage', async () => {
    const temporal = connectTemporal(env({ TEMPORAL_ADDRESS: '127.0.0.1:1' }));
    expect(temporal.connection.options.channelArgs['grpc.max_reconnect_backoff_ms']).toBe(5_000);
    expect(temporal.connection.options.channelArgs['grpc.keepalive_time_ms']).toBeGreaterThan(0); // the SDK's own stay
    await temporal.close();
  });

  it('needs no server until it is used, and then fails within the deadline', async () => {
    const temporal = connectTemporal(env({ TEMPORAL_ADDRESS: '127.0.0.1:1' }));
    try {
      await expect(checkTemporal(temporal, 300)).rejects.toThrow();
    } finally {
      await temporal.close();
    }
  });
});
