import { createServer, type AddressInfo } from 'node:net';
import type { RuntimeOptions } from '@temporalio/worker';

export interface SdkMetrics {
  readonly telemetryOptions: NonNullable<RuntimeOptions['telemetryOptions']>;
  /** The SDK's own numbers as text for Prometheus; '' when they cannot be had. */
  text(): Promise<string>;
}

/** The SDK serves its numbers on a port of its own: a free one on loopback, whose text our own page of numbers takes in. */
export const sdkMetrics = async (): Promise<SdkMetrics> => {
  const bindAddress = `127.0.0.1:${await freePort()}`;
  return {
    telemetryOptions: {
      metrics: {
        prometheus: {
          bindAddress,
          countersTotalSuffix: true,
          unitSuffix: true,
          useSecondsForDurations: true,
        },
      },
    },
    text: () =>
      fetch(`http://${bindAddress}/metrics`, { signal: AbortSignal.timeout(2_000) })
        .then((answer) => answer.text())
        .catch(() => ''),
  };
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
