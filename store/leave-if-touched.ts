import type { PoolClient } from 'pg';
import { rulesOf, type SyncRules } from '../domain/rules';
import { setRefusal, type Link } from './links';
import { raiseProblem } from './problems';
import type { TicketRow } from './tickets';

/** A record that is to be cancelled, and that a person has worked on meanwhile, is left to a person; `kind`: why it is to be. */
export const leaveIfTouched = async (
  tx: PoolClient,
  ticket: TicketRow,
  link: Link,
  rules: SyncRules,
  kind: 'undo-touched' | 'rerouted-touched',
): Promise<void> => {
  const touched = await tx.query(
    `select 1 from changes where link_id = $1 and kind <> 'created' and (state <> 'ignored' or because = 'superseded') limit 1`,
    [link.id],
  );
  if (touched.rowCount === 0) return;
  const cancelled = rulesOf(rules, link.system)!.status.cancelled;
  await setRefusal(tx, link.id, 'status', cancelled);
  await raiseProblem(tx, {
    ticketId: ticket.id,
    linkId: link.id,
    system: link.system,
    kind,
    field: 'status',
    value: cancelled,
    values: { ticket: ticket.number, record: link.recordId ?? '' },
  });
};
