import { startTamperProxy, type TamperProxy } from '../../systems/tamper';
import type { StartWorld } from '../world';
import { setScene, type Scene } from './scene';

/** A scene in which everything that we say to the desk and to the tracker goes through a tampering proxy. */
export interface TamperedScene extends Scene {
  readonly toDesk: TamperProxy;
  readonly toTracker: TamperProxy;
}

/** As `setScene`; the proxies forget their rules after each scenario. */
export const setTamperedScene = (start: StartWorld): (() => TamperedScene) => {
  let toDesk: TamperProxy | undefined;
  let toTracker: TamperProxy | undefined;
  afterEach(() => {
    toDesk?.clear();
    toTracker?.clear();
  });
  const scene = setScene(() =>
    start({
      rtUrl: async (url) => (toDesk = await startTamperProxy(url)).url,
      redmineUrl: async (url) => (toTracker = await startTamperProxy(url)).url,
      change: (config) => ({ ...config, requestTimeoutSeconds: 6 }),
    }),
  );
  afterAll(async () => {
    await toDesk?.stop();
    await toTracker?.stop();
  });
  return () => ({ ...scene(), toDesk: toDesk!, toTracker: toTracker! });
};
