import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { AttachmentView } from '../store/attachment-view';
import { streamBlob } from '../store/blobs';
import type { Database } from '../store/database';

/** Sends a file for saving. Whatever is in it, it never runs as a page of ours. */
export const sendFile = (
  reply: FastifyReply,
  db: Database,
  file: Pick<AttachmentView, 'filename' | 'mediaType' | 'size' | 'sha256'>,
): FastifyReply =>
  reply
    .headers({
      'content-type': file.mediaType,
      'content-length': file.size,
      'content-disposition': disposition(file.filename),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      etag: `"${file.sha256.toString('hex')}"`,
    })
    .send(Readable.from(streamBlob(db, file.sha256), { objectMode: false }));

/** RFC 6266: a plain name for old clients, the whole one in UTF-8. */
export const disposition = (filename: string): string => {
  const ascii = filename.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  const encoded = encodeURIComponent(filename).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};
