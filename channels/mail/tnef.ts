import { decodeUndeclared } from './guess-charset';
import { fileName } from '../../domain/file-name';
import type { MailFile } from '../../domain/mail/parsed';

/** Outlook's winmail.dat: [MS-OXTNEF], 2.1. */
const signature = 0x223e9f78;
const attribute = { title: 0x8010, data: 0x800f, renderData: 0x9002, properties: 0x9005 } as const;
/** Properties that say more than the old attributes: [MS-OXPROPS] PidTagAttachLongFilename, ...MimeTag, ...DataBinary. */
const property = { longFilename: 0x3707, mimeTag: 0x370e, dataBinary: 0x3701 } as const;
const mostFiles = 200;

/** What its sender calls so; whether it is one is told by its first bytes. */
export const isCalledTnef = (mediaType: string): boolean => /^application\/(vnd\.)?ms-tnef$/i.test(mediaType);

interface Found {
  title?: string;
  longName?: string;
  mime?: string;
  data?: Buffer;
}

/** The files that are packed in it; none where it is broken, or is none: then it is shown as the file that it is. */
export const filesInTnef = (bytes: Buffer): readonly MailFile[] => {
  if (bytes.length <= 6 || bytes.readUInt32LE(0) !== signature) return [];
  const found: Found[] = [];
  try {
    for (const { id, value } of attributes(bytes)) take(found, id, value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // cut off: what came before it is whole
  }
  return found
    .filter(({ data }) => data !== undefined)
    .slice(0, mostFiles)
    .map(fileOf);
};

const take = (found: Found[], id: number, value: Buffer): void => {
  if (id === attribute.renderData) found.push({});
  const current = found.at(-1);
  if (!current) return;
  if (id === attribute.title) current.title = textOf(value);
  if (id === attribute.data) current.data ??= value;
  if (id === attribute.properties) Object.assign(current, propertiesOf(value));
};

function* attributes(bytes: Buffer): Generator<{ readonly id: number; readonly value: Buffer }> {
  for (let at = 6; at + 11 <= bytes.length;) {
    const id = bytes.readUInt16LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    const end = at + 9 + length;
    if (end > bytes.length) throw new RangeError('cut off');
    yield { id, value: bytes.subarray(at + 9, end) };
    at = end + 2; // a checksum
  }
}

/** [MS-OXCDATA], 2.11.1: the types with one value of a fixed width, in bytes as they are padded here. */
const widths: Readonly<Record<number, number>> = {
  0x0002: 4,
  0x0003: 4,
  0x0004: 4,
  0x0005: 8,
  0x0006: 8,
  0x0007: 8,
  0x000a: 4,
  0x000b: 4,
  0x0014: 8,
  0x0040: 8,
  0x0048: 16,
};

const propertiesOf = (bytes: Buffer): Found => {
  const found: Found = {};
  const count = bytes.readUInt32LE(0);
  let at = 4;
  for (let n = 0; n < count && n < 500; n++) {
    const type = bytes.readUInt16LE(at);
    const id = bytes.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x8000) at = afterName(bytes, at);
    const width = widths[type];
    if (width !== undefined) {
      at += width;
      continue;
    }
    const values = bytes.readUInt32LE(at);
    at += 4;
    for (let v = 0; v < values && v < 1000; v++) {
      const length = bytes.readUInt32LE(at);
      note(found, id, type, bytes.subarray(at + 4, at + 4 + length));
      at += 4 + padded(length);
    }
  }
  return found;
};

const afterName = (bytes: Buffer, at: number): number => {
  const isNumber = bytes.readUInt32LE(at + 16) === 0;
  return isNumber ? at + 24 : at + 24 + padded(bytes.readUInt32LE(at + 20));
};

const note = (found: Found, id: number, type: number, value: Buffer): void => {
  const text = () => (type === 0x001f ? value.toString('utf16le').replace(/\0+$/, '') : textOf(value));
  if (id === property.longFilename) found.longName = text();
  if (id === property.mimeTag) found.mime = text();
  if (id === property.dataBinary && type === 0x0102) found.data = value;
};

const padded = (length: number): number => Math.ceil(length / 4) * 4;
const textOf = (value: Buffer): string => decodeUndeclared(value.subarray(0, 1000)).replace(/\0.*$/s, '');

const fileOf = ({ title, longName, mime, data }: Found): MailFile => ({
  filename: fileName(longName || title || 'file'),
  mediaType: mime && /^[\w.+-]+\/[\w.+-]+$/.test(mime) ? mime.toLowerCase() : 'application/octet-stream',
  bytes: data ?? Buffer.alloc(0),
  inline: false,
});
