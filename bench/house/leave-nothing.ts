import { spawn } from 'node:child_process';

/** A small process waits for the end of this one, whatever ends it, and then runs the commands: a killed run leaves nothing behind. */
export const afterUs = (...commands: readonly (readonly string[])[]): void => {
  const quoted = commands.map((words) => words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' '));
  const script = `tail --pid=${process.pid} -f /dev/null; sleep 1; ${quoted.join('; ')}`;
  spawn('sh', ['-c', script], { detached: true, stdio: 'ignore' }).unref();
};
