import type { Remark } from '../../domain/remark';
import type { Change, LeftOutFile } from '../changes';
import { linkComment } from '../comments';
import { raiseProblem } from '../problems';
import { sayRemark } from '../say-remark';
import { tell } from '../timeline-write';
import type { Merging } from './merging';

/**
 * Files of a change that are not kept here: an internal remark in the ticket says which, and where they are, and so says every
 * other record; a person has to see that those who need a file get it.
 */
export const tellLeftOut = async (merging: Merging, change: Change): Promise<void> => {
  for (const file of change.data.leftOut ?? []) {
    await remark(merging, change, remarkOn(file, change.actor.name));
    await raise(merging, change, file);
    await tell(merging.tx, merging.ticket.id, {
      at: change.at,
      origin: change.system,
      actor: change.actor.name,
      what: 'file-left-out',
      detail: { filename: file.filename, size: file.size, visibility: 'internal' },
    });
    merging.moved = true;
  }
};

const remarkOn = ({ filename: file, size, limit, said = '', page }: LeftOutFile, who: string): Remark => {
  const of = { file, size: String(size), who, page };
  return limit === undefined
    ? { says: 'notGiven', of: { ...of, said } }
    : { says: 'tooLarge', of: { ...of, limit: String(limit) } };
};

/** The record that has the file need not be told of it. */
const remark = async ({ tx, ticket }: Merging, { at, linkId }: Change, says: Remark): Promise<void> => {
  const commentId = await sayRemark(tx, ticket.id, says, at);
  if (linkId !== null) await linkComment(tx, { commentId, linkId, revision: 1 });
};

/** Not of the link: nothing is held up, and nothing else can be tried. */
const raise = async ({ tx, ticket }: Merging, change: Change, file: LeftOutFile): Promise<void> => {
  const about = { ticketId: ticket.id, system: change.system, value: file.remoteId };
  const values = {
    ticket: ticket.number,
    record: change.recordId,
    file: file.filename,
    size: String(file.size),
  };
  if (file.limit === undefined)
    await raiseProblem(tx, {
      ...about,
      kind: 'file-not-given',
      values: { ...values, said: file.said ?? '' },
    });
  else
    await raiseProblem(tx, {
      ...about,
      kind: 'file-too-large',
      values: { ...values, limit: String(file.limit) },
    });
};
