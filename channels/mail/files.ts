import type { Attachment } from 'mailparser';
import { fileName } from '../../domain/file-name';
import type { MailFile, ParseNote } from '../../domain/mail/parsed';
import { cleanLine } from './clean';
import { filesInTnef, isCalledTnef } from './tnef';

/** The files of a mail: what Outlook packed into winmail.dat is taken out, what has no name gets one by its kind. */
export const filesOf = (
  attachments: readonly Attachment[],
): { readonly files: readonly MailFile[]; readonly notes: readonly ParseNote[] } => {
  const notes = new Set<ParseNote>();
  const files = attachments.flatMap((attachment, n) => {
    if (!isCalledTnef(attachment.contentType)) return [fileOf(attachment, n)];
    const unpacked = filesInTnef(attachment.content);
    notes.add(unpacked.length > 0 ? 'winmailUnpacked' : 'winmailKept');
    return unpacked.length > 0 ? unpacked : [fileOf(attachment, n)];
  });
  return { files, notes: [...notes] };
};

const fileOf = ({ filename, contentType: given, content, cid, related }: Attachment, n: number): MailFile => {
  const name = cleanLine(filename ?? '');
  const contentType = typeof given === 'string' ? given : ''; // the library knows stranger ones, whatever its types say
  return {
    filename: fileName(
      name === '' ? `${nameBy(contentType)}${n === 0 ? '' : `-${n + 1}`}${extensionBy(contentType)}` : name,
    ),
    mediaType: mediaType(contentType),
    bytes: content,
    ...(cid ? { cid: cleanLine(cid).slice(0, 500) } : {}),
    inline: related === true,
  };
};

/** A media type that can stand in a header. */
const mediaType = (type: string): string =>
  /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,80}$/i.test(type)
    ? type.toLowerCase()
    : 'application/octet-stream';

const nameBy = (type: string): string => {
  if (type === 'message/rfc822') return 'mail';
  if (type === 'text/calendar') return 'invite';
  return type.startsWith('image/') ? 'image' : 'file';
};

const extensions: Readonly<Record<string, string>> = {
  'message/rfc822': '.eml',
  'text/calendar': '.ics',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'text/plain': '.txt',
  'text/html': '.html',
  'application/pdf': '.pdf',
  'application/pkcs7-mime': '.p7m',
  'application/pkcs7-signature': '.p7s',
  'application/pgp-signature': '.asc',
  'application/pgp-encrypted': '.asc',
};
const extensionBy = (type: string): string => extensions[type] ?? '';
