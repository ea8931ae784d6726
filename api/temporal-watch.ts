import { checkTemporal, type Temporal } from '../platform/temporal-client';

const everyMs = 10_000;

/** Asks Temporal now and then whether it is there, so that nobody who wants to know has to wait for it. */
export const watchTemporal = (temporal: Temporal): { state(): 'up' | 'down'; stop(): void } => {
  let up = false;
  const look = (): Promise<void> =>
    checkTemporal(temporal).then(
      () => void (up = true),
      () => void (up = false),
    );
  void look();
  const timer = setInterval(() => void look(), everyMs).unref();
  return { state: () => (up ? 'up' : 'down'), stop: () => clearInterval(timer) };
};
