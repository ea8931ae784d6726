import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { visibilities, type Visibility } from '../domain/ticket';
import { fileName } from '../domain/file-name';
import { readForm } from './form';
import { HttpProblem, invalidField } from './problem';
import type { FileInput } from './tickets/speak';

/** Reads an upload: the part `file`, and `comment` and `visibility` before or after it. Throws 400, 413, 415, 422. */
export const readUpload = async (request: FastifyRequest): Promise<FileInput> => {
  if (!request.isMultipart())
    throw new HttpProblem(415, 'Send the file as multipart/form-data, in the part `file`.');
  const { fields, file } = await readForm(request);
  const { comment, visibility, ...rest } = fields;
  const strange = Object.keys(rest)[0];
  if (strange !== undefined) throw invalidField(strange, 'is not known here');
  if (!file) throw invalidField('file', 'is required');
  return {
    ...file,
    filename: fileName(file.filename),
    ...(comment === undefined ? {} : { comment }),
    ...(visibility ? { visibility: known(visibility) } : {}),
  };
};

/** What tells one upload from another, for the Idempotency-Key: the boundary between parts differs each time. */
export const contentOf = ({ bytes, ...rest }: FileInput): unknown => ({
  ...rest,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

const known = (text: string): Visibility => {
  const visibility = visibilities.find((one) => one === text);
  if (!visibility) throw invalidField('visibility', `must be one of ${visibilities.join(', ')}`);
  return visibility;
};
