/** Somebody whose page is open: the ids of all events that a live stream brought, in order. */
export interface LiveReader {
  readonly ids: readonly number[];
  /** How often the connection broke. */
  readonly breaks: number;
  stop(): void;
}

/** Reads `GET /api/v1/events` of one API, until stopped. */
export const readLive = async (url: string, key: string): Promise<LiveReader> => {
  const ids: number[] = [];
  const end = new AbortController();
  const answer = await fetch(`${url}/api/v1/events`, {
    headers: { authorization: `Bearer ${key}` },
    signal: end.signal,
  });
  if (answer.status !== 200) throw new Error(`the live stream answered ${answer.status}`);
  const reader = { ids, breaks: 0, stop: () => end.abort() };
  const read = async () => {
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      const lines = (text + chunk).split('\n');
      text = lines.pop()!;
      for (const line of lines) if (line.startsWith('id:')) ids.push(Number(line.slice(3)));
    }
  };
  void read()
    .catch(() => undefined)
    .finally(() => (reader.breaks += end.signal.aborted ? 0 : 1));
  return reader;
};
