import type { RecordState } from '../domain/record';
import { insertChange } from '../store/changes';
import type { Queryable } from '../store/database';
import type { Link } from '../store/links';

/**
 * A record that somebody had from the beginning (a rule there, or whoever entered it) was given to him when it was made: no
 * history tells of that, and clocks inside the house go by it.
 */
export const storeFirstAssignee = async (
  tx: Queryable,
  link: Link,
  { id: recordId, firstAssignee, createdAt, createdBy }: RecordState,
  clockOffset: number,
): Promise<void> => {
  if (firstAssignee === undefined) return;
  await insertChange(tx, {
    ticketId: link.ticketId,
    linkId: link.id,
    system: link.system,
    recordId,
    kind: 'assigned',
    changeId: 'first',
    entry: '0',
    old: null,
    new: firstAssignee,
    at: createdAt - clockOffset,
    actor: { id: createdBy.id, name: createdBy.name },
  });
};
