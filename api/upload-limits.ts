import type { FastifyMultipartOptions } from '@fastify/multipart';
import type { AppOptions } from './options';

/** Bytes that one upload may bring. */
export const mostBytes = ({ maxUploadBytes = 25 * 1024 * 1024 }: AppOptions): number => maxUploadBytes;

/** What an upload may hold. */
export const uploadLimits = (options: AppOptions, files = 1): FastifyMultipartOptions =>
  ({
    limits: { fileSize: mostBytes(options), files, fields: 20, parts: 21 + files, headerPairs: 50 },
    // Browsers and curl send names as raw UTF-8; the parser would take them for Latin-1.
    defParamCharset: 'utf8',
  }) as FastifyMultipartOptions;
