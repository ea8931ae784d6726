import { Pool } from 'undici';
import { numberOf } from './callers';

/** An exchange that pushes its calls by the generic CTI hook. */
export interface Exchange {
  /** Tells of a call; answers when the push began and when it was accepted, in milliseconds since 1970. */
  push(event: 'newCall' | 'answer' | 'hangup', call: PushedCall): Promise<Pushed>;
  close(): Promise<void>;
}

export interface PushedCall {
  readonly callId: string;
  /** Which of the callers. */
  readonly caller: number;
  readonly user?: string;
}

export interface Pushed {
  readonly began: number;
  readonly accepted: number;
}

export const openExchange = (url: string, token: string): Exchange => {
  const pool = new Pool(url, { connections: 32, pipelining: 1 });
  return {
    push: async (event, { callId, caller, user }) => {
      const call = { callId, from: numberOf(caller), to: '74957654321', direction: 'in' };
      const cause = event === 'hangup' ? { cause: 'normalClearing' } : {};
      const began = Date.now();
      const { statusCode, body } = await pool.request({
        ...{ method: 'POST', path: `/api/v1/calls/cti/${token}` },
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ event, ...call, ...cause, ...(user === undefined ? {} : { user }) }),
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`${event}: ${statusCode} ${text.slice(0, 300)}`);
      return { began, accepted: Date.now() };
    },
    close: () => pool.close(),
  };
};
