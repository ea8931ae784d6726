import { callsToCallBack, callsWithoutTicketOf } from '../../../store/calls/call-list';
import type { Database } from '../../../store/database';
import type { Lists } from './board';

/** Lines of a list on the screen. */
export const mostToCallBack = 20;
export const mostWithoutTicket = 5;

/** Reads the lists of these people at once; they are found by their ids. */
export const readLists = async (
  db: Database,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, Lists>> => {
  const [toCallBack, withoutTicket] = await Promise.all([
    callsToCallBack(db, mostToCallBack),
    callsWithoutTicketOf(db, [...new Set(userIds)], mostWithoutTicket),
  ]);
  return new Map([...withoutTicket].map(([userId, his]) => [userId, { toCallBack, withoutTicket: his }]));
};
