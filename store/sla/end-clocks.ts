import { front } from '../../domain/ticket';
import type { Queryable } from '../database';
import { keepFacts } from './facts';
import { judgeTicket } from './judge-ticket';

/** A ticket was merged into another one: its clocks stand from now on, and warn nobody. */
export const endClocks = async (tx: Queryable, ticketId: number, into: string): Promise<void> => {
  const now = Date.now();
  await keepFacts(tx, ticketId, [{ key: `merged:${into}`, at: now, origin: front, kind: 'merged', into }]);
  await judgeTicket(tx, ticketId, now);
};
