import { ConnectorFailure } from '../../connectors/failure';
import { filesToPush, linkAttachment, type FileToPush } from '../../store/attachments';
import { readBlob } from '../../store/blobs';
import { withAuthor } from '../../domain/comment-text';
import { ourName, remarkIn } from '../../domain/remark';
import type { Judged } from '../absorb';
import { linkInsteadKey } from './settle';
import { absorb, readRecord, rebaseIfNews, write, type Push } from './context';
import { hideIfPublic } from './hide-if-public';
import { refuseFile } from './refuse-file';

/** Sends every file that the record does not hold, one at a time. */
export const pushFiles = async (push: Push): Promise<void> => {
  for (const file of await filesToPush(push.deps.db, push.load.ticket.id, push.link.id)) {
    if (file.size > push.connector.capabilities.maxFileBytes) await sendLinkInstead(push, file);
    else await sendFile(push, file);
    await rebaseIfNews(push);
  }
};

const sendFile = async (push: Push, file: FileToPush): Promise<void> => {
  const bytes = await readBlob(push.deps.db, file.sha256);
  const content = { kind: 'attachment', filename: file.filename, size: file.size } as const;
  push.file = file;
  try {
    const intent = await write(push, content, file.id, () =>
      push.connector.attach(push.link.recordId!, {
        filename: file.filename,
        mediaType: file.mediaType,
        bytes,
        visibility: file.visibility,
        ...(file.authorAddress === null ? {} : { authorAddress: file.authorAddress }),
      }),
    );
    const state = await readRecord(push, push.link.cursor);
    await absorb(push, state, { intent, as: 'written' }, (judged, tx) =>
      linkAttachment(tx, { attachmentId: file.id, linkId: push.link.id, remoteId: remoteIdOf(judged) }),
    );
  } catch (error) {
    if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
    await refuseFile(push, file, error);
    await sendLinkInstead(push, file);
  }
  delete push.file;
};

const remoteIdOf = (judged: readonly Judged[]): string | undefined => {
  for (const { event, verdict } of judged) {
    if (verdict !== 'echo') continue;
    if (event.kind === 'file') return event.file.id;
    if (event.kind === 'comment' && event.files[0]) return event.files[0].id;
  }
  return undefined;
};

/** Too large, or refused: a link to the front, which asks who you are, stands in for the file. What takes neither goes without. */
const sendLinkInstead = async (push: Push, file: FileToPush): Promise<void> => {
  try {
    await sendLink(push, file);
  } catch (error) {
    if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
    await refuseFile(push, file, error);
  }
};

const sendLink = async (push: Push, file: FileToPush): Promise<void> => {
  const url = `${push.deps.publicUrl}/attachments/${file.id}`;
  const of = { file: file.filename, size: String(file.size), page: url };
  const text = remarkIn({ says: 'fileInFront', of }, push.config.language);
  const body = withAuthor(ourName, push.load.ticket.number, text);
  const comment = { key: `${linkInsteadKey}${file.id}`, body, visibility: file.visibility };
  const intent = await write(push, { kind: 'comment', ...comment }, file.id, () =>
    push.connector.comment(push.link.recordId!, {
      ...comment,
      ...(file.authorAddress === null ? {} : { authorAddress: file.authorAddress }),
    }),
  );
  const state = await readRecord(push, push.link.cursor);
  const judged = await absorb(push, state, { intent, as: 'written' }, (_judged, tx) =>
    linkAttachment(tx, { attachmentId: file.id, linkId: push.link.id, refused: true }),
  );
  await hideIfPublic(push, judged, intent.content);
};
