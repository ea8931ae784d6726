import type { SendMailOptions } from 'nodemailer';
import { loopHeader } from './signatures';

export interface OutgoingFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** One mail to one person. Message-IDs without brackets. */
export interface OutgoingMail {
  readonly messageId: string;
  /** The envelope's sender: what a bounce comes back to (VERP). */
  readonly returnPath: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly inReplyTo?: string;
  readonly references: readonly string[];
  /** RFC 3834: the answer to a mail, or something that we say by ourselves. */
  readonly automatic: 'auto-replied' | 'auto-generated';
  readonly loopMark: string;
  /** RFC 8058. */
  readonly unsubscribe?: string;
  readonly files: readonly OutgoingFile[];
}

/** The mail as the library wants it. Names and subject are single lines, whatever was typed: no header begins in them. */
export const mailOptions = (mail: OutgoingMail): SendMailOptions => ({
  envelope: { from: mail.returnPath, to: [mail.to.address] },
  messageId: `<${mail.messageId}>`,
  from: { name: line(mail.from.name), address: mail.from.address },
  to: { name: line(mail.to.name), address: mail.to.address },
  replyTo: mail.replyTo,
  subject: line(mail.subject),
  text: mail.text,
  html: mail.html,
  ...(mail.inReplyTo === undefined || !isId(mail.inReplyTo) ? {} : { inReplyTo: `<${mail.inReplyTo}>` }),
  ...(mail.references.length === 0
    ? {}
    : { references: mail.references.filter(isId).map((id) => `<${id}>`) }),
  headers: {
    'Auto-Submitted': mail.automatic,
    'X-Auto-Response-Suppress': 'All',
    [loopHeader]: mail.loopMark,
    ...(mail.unsubscribe === undefined
      ? {}
      : {
          'List-Unsubscribe': `<${mail.unsubscribe}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
  },
  attachments: mail.files.map(({ filename, mediaType, bytes }) => ({
    filename: line(filename),
    contentType: mediaType,
    content: bytes,
  })),
  disableFileAccess: true,
  disableUrlAccess: true,
});

const line = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 400);

/** Those of others may be anything. */
const isId = (id: string): boolean => /^[^\s<>\p{Cc}]{1,500}$/u.test(id);
