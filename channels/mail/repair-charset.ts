import iconv from 'iconv-lite';
import { decodeUndeclared, strictUtf8 } from './guess-charset';

/** Larger mails are read as they are. Bytes. */
const largest = 8 * 1024 * 1024;
const deepest = 10;
const mostParts = 500;

/**
 * A mail whose headers or texts do not say how they are written, or say it wrongly, with UTF-8 in their place: header bytes
 * above ASCII, parts without a charset, with an unknown one, with UTF-7. Undefined: nothing was to be repaired.
 */
export const repairCharsets = (bytes: Buffer): Buffer | undefined => {
  if (bytes.length > largest) return undefined;
  const before = bytes.toString('latin1');
  const after = repairEntity(before, { depth: 0, parts: 0 });
  return after === before ? undefined : Buffer.from(after, 'latin1');
};

interface Place {
  readonly depth: number;
  parts: number;
}

/** Texts here hold one byte in each character. */
const repairEntity = (entity: string, place: Place): string => {
  const gap = /\r?\n\r?\n/.exec(entity);
  const end = gap ? gap.index : entity.length;
  const head = repairHead(entity.slice(0, end));
  const rest = entity.slice(end);
  if (!gap) return head;
  const type = field(head, 'content-type');
  const boundary = parameter(type, 'boundary');
  if (/^\s*multipart\//i.test(type) && boundary !== '')
    return place.depth < deepest ? head + repairParts(rest, boundary, place) : head + rest;
  const isText = type === '' || /^\s*text\/(plain|html)/i.test(type);
  return isText ? repairText(head, rest, gap[0]) : head + rest;
};

const repairParts = (body: string, boundary: string, place: Place): string => {
  const pieces = body.split(`--${boundary}`);
  return pieces
    .map((piece, i) => {
      place.parts++;
      const opening = /^[ \t]*\r?\n/.exec(piece)?.[0];
      if (i === 0 || opening === undefined || place.parts > mostParts) return piece;
      return opening + repairEntity(piece.slice(opening.length), { ...place, depth: place.depth + 1 });
    })
    .join(`--${boundary}`);
};

const repairHead = (head: string): string =>
  isAscii(head) ? head : asLatin1(decodeUndeclared(Buffer.from(head, 'latin1')));

const repairText = (head: string, rest: string, gap: string): string => {
  const type = field(head, 'content-type') || 'text/plain';
  const bytes = decodedBody(rest.slice(gap.length), field(head, 'content-transfer-encoding'));
  const text = textOf(bytes, parameter(type, 'charset').toLowerCase());
  if (text === undefined) return head + rest;
  const kept = head
    .replace(/^content-(?:type|transfer-encoding):[^\n]*(?:\r?\n[ \t][^\n]*)*(?:\r?\n|$)/gim, '')
    .replace(/\r?\n$/, '');
  const said = `Content-Type: ${type.split(';')[0]?.trim()}; charset=utf-8\r\nContent-Transfer-Encoding: base64`;
  const lines = Buffer.from(text, 'utf8').toString('base64').replace(/.{76}/g, '$&\r\n');
  return `${kept === '' ? '' : `${kept}\r\n`}${said}\r\n\r\n${lines}\r\n`;
};

/** The text where what is declared is missing, unknown or impossible; undefined: it can be left as it is. */
const textOf = (bytes: Buffer, charset: string): string | undefined => {
  if (/^(unicode-1-1-)?utf-?7$/.test(charset)) return iconv.decode(bytes, 'utf-7');
  if (isAscii(bytes.toString('latin1'))) return undefined;
  const fits = charset !== '' && charset !== 'us-ascii' && iconv.encodingExists(charset);
  if (fits && !/^utf-?8$/.test(charset)) return looksMistaken(bytes, charset);
  return strictUtf8(bytes) !== undefined && fits ? undefined : decodeUndeclared(bytes);
};

/** Old Russian programs called everything iso-8859-1: then most of the letters are accented. */
const looksMistaken = (bytes: Buffer, charset: string): string | undefined => {
  if (!/^(iso-8859-1|latin1|windows-1252|cp1252)$/.test(charset)) return undefined;
  const text = iconv.decode(bytes, 'windows-1252');
  const accented = text.match(/[À-ÿ]/g)?.length ?? 0;
  const plain = text.match(/[a-z]/gi)?.length ?? 0;
  return accented >= 8 && accented > plain ? decodeUndeclared(bytes) : undefined;
};

const decodedBody = (body: string, encoding: string): Buffer => {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64');
  if (!/quoted-printable/i.test(encoding)) return Buffer.from(body, 'latin1');
  const text = body
    .replace(/[ \t]*=\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
};

const field = (head: string, name: string): string =>
  new RegExp(`^${name}:([^\\n]*(?:\\r?\\n[ \\t][^\\n]*)*)`, 'im')
    .exec(head)?.[1]
    ?.replace(/\r?\n/g, ' ')
    .trim() ?? '';

const parameter = (value: string, name: string): string => {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(value);
  return (match?.[1] ?? match?.[2] ?? '').trim();
};

const isAscii = (text: string): boolean => !/[^\u0000-\u007f]/.test(text);
const asLatin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
