import { insertChange } from '../store/changes';
import type { Queryable } from '../store/database';
import type { Link } from '../store/links';

/** A record that is not there any more, as a change of its ticket: the same one, however often it is met. */
export const insertGone = async (tx: Queryable, link: Link): Promise<void> => {
  await insertChange(tx, {
    ticketId: link.ticketId,
    linkId: link.id,
    system: link.system,
    recordId: link.recordId!,
    kind: 'gone',
    changeId: `gone:${link.cursor}`,
    entry: link.cursor,
    at: Date.now(),
    actor: { id: '', name: link.system },
  });
};
