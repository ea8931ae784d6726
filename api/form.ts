import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { refuseUnstorable } from './json-parser';
import { HttpProblem, invalidField } from './problem';

export interface FormFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly file?: FormFile;
  /** The same and any further ones, where several may come. */
  readonly files: readonly FormFile[];
}

/** Reads a multipart form to its end: fields, and at most so many files, in parts `file`. Throws 400, 413, 422. */
export const readForm = async (request: FastifyRequest, most = 1): Promise<Form> => {
  const form = await readParts(request, most).catch((error: Error) => {
    // Who still sends must come to an end to read our answer.
    request.raw.unpipe();
    request.raw.resume();
    throw isBroken(error) ? new HttpProblem(400, `The upload is not whole: ${error.message}.`) : error;
  });
  refuseUnstorable({ ...form.fields, filenames: form.files.map(({ filename }) => filename).join('/') });
  return form;
};

/** The parser's own words (@fastify/busboy): it gives these faults no status. */
const isBroken = ({ message }: Error): boolean =>
  /unexpected end|terminated early|malformed|boundary not found/i.test(message);

const readParts = async (request: FastifyRequest, most: number): Promise<Form> => {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  const files: FormFile[] = [];
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value);
    else if (part.fieldname === 'file' && files.length < most) files.push(await takeFile(part));
    else throw invalidField(part.fieldname, 'is not known here: send one file, in the part `file`');
  }
  return { fields, files, ...(files[0] ? { file: files[0] } : {}) };
};

const takeFile = async (part: MultipartFile): Promise<FormFile> => ({
  filename: part.filename ?? '',
  mediaType: /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(part.mimetype)
    ? part.mimetype
    : 'application/octet-stream',
  bytes: await part.toBuffer(),
});
