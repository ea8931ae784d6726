import type { ServerLog } from '../../platform/servers/server-log';

/** What a person at the terminal reads while Sagadesk starts and runs. */
export interface Progress extends ServerLog {
  /** Seconds since this process began, as they stand before each line. */
  seconds(): number;
  /** A text of several lines, as it is. */
  print(text: string): void;
}

/** Lines with the elapsed seconds. A terminal that goes away ends nothing. */
export const createProgress = (out: NodeJS.WritableStream = process.stdout): Progress => {
  out.on('error', () => undefined);
  const seconds = () => Math.round(process.uptime());
  const line = (text: string) => void out.write(`[${String(seconds()).padStart(3)} s] ${text}\n`);
  return { seconds, info: line, warn: line, print: (text) => void out.write(`${text}\n`) };
};
