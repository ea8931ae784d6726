import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { first, type Queryable } from './database';

/** Small enough for one row to be read at once, large enough that a file is few rows. */
const chunkBytes = 256 * 1024;

export interface Blob {
  readonly sha256: Buffer;
  /** Bytes. */
  readonly size: number;
}

/** Keeps the bytes, once per content. Another transaction that stores the same waits, or is waited for. */
export const storeBlob = async (tx: PoolClient, bytes: Buffer): Promise<Blob> => {
  const blob = { sha256: createHash('sha256').update(bytes).digest(), size: bytes.length };
  const inserted = await tx.query(
    'insert into blobs (sha256, size) values ($1, $2) on conflict (sha256) do nothing',
    [blob.sha256, blob.size],
  );
  if (inserted.rowCount === 1) await storeChunks(tx, blob.sha256, bytes);
  return blob;
};

const storeChunks = async (tx: PoolClient, sha256: Buffer, bytes: Buffer): Promise<void> => {
  for (let n = 0; n * chunkBytes < bytes.length; n++)
    await tx.query('insert into blob_chunks (sha256, n, bytes) values ($1, $2, $3)', [
      sha256,
      n,
      bytes.subarray(n * chunkBytes, (n + 1) * chunkBytes),
    ]);
};

/** The bytes, one chunk in memory at a time. Throws when the content is not kept. */
export async function* streamBlob(db: Queryable, sha256: Buffer): AsyncGenerator<Buffer> {
  const size = await sizeOf(db, sha256);
  for (let n = 0, sent = 0; sent < size; n++) {
    const chunk = first(
      await db.query<{ bytes: Buffer }>('select bytes from blob_chunks where sha256 = $1 and n = $2', [
        sha256,
        n,
      ]),
    );
    if (!chunk) throw new Error(`chunk ${n} of blob ${sha256.toString('hex')} is missing`);
    sent += chunk.bytes.length;
    yield chunk.bytes;
  }
}

/** All the bytes at once. Throws when the content is not kept. */
export const readBlob = async (db: Queryable, sha256: Buffer): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of streamBlob(db, sha256)) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** The first bytes of it, a chunk at most. Throws when the content is not kept. */
export const beginOfBlob = async (db: Queryable, sha256: Buffer): Promise<Buffer> => {
  for await (const chunk of streamBlob(db, sha256)) return chunk;
  return Buffer.alloc(0);
};

const sizeOf = async (db: Queryable, sha256: Buffer): Promise<number> => {
  const row = first(await db.query<{ size: number }>('select size from blobs where sha256 = $1', [sha256]));
  if (!row) throw new Error(`there is no blob ${sha256.toString('hex')}`);
  return row.size;
};
