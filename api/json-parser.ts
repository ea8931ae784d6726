import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpProblem, invalidField, notFound } from './problem';

/** Accepts JSON only, in proper UTF-8. An empty body is none. */
export const registerJsonParser = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_: FastifyRequest, bytes: Buffer) => (bytes.length === 0 ? undefined : parse(bytes)),
  );
  app.addHook('preValidation', async (request) => {
    if (JSON.stringify(request.params ?? '').includes('\\u0000')) throw notFound('such thing');
    refuseUnstorable(request.query);
    refuseUnstorable(request.body);
  });
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (error) {
    throw new HttpProblem(400, `The body is not JSON in UTF-8: ${(error as Error).message}`);
  }
};

/** Postgres keeps neither NUL nor half of a surrogate pair. Without recursion: the depth is the sender's choice. */
export const refuseUnstorable = (body: unknown): void => {
  const waiting: [path: string, value: unknown][] = [['', body]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [path, value] = next;
    if (typeof value === 'string' && /\0|\p{Surrogate}/u.test(value))
      throw invalidField(path || 'body', 'holds a NUL or a broken character, which cannot be kept');
    if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value))
      for (const [key, inner] of Object.entries(value)) waiting.push([path ? `${path}.${key}` : key, inner]);
  }
};
