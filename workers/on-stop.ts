/** Runs the work once, when this process is told to end: by a signal, or because its supervisor has gone. */
export const onStop = (work: () => void): void => {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    work();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
};
