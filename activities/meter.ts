/** Counts what the activities do, by system. */
export interface Meter {
  /** One attempt to push ended: with its outcome, or `failed` when it is tried again. */
  pushed(system: string, outcome: string, seconds: number): void;
  /** A record shows its ticket's newest version, so many seconds after that came to be. */
  confirmed(system: string, seconds: number): void;
}
