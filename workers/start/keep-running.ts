import { setTimeout as pause } from 'node:timers/promises';
import type { Progress } from './progress';
import type { Words } from './words';

/** Something that was started: what it told of itself, and its end. */
export interface Running<T> {
  readonly value: T;
  /** Resolves, with a sentence about it, when it ends for whatever reason. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

/** Something that is started again whenever it ends. */
export interface Kept<T> {
  /** Its first start: rejects when that fails. */
  readonly ready: Promise<T>;
  /** Ends what runs now; it is started again, with what has changed meanwhile. */
  renew(): void;
  /** Ends it for good. What is just starting is awaited and ended. */
  stop(): Promise<void>;
}

export interface Keeping<T> {
  readonly name: string;
  readonly start: () => Promise<Running<T>>;
  /** Called at every further start. */
  readonly onRestart?: (value: T) => void;
  readonly progress: Progress;
  readonly words: Words;
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** What ran this long has proved that it can: the pauses begin anew. */
const steadyMs = 60_000;

/** Starts it, and again with growing pauses when it ends by itself. Only the first start may fail. */
export const keepRunning = <T>(keeping: Keeping<T>): Kept<T> => {
  const end = new AbortController();
  let current: Running<T> | undefined;
  const once = async (): Promise<Running<T>> => {
    const running = await keeping.start();
    if (!end.signal.aborted) return (current = running);
    await running.stop();
    throw new Error(`${keeping.name} was ended while it started`);
  };
  // A first start that fails is a fault to be told; one that somebody, or the system, killed is none of its own.
  const first = once().catch((fault: Error) => {
    if (end.signal.aborted || !wasKilled(fault)) throw fault;
    keeping.progress.warn(fault.message);
    return once();
  });
  const watched = first.then(
    (running) => watch(running, once, keeping, end.signal),
    () => undefined,
  );
  const ready = first.then(({ value }) => value);
  ready.catch(() => undefined); // also when nobody waits for it any more
  return {
    ready,
    renew: () => void current?.stop(),
    stop: async () => {
      end.abort();
      await current?.stop();
      await watched;
    },
  };
};

const wasKilled = (fault: Error): boolean => / ended by SIGKILL/.test(fault.message);

const watch = async <T>(
  first: Running<T>,
  again: () => Promise<Running<T>>,
  keeping: Keeping<T>,
  ended: AbortSignal,
): Promise<void> => {
  let running: Running<T> | undefined = first;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const began = Date.now();
    const last = running && (await running.exited);
    if (ended.aborted) return;
    if (Date.now() - began > steadyMs) pauseMs = firstPauseMs;
    if (last !== undefined) tellEnd(keeping, last, pauseMs);
    await pause(pauseMs, undefined, { signal: ended }).catch(() => undefined);
    if (ended.aborted) return;
    running = await restarted(again, keeping, ended);
  }
};

const restarted = async <T>(
  again: () => Promise<Running<T>>,
  { name, onRestart, progress, words }: Keeping<T>,
  ended: AbortSignal,
): Promise<Running<T> | undefined> => {
  try {
    const running = await again();
    progress.info(`${name} ${words.restarted}`);
    onRestart?.(running.value);
    return running;
  } catch (fault) {
    if (!ended.aborted) progress.warn(`${name} ${words.notStarted}: ${(fault as Error).message}`);
    return undefined;
  }
};

const tellEnd = <T>({ progress, words }: Keeping<T>, sentence: string, pauseMs: number): void =>
  progress.warn(`${sentence}; ${words.ended} ${pauseMs / 1000} ${words.secondsShort}`);
