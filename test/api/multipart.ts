/** A part of an upload, as raw bytes would have it: names in UTF-8. */
export interface UploadPart {
  readonly name: string;
  readonly content: string | Buffer;
  readonly filename?: string;
  readonly type?: string;
}

let boundaries = 0;

/** A multipart body with another boundary each time, as clients make it. */
export const multipart = (
  parts: readonly UploadPart[],
): { body: Buffer; headers: Record<string, string> } => {
  const boundary = `----boundary${++boundaries}`;
  const pieces = parts.flatMap(({ name, content, filename, type }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`,
    filename === undefined ? '' : `; filename="${filename}"`,
    type === undefined ? '' : `\r\nContent-Type: ${type}`,
    '\r\n\r\n',
    content,
    '\r\n',
  ]);
  return {
    body: Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece as string))),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
};
