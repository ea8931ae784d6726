import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mailKeys } from '../../../store/mail/keys';
import { mailContent, mailFiles } from '../../../store/mail/mail-list';
import { isSealed, sealedAddress } from '../../mail/image-seal';
import { mailPage } from '../../mail/mail-page';
import type { AppOptions } from '../../options';
import { notFound } from '../../problem';
import { idInPath, idOf } from '../../reference';
import { sendFile } from '../../send-file';
import { stringsOf } from '../fields';
import { personWhoMay } from '../guard';

/** What the sandboxed frame of a mail loads: the mail as its sender made it, and its own pictures. */
export const registerMailFrame = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/mails/:id/html', (request, reply) => sendLetter(request, reply, options));
  app.get('/mails/:id/images/:file', (request, reply) => sendImage(request, reply, options));
};

/** `?images=1`: with pictures from elsewhere, in this one answer. */
const sendLetter = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'mail');
  if (!person) return reply;
  const mail = idInPath(request, 'mail');
  const content = await mailContent(db, mail);
  if (!content) throw notFound('such mail');
  const keys = await mailKeys(db);
  const now = Date.now();
  const page = mailPage(content, {
    files: await mailFiles(db, mail),
    withRemote: stringsOf(request.query).images === '1',
    addressOf: ({ n, sha256 }) => (sha256 === null ? undefined : sealedAddress(keys, { mail, file: n }, now)),
  });
  return reply.headers(page.headers).send(page.body);
};

/** What browsers draw, and what is nothing but a picture. */
const picture = /^image\/(?:png|jpe?g|pjpeg|gif|webp|bmp|x-ms-bmp)$/;

/** To whoever holds an address that we sealed for this picture a moment ago: the frame has no cookie to show. */
const sendImage = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
): Promise<unknown> => {
  const params = request.params as { id: string; file: string };
  const image = { mail: idOf(params.id, 'mail'), file: idOf(params.file, 'picture') };
  const { until = '', seal = '' } = stringsOf(request.query);
  if (!isSealed(await mailKeys(db), image, { until, seal }, Date.now())) throw notFound('such picture');
  const file = (await mailFiles(db, image.mail)).find(({ n }) => n === image.file);
  if (!file?.sha256 || !picture.test(file.mediaType)) throw notFound('such picture');
  const { sha256, ...rest } = file;
  // The frame is of no origin, so to a browser it is another site that shows this picture.
  return sendFile(reply.header('cross-origin-resource-policy', 'cross-origin'), db, { ...rest, sha256 });
};
