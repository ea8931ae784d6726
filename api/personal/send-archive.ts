import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { readBlob } from '../../store/blobs';
import { personalData, personalFiles } from '../../store/personal/export-person';
import type { AppOptions } from '../options';
import { zip, type ZipEntry } from './zip';

/** Everything about a person that is his to see, as a ZIP for saving. */
export const sendArchive = async (
  reply: FastifyReply,
  { db }: AppOptions,
  contactId: number,
): Promise<FastifyReply> => {
  const data = await personalData(db, contactId);
  const files = await personalFiles(db, contactId);
  const entries: readonly ZipEntry[] = [
    { name: 'data.json', bytes: async () => Buffer.from(JSON.stringify(data, null, 2)) },
    ...files.map(({ name, sha256 }) => ({ name, bytes: () => readBlob(db, sha256) })),
  ];
  return reply
    .headers({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="contact-${contactId}.zip"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    .send(Readable.from(zip(entries), { objectMode: false }));
};
