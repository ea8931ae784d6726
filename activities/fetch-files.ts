import { ConnectorFailure } from '../connectors/failure';
import type { Connector } from '../connectors/port';
import type { RecordEvent, RemoteFile } from '../domain/record';
import type { Visibility } from '../domain/ticket';
import { storeBlob } from '../store/blobs';
import type { StoredFile } from '../store/changes';
import { transaction, type Database } from '../store/database';

export type SeenFile = RemoteFile & { readonly visibility: Visibility };

/** The largest file that the front keeps; a larger one is left where it is. Bytes (API.md: 25 MB). */
export const maxFileBytes = 25 * 1024 * 1024;

export const filesOf = (event: RecordEvent): readonly SeenFile[] =>
  event.kind === 'comment'
    ? event.files
    : event.kind === 'file'
      ? [{ ...event.file, visibility: event.visibility }]
      : [];

/** Brings the bytes of these files into the store; one that is too large, or gone meanwhile, is left out. */
export const fetchFiles = async (
  db: Database,
  connector: Connector,
  files: readonly SeenFile[],
): Promise<ReadonlyMap<string, StoredFile>> => {
  const stored = new Map<string, StoredFile>();
  for (const file of files) {
    if (file.size > maxFileBytes) continue;
    const bytes = await connector.fetchFile(file).catch((error: unknown) => {
      if (error instanceof ConnectorFailure && error.kind === 'refused') return undefined;
      throw error;
    });
    if (!bytes) continue;
    const blob = await transaction(db, (tx) => storeBlob(tx, bytes));
    stored.set(file.id, {
      remoteId: file.id,
      filename: file.filename,
      mediaType: file.mediaType,
      size: blob.size,
      sha256: blob.sha256.toString('hex'),
      visibility: file.visibility,
    });
  }
  return stored;
};
