import { ConnectorFailure } from '../connectors/failure';
import type { Connector } from '../connectors/port';
import type { RecordEvent, RemoteFile } from '../domain/record';
import type { Visibility } from '../domain/ticket';
import { storeBlob } from '../store/blobs';
import type { LeftOutFile, StoredFile } from '../store/changes';
import { transaction, type Database } from '../store/database';

export type SeenFile = RemoteFile & { readonly visibility: Visibility };

/** The largest file that the front keeps; a larger one is left where it is. Bytes (API.md: 25 MB). */
export const maxFileBytes = 25 * 1024 * 1024;

/** What became of files that were met, by their ids there. */
export interface FetchedFiles {
  readonly stored: ReadonlyMap<string, StoredFile>;
  readonly leftOut: ReadonlyMap<string, LeftOutFile>;
}

export const noFiles: FetchedFiles = { stored: new Map(), leftOut: new Map() };

export const filesOf = (event: RecordEvent): readonly SeenFile[] =>
  event.kind === 'comment'
    ? event.files
    : event.kind === 'file'
      ? [{ ...event.file, visibility: event.visibility }]
      : [];

/** Brings the bytes of a record's files into the store. What is too large, or not given to us, is left out, and told. */
export const fetchFiles = async (
  db: Database,
  connector: Connector,
  files: readonly SeenFile[],
  recordId: string,
): Promise<FetchedFiles> => {
  const stored = new Map<string, StoredFile>();
  const leftOut = new Map<string, LeftOutFile>();
  for (const file of files) {
    const bytes = await bytesOf(connector, file);
    if (bytes === 'gone') continue;
    if (Buffer.isBuffer(bytes)) stored.set(file.id, await store(db, file, bytes));
    else leftOut.set(file.id, leaveOut(file, bytes, connector.pageOf(recordId)));
  }
  return { stored, leftOut };
};

type NotTaken = Pick<LeftOutFile, 'limit' | 'said' | 'size'>;

const tooLarge = (size: number): NotTaken => ({ size, limit: maxFileBytes });

/** 'gone': deleted meanwhile, and nobody's loss. */
const bytesOf = async (connector: Connector, file: SeenFile): Promise<Buffer | 'gone' | NotTaken> => {
  if (file.size > maxFileBytes) return tooLarge(file.size);
  try {
    const bytes = await connector.fetchFile(file);
    return bytes.length > maxFileBytes ? tooLarge(bytes.length) : bytes;
  } catch (error) {
    if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
    return isGone(error) ? 'gone' : { size: file.size, said: error.message };
  }
};

const isGone = ({ details }: ConnectorFailure): boolean => details.status === 404 || details.status === 410;

const store = async (db: Database, file: SeenFile, bytes: Buffer): Promise<StoredFile> => {
  const blob = await transaction(db, (tx) => storeBlob(tx, bytes));
  return {
    remoteId: file.id,
    filename: file.filename,
    mediaType: file.mediaType,
    size: blob.size,
    sha256: blob.sha256.toString('hex'),
    visibility: file.visibility,
  };
};

const leaveOut = ({ id, filename }: SeenFile, why: NotTaken, page: string): LeftOutFile => ({
  remoteId: id,
  filename,
  page,
  ...why,
});
