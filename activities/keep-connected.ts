import { rest } from './rest';

/** How long to wait before the next connection, in milliseconds. */
export interface Pauses {
  /** After the first loss; each further one doubles it. */
  readonly first: number;
  readonly longest: number;
  /** After a refused login. */
  readonly refused: number;
}

/** What is attended over one connection after another. */
export interface Attended {
  /** One connection, from its login to its end; throws when it is lost. */
  attend(): Promise<void>;
  /** Whether the other side does not want us, so that trying at once would be wrong. */
  isRefusal(error: unknown): boolean;
  sayAway(error: unknown): Promise<void> | void;
}

/** Connects again and again, with growing pauses, until that instant or until the signal comes. */
export const keepConnected = async (
  { attend, isRefusal, sayAway }: Attended,
  pauses: Pauses,
  until: number,
  signal: AbortSignal,
): Promise<void> => {
  let pause = pauses.first;
  while (!signal.aborted && Date.now() < until) {
    const began = Date.now();
    try {
      await attend();
    } catch (error) {
      // A connection that held for a while begins anew at once.
      if (Date.now() - began > pauses.longest) pause = pauses.first;
      await sayAway(error);
      await rest(isRefusal(error) ? pauses.refused : pause, signal);
      pause = Math.min(pauses.longest, pause * 2);
    }
  }
};
