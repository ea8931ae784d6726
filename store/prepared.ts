import type { PoolClient } from 'pg';

/** Texts that are built anew each time would fill the servers' memory: beyond so many the rest goes unprepared. */
const mostTexts = 500;

/** One name for each text in this process. */
const names = new Map<string, string>();
let counter = 0;

const nameOf = (text: string): string | undefined => {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostTexts) return known;
  const name = `s${++counter}`;
  names.set(text, name);
  return name;
};

type Answer = (error: Error | undefined, result: unknown) => void;
type Query = (text: unknown, values?: unknown, answer?: Answer) => unknown;

/**
 * From now on the connection keeps every statement with parameters prepared, so that Postgres parses and plans it once and
 * not with every use: for what a push or a registration asks, planning costs ten times as much as running.
 */
export const keepPrepared = (client: PoolClient): void => {
  const query = client.query.bind(client) as Query;
  const prepared: Query = (text, values, answer) => {
    const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : undefined;
    if (name === undefined) return query(text, values, answer);
    const named = { name, text };
    const asked = query(named, values, answer && forgetting(String(text), answer));
    return asked instanceof Promise ? asked.catch(rethrow(String(text))) : asked;
  };
  client.query = prepared as typeof client.query;
};

/** A migration under way can change what a kept statement answers; Postgres then refuses it (0A000): it gets a new name. */
const forgetOutdated = (text: string, error: Error | undefined): void => {
  if ((error as { code?: string } | undefined)?.code === '0A000') names.delete(text);
};

const forgetting =
  (text: string, answer: Answer): Answer =>
  (error, result) => {
    forgetOutdated(text, error);
    answer(error, result);
  };

const rethrow = (text: string) => (error: Error) => {
  forgetOutdated(text, error);
  throw error;
};
