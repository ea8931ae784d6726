/** When this process is told to end, or loses the parent that it has a channel to. */
export const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(event, () => resolve());
  });
