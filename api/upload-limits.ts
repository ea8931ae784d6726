import type { FastifyMultipartOptions } from '@fastify/multipart';
import type { AppOptions } from './options';

/** What an upload may hold. */
export const uploadLimits = ({ maxUploadBytes = 25 * 1024 * 1024 }: AppOptions): FastifyMultipartOptions =>
  ({
    limits: { fileSize: maxUploadBytes, files: 1, fields: 20, parts: 22, headerPairs: 50 },
    // Browsers and curl send names as raw UTF-8; the parser would take them for Latin-1.
    defParamCharset: 'utf8',
  }) as FastifyMultipartOptions;
