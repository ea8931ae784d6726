import type { FastifyInstance, FastifyReply } from 'fastify';
import { safeName } from './changes';
import type { Desk } from './desk';
import type { Params } from './filter';
import type { As } from './signed-in';
import { byId } from './world';

/** Redmine's default for attachments (5120 KB), in bytes. */
export const mostFileBytes = 5120 * 1024;

/** Uploads and downloads. */
export const restOfFiles = (app: FastifyInstance, desk: Desk, as: As): void => {
  app.post(
    '/uploads.json',
    { bodyLimit: mostFileBytes * 4 },
    as(async (user, request, reply) => {
      const { filename = 'file', content_type: mediaType = 'application/octet-stream' } =
        request.query as Params;
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (bytes.length > mostFileBytes) {
        const text = 'This file cannot be uploaded because it exceeds the maximum allowed file size (5 MB)';
        return reply.code(422).send({ errors: [text] });
      }
      const file = await desk.upload(user, safeName(filename), mediaType, bytes);
      return reply.code(201).send({ upload: { id: file.id, token: file.token } });
    }),
  );

  const download = as(async (user, request, reply) => {
    const file = byId(desk.world.files, (request.params as { id: string }).id);
    const issue = file && byId(desk.world.issues, file.issueId);
    if (!file || !issue) return reply.code(404).send();
    if (!desk.sees(user, issue.projectId)) return reply.code(403).send();
    return sendFile(desk, file.id, reply);
  });
  app.get('/attachments/download/:id', download);
  app.get('/attachments/download/:id/:name', download);
};

/** The bytes of a file, never to be shown as a page. */
export const sendFile = async (desk: Desk, id: number, reply: FastifyReply): Promise<unknown> => {
  const file = byId(desk.world.files, id);
  const bytes = file && (await desk.keeper.bytesOf(file.id));
  if (!file || !bytes) return reply.code(404).send();
  return reply
    .type('application/octet-stream')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`)
    .header('x-content-type-options', 'nosniff')
    .send(bytes);
};
