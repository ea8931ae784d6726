/** Where starting and stopping of embedded servers is told: any pino logger, or console. */
export interface ServerLog {
  info(text: string): void;
  warn(text: string): void;
}
