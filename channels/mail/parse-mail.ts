import { createHash } from 'node:crypto';
import { simpleParser, type Attachment, type ParsedMail as Read, type SimpleParserOptions } from 'mailparser';
import type { ParsedMail, ParseNote } from '../../domain/mail/parsed';
import { isFromServer } from '../../domain/mail/robot';
import { cleanLine, cleanText, wellFormed } from './clean';
import { filesOf } from './files';
import { forwardedFrom } from './forwarded';
import { headOf } from './head';
import { inviteIn } from './invite';
import { plainText } from './plain-text';
import { protectionOf } from './protection';
import { repairCharsets } from './repair-charset';
import { reportedId, reportsIn } from './reports';
import { spokenReport } from './spoken-reports';
import { sanitiseHtml } from './sanitise-html';
import { stripReply } from './strip-reply';

const options: SimpleParserOptions & { keepDeliveryStatus: boolean } = {
  keepCidLinks: true, // else images come as data: addresses inside the HTML
  keepDeliveryStatus: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
};
/** Longer texts are for files. Characters. */
const longestText = 5_000_000;

/** Reads a whole mail. Throws when it is none, or breaks a limit of the parser (EMAXLEN). For a thread of its own. */
export const parseMail = async (bytes: Buffer): Promise<ParsedMail> => {
  const { mail, notes } = await readWell(bytes);
  const head = headOf(mail);
  const status = partsOf(mail.attachments, 'message/delivery-status');
  const returned = partsOf(
    mail.attachments,
    'message/rfc822',
    'text/rfc822-headers',
    'message/rfc822-headers',
  );
  const text = cleanText(textOf(mail)).slice(0, longestText);
  const html =
    typeof mail.html === 'string' ? sanitiseHtml(wellFormed(mail.html).replaceAll('\0', '')) : undefined;
  const invite = inviteIn(partsOf(mail.attachments, 'text/calendar'));
  const protection = protectionOf(mail, mail.attachments, text);
  const forwarded = forwardedFrom(head.subject, text) ?? (await attachedFrom(mail.attachments));
  const { files, notes: ofFiles } = filesOf(mail.attachments);
  const isReport = head.mediaType === 'multipart/report';
  const reports = isReport ? reportsIn(status) : [];
  const spoken = reports.length === 0 && isFromServer(head) ? spokenReport(text) : undefined;
  const about = isReport || spoken ? (reportedId(returned) ?? spoken?.messageId) : undefined;
  return {
    head,
    contentHash: contentHash(bytes),
    text,
    reply: stripReply(text),
    ...(html === undefined || html.trim() === '' ? {} : { html }),
    files,
    ...(protection ? { protection } : {}),
    ...(invite ? { invite } : {}),
    ...(forwarded ? { forwarded } : {}),
    reports: spoken?.reports ?? reports,
    ...(spoken ? { reportedInWords: true } : {}),
    ...(about === undefined ? {} : { reportedMessageId: about }),
    notes: [...notes, ...ofFiles],
  };
};

/** Once more with what says nothing, or nothing right, about how it is written put right. */
const readWell = async (
  bytes: Buffer,
): Promise<{ readonly mail: Read; readonly notes: readonly ParseNote[] }> => {
  const repaired = repairCharsets(bytes);
  if (!repaired) return { mail: await simpleParser(bytes, options), notes: [] };
  return { mail: await simpleParser(repaired, options), notes: ['characterSetGuessed'] };
};

const textOf = ({ text, html, textConversionError }: Read & { textConversionError?: unknown }): string => {
  if (text !== undefined && text.trim() !== '' && !textConversionError) return text;
  return typeof html === 'string' ? plainText(html) : (text ?? '');
};

const partsOf = (attachments: readonly Attachment[], ...types: readonly string[]): string =>
  attachments
    .filter(({ contentType }) => types.includes(contentType))
    .map(({ content }) => cleanText(content.subarray(0, 1_000_000).toString('utf8')))
    .join('\n\n');

/** Who wrote the one mail that is attached here. */
const attachedFrom = async (attachments: readonly Attachment[]): Promise<ParsedMail['forwarded']> => {
  const mails = attachments.filter(({ contentType }) => contentType === 'message/rfc822');
  if (mails.length !== 1) return undefined;
  const head =
    mails[0]!.content
      .subarray(0, 65_536)
      .toString('latin1')
      .split(/\r?\n\r?\n/)[0] ?? '';
  const { from } = await simpleParser(Buffer.from(`${head}\r\n\r\n`, 'latin1'), options);
  const first = from?.value[0];
  return first?.address ? { name: cleanLine(first.name), address: first.address.toLowerCase() } : undefined;
};

/** Of what the sender wrote: the same mail on two ways differs only in what servers add on top. */
const contentHash = (bytes: Buffer): string => {
  const gap = bytes.indexOf('\r\n\r\n') === -1 ? bytes.indexOf('\n\n') : bytes.indexOf('\r\n\r\n');
  const head = bytes
    .subarray(0, gap === -1 ? bytes.length : gap)
    .toString('latin1')
    .replace(/\r?\n[ \t]+/g, ' ');
  const own = head.split(/\r?\n/).filter((line) => /^(from|to|cc|subject|date|message-id):/i.test(line));
  const hash = createHash('sha256').update(own.sort().join('\n'));
  if (gap !== -1) hash.update(bytes.subarray(gap));
  return hash.digest('hex');
};
