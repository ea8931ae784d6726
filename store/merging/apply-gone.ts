import type { Change } from '../changes';
import { setLinkState } from '../links';
import { raiseProblem } from '../problems';
import { tell } from '../timeline-write';
import type { Merging } from './merging';

export const applyGone = async (merging: Merging, change: Change): Promise<void> => {
  const { tx, ticket } = merging;
  if (change.linkId !== null) await setLinkState(tx, change.linkId, 'lost');
  merging.merged = {
    ...merging.merged,
    tasks: merging.merged.tasks.filter((task) => task.linkId !== change.linkId),
  };
  await raiseProblem(tx, {
    ticketId: ticket.id,
    linkId: change.linkId ?? undefined,
    system: change.system,
    kind: 'record-lost',
    values: { record: change.recordId, ticket: ticket.number },
  });
  await tell(tx, ticket.id, {
    at: change.at,
    origin: change.system,
    actor: change.actor.name,
    what: 'record-lost',
    detail: { system: change.system, record: change.recordId },
  });
  merging.moved = true;
};
