import type { FastifyRequest } from 'fastify';
import type { IncomingFile } from './model';

/** As much as the connector takes, and a little for the form around it. */
export const mostFileBytes = 60 * 1024 * 1024;

export interface Form {
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly files: readonly IncomingFile[];
}

/** What a multipart form holds; an empty file field is no file. Throws fastify's 413 when a file is too large. */
export const readForm = async (request: FastifyRequest): Promise<Form> => {
  const fields: Record<string, string> = {};
  const files: IncomingFile[] = [];
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value);
    else {
      const bytes = await part.toBuffer();
      if (part.filename) files.push({ filename: part.filename, mediaType: part.mimetype, bytes });
    }
  }
  return { fields, files };
};
