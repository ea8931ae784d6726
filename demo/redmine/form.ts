import type { FastifyRequest } from 'fastify';

export interface Form {
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly file?: { readonly filename: string; readonly mediaType: string; readonly bytes: Buffer };
}

/** What a multipart form holds; an empty file field is no file. Throws fastify's 413 when the file is too large. */
export const readForm = async (request: FastifyRequest): Promise<Form> => {
  const fields: Record<string, string> = {};
  let file: Form['file'];
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value);
    else {
      const bytes = await part.toBuffer();
      if (part.filename !== '') file = { filename: part.filename, mediaType: part.mimetype, bytes };
    }
  }
  return { fields, ...(file ? { file } : {}) };
};
