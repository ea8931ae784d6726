import type { MailFile } from '../../domain/mail/parsed';
import type { Visibility } from '../../domain/ticket';
import { storeBlob } from '../../store/blobs';
import type { FrontActor } from '../../store/front';
import { addComment, attachFile } from '../../store/front-texts';
import { saveFiles, type KeptFile } from '../../store/mail/contents';
import type { Taking } from './taking';
import { leftOutNote } from './words';

const largestFile = 25 * 1024 * 1024;
const mostFiles = 100;

interface Place {
  readonly ticketId: number;
  readonly commentId?: number;
  readonly visibility: Visibility;
}

/** Hangs the files of a mail on its ticket or comment; what is too large, or one too many, stays in the mail, and a note says so. */
export const keepFiles = async (taking: Taking, place: Place, actor: FrontActor): Promise<void> => {
  const { tx, row, parsed } = taking;
  const kept: KeptFile[] = [];
  const leftOut: string[] = [];
  for (const [n, file] of parsed.files.entries()) {
    if (isInvisible(file)) continue;
    const fits = file.bytes.length <= largestFile && n < mostFiles;
    const attachmentId = fits ? await attach(taking, place, file, actor) : null;
    if (!fits) leftOut.push(file.filename);
    kept.push({
      attachmentId,
      filename: file.filename,
      mediaType: file.mediaType,
      size: file.bytes.length,
      cid: file.cid ?? null,
    });
  }
  await saveFiles(tx, row.id, kept);
  if (leftOut.length > 0) await noteLeftOut(taking, place.ticketId, leftOut);
};

/** A repeated picture of a signature is attached once. */
const attach = async (
  { tx, deps }: Taking,
  { ticketId, commentId, visibility }: Place,
  { filename, mediaType, bytes, inline }: MailFile,
  actor: FrontActor,
): Promise<number> => {
  const blob = await storeBlob(tx, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const before = inline ? await attachedBefore(tx, ticketId, blob.sha256) : undefined;
  if (before !== undefined) return before;
  const file = {
    filename,
    mediaType,
    ...blob,
    visibility,
    ...(commentId === undefined ? {} : { commentId }),
  };
  return (await attachFile(tx, ticketId, file, actor, deps.rules)).id;
};

const attachedBefore = async (
  tx: Taking['tx'],
  ticketId: number,
  sha256: Buffer,
): Promise<number | undefined> =>
  (
    await tx.query<{ id: number }>(
      'select id from attachments where ticket_id = $1 and sha256 = $2 and not hidden limit 1',
      [ticketId, sha256],
    )
  ).rows[0]?.id;

/** Pictures of one point count who reads: GIF and PNG keep their size at a fixed place. */
const isInvisible = ({ mediaType, bytes }: MailFile): boolean => {
  if (bytes.length > 1_000 || bytes.length < 10) return false;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (mediaType === 'image/gif') return view.readUInt16LE(6) <= 1 && view.readUInt16LE(8) <= 1;
  return (
    mediaType === 'image/png' &&
    bytes.length >= 24 &&
    view.readUInt32BE(16) <= 1 &&
    view.readUInt32BE(20) <= 1
  );
};

const noteLeftOut = async (
  { tx, deps, mailbox, row }: Taking,
  ticketId: number,
  names: readonly string[],
): Promise<void> => {
  const comment = {
    body: leftOutNote(names, mailbox.language),
    visibility: 'internal',
    commentAuthorIsRequester: false,
    automatic: true,
  } as const;
  const actor = {
    kind: 'mail',
    id: mailbox.name,
    name: mailbox.address,
    at: row.receivedAt.getTime(),
  } as const;
  await addComment(tx, ticketId, comment, actor, deps.rules);
};
