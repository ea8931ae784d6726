import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Bytes that can be read again: their hash has to be known before the first of them is kept. */
export interface Spooled {
  readonly sha256: Buffer;
  /** Bytes. */
  readonly size: number;
  chunks(): AsyncIterable<Buffer>;
  /** Gives back the room that it took. */
  drop(): Promise<void>;
}

export const spooledBytes = (bytes: Buffer): Spooled => ({
  sha256: createHash('sha256').update(bytes).digest(),
  size: bytes.length,
  async *chunks() {
    yield bytes;
  },
  drop: async () => undefined,
});

/** Puts a stream into a temporary file that only this account can read. */
export const spoolToFile = async (stream: Readable): Promise<Spooled> => {
  const file = path.join(tmpdir(), `sagadesk-${randomBytes(12).toString('hex')}.spool`);
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(stream, measure, createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return {
    sha256: hash.digest(),
    size,
    chunks: () => createReadStream(file, { highWaterMark: 256 * 1024 }),
    drop: () => rm(file, { force: true }),
  };
};
