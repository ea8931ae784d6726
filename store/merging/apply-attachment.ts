import type { IgnoredBecause } from '../../domain/ignored';
import { insertAttachment, linkAttachment } from '../attachments';
import type { Change, StoredFile } from '../changes';
import { tell } from '../timeline-write';
import type { Merging } from './merging';
import { noteFile } from './news';
import { tellLeftOut } from './tell-left-out';

export const applyAttachment = async (merging: Merging, change: Change): Promise<IgnoredBecause | void> => {
  await tellLeftOut(merging, change);
  if (!change.data.file) return change.data.leftOut ? undefined : 'notOurs';
  const attachmentId = await keepFile(merging, change, change.data.file, change.data.onComment);
  await noteFile(merging, change, attachmentId);
  merging.moved = true;
};

export const keepFile = async (
  merging: Merging,
  change: Change,
  file: StoredFile,
  commentId?: number,
): Promise<number> => {
  const { tx, ticket } = merging;
  const attachmentId = await insertAttachment(tx, {
    ticketId: ticket.id,
    commentId,
    filename: file.filename,
    mediaType: file.mediaType,
    size: file.size,
    sha256: Buffer.from(file.sha256, 'hex'),
    visibility: file.visibility,
    origin: change.system,
    at: change.at,
  });
  if (change.linkId !== null)
    await linkAttachment(tx, { attachmentId, linkId: change.linkId, remoteId: file.remoteId });
  await tell(tx, ticket.id, {
    at: change.at,
    origin: change.system,
    actor: change.actor.name,
    what: 'attachment',
    detail: { filename: file.filename, size: file.size, visibility: file.visibility },
  });
  return attachmentId;
};
