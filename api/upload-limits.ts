import type { FastifyMultipartOptions } from '@fastify/multipart';
import type { AppOptions } from './options';

/** What an upload may hold; `files`: how many of them. */
export const uploadLimits = (
  { maxUploadBytes = 25 * 1024 * 1024 }: AppOptions,
  files = 1,
): FastifyMultipartOptions =>
  ({
    limits: { fileSize: maxUploadBytes, files, fields: 20, parts: 21 + files, headerPairs: 50 },
    // Browsers and curl send names as raw UTF-8; the parser would take them for Latin-1.
    defParamCharset: 'utf8',
  }) as FastifyMultipartOptions;
