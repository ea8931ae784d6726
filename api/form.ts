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
  /** The first of `files`. */
  readonly file?: FormFile;
  readonly files: readonly FormFile[];
}

/** How many files a form may bring, and how many bytes all of them together. */
export interface FilesAllowed {
  readonly most: number;
  readonly bytes: number;
}

const oneFile: FilesAllowed = { most: 1, bytes: Infinity };

/** Reads a multipart form to its end: fields, and files (one, if nothing else is said) in the part `file`. Throws 400, 413, 422. */
export const readForm = async (request: FastifyRequest, allowed: FilesAllowed = oneFile): Promise<Form> => {
  const form = await readParts(request, allowed).catch((error: Error) => {
    // Who still sends must come to an end to read our answer.
    request.raw.unpipe();
    request.raw.resume();
    throw told(error, request.largestFile);
  });
  refuseUnstorable({ ...form.fields, filenames: form.files.map(({ filename }) => filename).join('/') });
  return form;
};

/** What whoever sent the form can do something about, in our words. */
const told = (error: Error & { readonly code?: string }, largest: number): Error => {
  if (isBroken(error)) return new HttpProblem(400, `The upload is not whole: ${error.message}.`);
  if (error.code !== 'FST_REQ_FILE_TOO_LARGE') return error;
  const message = `is too large: a file may have at most ${largest} bytes`;
  return new HttpProblem(413, `file: ${message}.`, [{ field: 'file', message }]);
};

/** The parser's own words (@fastify/busboy): it gives these faults no status. */
const isBroken = ({ message }: Error): boolean =>
  /unexpected end|terminated early|malformed|boundary not found/i.test(message);

const readParts = async (request: FastifyRequest, { most, bytes }: FilesAllowed): Promise<Form> => {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  const files: FormFile[] = [];
  let room = bytes;
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value);
    else if (part.fieldname === 'file' && files.length < most) {
      files.push(await takeFile(part));
      room -= files.at(-1)!.bytes.length;
      if (room < 0) throw new HttpProblem(413, `The files may have at most ${bytes} bytes together.`);
    } else throw invalidField(part.fieldname, unknownPart(most));
  }
  const [file] = files;
  return { fields, files, ...(file ? { file } : {}) };
};

const unknownPart = (most: number): string =>
  most === 1
    ? 'is not known here: send one file, in the part `file`'
    : `is not known here: send at most ${most} files, in parts \`file\``;

const takeFile = async (part: MultipartFile): Promise<FormFile> => ({
  filename: part.filename ?? '',
  mediaType: /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(part.mimetype)
    ? part.mimetype
    : 'application/octet-stream',
  bytes: await part.toBuffer(),
});
