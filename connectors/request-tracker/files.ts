import { isUtf8 } from 'node:buffer';
import { reason } from '../../domain/reason';
import type { RemoteFile } from '../../domain/record';
import { ConnectorFailure } from '../failure';
import { maxFileBytes as maxAnswerBytes } from '../http';
import type { HttpBody } from '../http-body';
import type { OutgoingFile } from '../port';
import { markedWithAuthor } from './author-mark';
import type { Client } from './client';
import { toWords } from './encoded-words';
import { items, record, text } from './json';
import { messagePath } from './write';

/** RT gives a file as base64 with line ends inside JSON: this much of it fits into the largest answer that we take. */
export const maxFileBytes = 40 * 1024 * 1024;

const fetchDeadlineMs = 60_000;

/** A message without text, with this file: a comment when internal, correspondence when public. */
export const attachFile = async (client: Client, ticketId: string, file: OutgoingFile): Promise<void> => {
  await client.send({ method: 'POST', path: messagePath(ticketId, file.visibility), body: bodyWith(file) });
};

const bodyWith = (file: OutgoingFile): HttpBody => {
  const message = { ContentType: 'text/plain' };
  const filename = toWords(nameThatFits(file.filename));
  const mediaType = markedWithAuthor(keptType(file), file.authorAddress);
  if (file.bytes.length > 0)
    return {
      multipart: [
        { name: 'JSON', content: JSON.stringify(message) },
        { name: 'Attachments', content: file.bytes, filename, mediaType },
      ],
    };
  // RT asks for a content that is true in Perl; a lone padding is, and decodes to nothing.
  const empty = { FileName: filename, FileType: mediaType, FileContent: '=' };
  return { json: { ...message, Attachments: [empty] } };
};

/** RT recodes these to UTF-8 (RT::I18N): bytes that are none would change, and so would other mail parts. */
const keptType = ({ mediaType, bytes }: OutgoingFile): string => {
  const wellFormed = /^[\w.+-]+\/[\w.+-]+$/.test(mediaType);
  const recoded = /^text\/(plain|html)$/i.test(mediaType) && !(isUtf8(bytes) && !bytes.includes(0));
  return !wellFormed || recoded || /^(multipart|message)\//i.test(mediaType)
    ? 'application/octet-stream'
    : mediaType;
};

const longestName = 255;

/** RT keeps the last part of a path and 255 bytes, from the front: the ending is worth more. */
const nameThatFits = (filename: string): string => {
  const name = (filename.split('/').at(-1) ?? '').replace(/\p{Cc}/gu, '') || 'file';
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  let stem = name.slice(0, name.length - ending.length);
  while (Buffer.byteLength(stem + ending) > longestName) stem = [...stem].slice(0, -1).join('');
  return stem + ending;
};

/** Its bytes as RT keeps them. Refused when there is no such file. */
export const fetchFile = async (client: Client, file: RemoteFile): Promise<Buffer> => {
  const path = `/attachment/${encodeURIComponent(file.id)}`;
  const limits = { deadlineMs: fetchDeadlineMs, maxBytes: maxAnswerBytes };
  try {
    const answer = await client.send({ method: 'GET', path, ...limits });
    return Buffer.from(text(record(answer.json()).Content), 'base64');
  } catch (error) {
    throw (await isMissing(client, file, error)) ? missing(client, file) : error;
  }
};

/** RT answers 500 for an attachment that does not exist. */
const isMissing = async (client: Client, { id }: RemoteFile, error: unknown): Promise<boolean> => {
  if (!(error instanceof ConnectorFailure) || error.details.status !== 500) return false;
  const found = await client.page(
    '/attachments',
    JSON.stringify([{ field: 'id', value: id }]),
    'ContentType',
  );
  return items(found).length === 0;
};

const missing = (client: Client, { id, filename }: RemoteFile) =>
  new ConnectorFailure(
    'refused',
    'answered',
    reason('noAttachment', { system: client.config.name, id, filename }),
    { status: 404 },
  );
