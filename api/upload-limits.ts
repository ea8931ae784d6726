import multipart, { type FastifyMultipartOptions } from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import type { AppOptions } from './options';

/** Bytes that one upload may bring. */
export const mostBytes = ({ maxUploadBytes = 25 * 1024 * 1024 }: AppOptions): number => maxUploadBytes;

declare module 'fastify' {
  interface FastifyRequest {
    /** Bytes that one file of a form may have. */
    largestFile: number;
  }
}

/** Forms with files are taken from here on, within the limits, which every request knows: who exceeds one is told of it. */
export const takeUploads = async (app: FastifyInstance, options: AppOptions, files = 1): Promise<void> => {
  await app.register(multipart, uploadLimits(options, files));
  app.decorateRequest('largestFile', mostBytes(options));
};

const uploadLimits = (options: AppOptions, files: number): FastifyMultipartOptions =>
  ({
    limits: { fileSize: mostBytes(options), files, fields: 20, parts: 21 + files, headerPairs: 50 },
    // Browsers and curl send names as raw UTF-8; the parser would take them for Latin-1.
    defParamCharset: 'utf8',
  }) as FastifyMultipartOptions;
