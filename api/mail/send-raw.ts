import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { streamBlob } from '../../store/blobs';
import type { Database } from '../../store/database';
import type { MailView } from '../../store/mail/mail-list';

/** Sends a mail as it came: to be kept as a file, never shown. It may hold anything. */
export const sendRawMail = (reply: FastifyReply, db: Database, mail: MailView): FastifyReply =>
  reply
    .headers({
      'content-type': 'message/rfc822',
      'content-length': mail.size,
      'content-disposition': `attachment; filename="mail-${mail.id}.eml"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    })
    .send(Readable.from(streamBlob(db, mail.sha256), { objectMode: false }));
