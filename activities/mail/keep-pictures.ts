import type { PoolClient } from 'pg';
import type { MailFile } from '../../domain/mail/parsed';
import { storeBlob } from '../../store/blobs';
import { saveFiles, type KeptFile } from '../../store/mail/contents';

/** Larger ones stay in the raw mail. Bytes. */
const largestPicture = 5 * 1024 * 1024;
const mostFiles = 100;

/**
 * Names the files of a mail that gets into no ticket, and keeps the pictures that stand inside its text: who decides about it sees the
 * mail as its sender made it.
 */
export const keepPictures = async (
  tx: PoolClient,
  mailId: number,
  files: readonly MailFile[],
): Promise<void> => {
  const kept: KeptFile[] = [];
  for (const file of files.slice(0, mostFiles)) kept.push(await keptAs(tx, file));
  await saveFiles(tx, mailId, kept);
};

const keptAs = async (tx: PoolClient, file: MailFile): Promise<KeptFile> => {
  const { filename, mediaType, bytes, cid } = file;
  const kept = { attachmentId: null, filename, mediaType, size: bytes.length, cid: cid ?? null };
  if (!isInText(file)) return kept;
  const { sha256 } = await storeBlob(tx, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return { ...kept, sha256 };
};

const isInText = ({ cid, mediaType, bytes }: MailFile): boolean =>
  cid !== undefined && mediaType.startsWith('image/') && bytes.length > 0 && bytes.length <= largestPicture;
