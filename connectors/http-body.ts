import { randomBytes } from 'node:crypto';

/** One part of a multipart/form-data body. */
export interface Part {
  readonly name: string;
  readonly content: Buffer | string;
  readonly filename?: string;
  readonly mediaType?: string;
}

export type HttpBody =
  | { readonly json: unknown }
  | { readonly bytes: Buffer; readonly mediaType: string }
  | { readonly multipart: readonly Part[] };

/** The bytes of a body and their Content-Type. Whole in memory, so that the length is always announced. */
export const encodeBody = (body: HttpBody): { readonly bytes: Buffer; readonly mediaType: string } => {
  if ('json' in body) return { bytes: Buffer.from(JSON.stringify(body.json)), mediaType: 'application/json' };
  if ('bytes' in body) return body;
  return encodeMultipart(body.multipart);
};

const encodeMultipart = (parts: readonly Part[]) => {
  const boundary = `sagadesk-${randomBytes(18).toString('hex')}`;
  const pieces = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n${partHead(part)}\r\n`),
    Buffer.from(part.content),
    Buffer.from('\r\n'),
  ]);
  return {
    bytes: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
    mediaType: `multipart/form-data; boundary=${boundary}`,
  };
};

const partHead = ({ name, filename, mediaType }: Part): string => {
  const file = filename === undefined ? '' : `; filename="${quoted(filename)}"`;
  const type = mediaType === undefined ? '' : `Content-Type: ${oneLine(mediaType)}\r\n`;
  return `Content-Disposition: form-data; name="${quoted(name)}"${file}\r\n${type}`;
};

/** As browsers do (WHATWG HTML, multipart/form-data encoding): UTF-8 as it is, these three escaped. */
const quoted = (text: string): string =>
  text.replace(/["\r\n]/g, (char) => ({ '"': '%22', '\r': '%0D', '\n': '%0A' })[char] ?? '');

const oneLine = (text: string): string => text.replace(/[^\x20-\x7e]/g, '') || 'application/octet-stream';
