import type { PoolClient } from 'pg';
import { appendLive } from '../live';
import { callById, callJson } from './call-view';

/** Tells the live stream of the call as it is when the transaction is done. */
export const tellCall = async (tx: PoolClient, id: number): Promise<void> => {
  const call = await callById(tx, id);
  if (call) appendLive(tx, 'call', null, callJson(call));
};
