import { Pool } from 'undici';
import { atPace, inLanes } from './pace';

/** A POST that is repeated: `body` and `headers` of the n-th one. */
export interface Load {
  readonly url: string;
  readonly path: string;
  readonly headers: (n: number) => Readonly<Record<string, string>>;
  readonly body: (n: number) => object;
}

/** Milliseconds from the moment at which each request was due until its whole answer; every answer must be 201. */
export const timesAtPace = async (
  load: Load,
  perSecond: number,
  seconds: number,
): Promise<readonly number[]> => {
  const post = poster(load);
  const times: number[] = [];
  const began = Date.now();
  await atPace({ perSecond, count: Math.max(10, Math.round(perSecond * seconds)) }, async (n) => {
    const due = Math.min(Date.now(), began + (n * 1000) / perSecond);
    await post.send(n);
    times.push(Date.now() - due);
  });
  await post.close();
  return times;
};

/** Answers in a second, when so many clients each ask again as soon as they are answered. */
export const rateOf = async (load: Load, lanes: number, count: number): Promise<number> => {
  const post = poster(load);
  const seconds = await inLanes({ lanes, count }, (n) => post.send(n));
  await post.close();
  return count / seconds;
};

const poster = ({ url, path, headers, body }: Load) => {
  const pool = new Pool(url, { connections: 32, pipelining: 1 });
  const send = async (n: number): Promise<void> => {
    const answer = await pool.request({
      ...{ method: 'POST', path, body: JSON.stringify(body(n)) },
      headers: { ...headers(n), 'content-type': 'application/json' },
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 201)
      throw new Error(`POST ${path}: ${answer.statusCode} ${text.slice(0, 300)}`);
  };
  return { send, close: () => pool.close() };
};
