import { front, type Instant } from '../../domain/ticket';
import type { FrontActor } from '../front';
import type { Queryable } from '../database';
import { lockTicket } from '../tickets';
import { tell } from '../timeline-write';
import { keepFacts } from './facts';
import { judgeTicket } from './judge-ticket';

/** A deadline as a person wants it; null: as the contract has it. */
export interface DueSet {
  readonly clock: 'reaction' | 'resolution';
  readonly due: Instant | null;
}

/** A person sets deadlines, or takes his dates back: they hold from now on, and stand in the ledger. */
export const setDue = async (
  tx: Queryable,
  ticketId: number,
  dues: readonly DueSet[],
  actor: FrontActor,
): Promise<void> => {
  await lockTicket(tx, ticketId);
  const at = Date.now();
  await keepFacts(
    tx,
    ticketId,
    dues.map(({ clock, due }) => ({
      key: `due-set:${clock}:${at}`,
      at,
      origin: front,
      kind: 'due-set',
      clock,
      due,
    })),
  );
  for (const { clock, due } of dues)
    await tell(tx, ticketId, {
      at: new Date(at),
      origin: front,
      actor: actor.name,
      what: 'sla-due-set',
      detail: { visibility: 'internal', clock, due: due === null ? null : new Date(due).toISOString() },
    });
  await judgeTicket(tx, ticketId, at);
};
