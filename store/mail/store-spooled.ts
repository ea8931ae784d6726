import type { PoolClient } from 'pg';
import type { Spooled } from '../../platform/spool';
import type { Blob } from '../blobs';

/** Pieces of this size are one row each, as in store/blobs. */
const chunkBytes = 256 * 1024;

/** The same as storeBlob for what does not fit into memory: one chunk of it at a time. */
export const storeSpooled = async (tx: PoolClient, spooled: Spooled): Promise<Blob> => {
  const { sha256, size } = spooled;
  const inserted = await tx.query(
    'insert into blobs (sha256, size) values ($1, $2) on conflict (sha256) do nothing',
    [sha256, size],
  );
  if (inserted.rowCount !== 1) return { sha256, size };
  let n = 0;
  for await (const bytes of inPieces(spooled.chunks()))
    await tx.query('insert into blob_chunks (sha256, n, bytes) values ($1, $2, $3)', [sha256, n++, bytes]);
  return { sha256, size };
};

async function* inPieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    rest.push(chunk);
    length += chunk.length;
    if (length < chunkBytes) continue;
    const whole = Buffer.concat(rest);
    let at = 0;
    for (; at + chunkBytes <= whole.length; at += chunkBytes) yield whole.subarray(at, at + chunkBytes);
    rest = [whole.subarray(at)];
    length = whole.length - at;
  }
  if (length > 0) yield Buffer.concat(rest);
}
