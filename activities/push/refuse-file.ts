import type { ConnectorFailure } from '../../connectors/failure';
import { linkAttachment, type FileToPush } from '../../store/attachments';
import { transaction } from '../../store/database';
import { raiseProblem } from '../../store/problems';
import type { Push } from './context';

/** The problem that a file is not taken. */
export const refusalOf = (attachmentId: number, linkId: number) =>
  ({ linkId, kind: 'file-refused', value: String(attachmentId) }) as const;

/** The record goes without this file, and a person is told; if it turns out to be there after all, the next read links it. */
export const refuseFile = async (
  { deps, link, load: { ticket } }: Push,
  file: FileToPush,
  error: ConnectorFailure,
): Promise<void> => {
  await transaction(deps.db, async (tx) => {
    await linkAttachment(tx, { attachmentId: file.id, linkId: link.id, refused: true });
    await raiseProblem(tx, {
      ...refusalOf(file.id, link.id),
      ticketId: ticket.id,
      system: link.system,
      values: {
        ticket: ticket.number,
        record: link.recordId ?? '',
        file: file.filename,
        size: String(file.size),
        said: error.message,
      },
    });
  });
};
