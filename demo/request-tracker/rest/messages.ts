import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Desk } from '../desk';
import { readForm } from '../form';
import { decodeWords } from '../mime-words';
import { commentField } from '../model';
import type { IncomingFile } from '../model';
import type { As } from './signed-in';
import { ticketIn } from './tickets';
import { filesIn, textIn } from './wanted';
import type { Body } from './wanted';

/** Comments (internal) and correspondence (public), as JSON or as a form with files. */
export const restOfMessages = (app: FastifyInstance, desk: Desk, as: As): void => {
  for (const [path, type] of [
    ['comment', 'Comment'],
    ['correspond', 'Correspond'],
  ] as const)
    app.post(
      `/REST/2.0/ticket/:id/${path}`,
      as(async (user, request, reply) => {
        const { body, files } = await messageIn(request);
        const ticket = ticketIn(desk, request);
        if (!ticket) return reply.code(400).send({ message: 'Message could not be recorded' });
        const text = textIn(body, 'Content') ?? '';
        if (text !== '' && textIn(body, 'ContentType') === undefined)
          return reply.code(400).send({ message: 'ContentType is a required field for application/json' });
        const comment = (body.TxnCustomFields as Body | undefined)?.[commentField.name];
        const { id } = desk.say(user.name, ticket, { type, text, files, comment: String(comment ?? '') });
        const said = type === 'Comment' ? 'Comments added' : 'Correspondence added';
        return reply.code(201).header('location', `/REST/2.0/transaction/${id}`).send([said]);
      }),
    );
};

const messageIn = async (
  request: FastifyRequest,
): Promise<{ body: Body; files: readonly IncomingFile[] }> => {
  if (!request.isMultipart()) {
    const body = (request.body ?? {}) as Body;
    return { body, files: filesIn(body) ?? [] };
  }
  const { fields, files } = await readForm(request);
  const named = files.map((file) => ({ ...file, filename: decodeWords(file.filename) }));
  return { body: JSON.parse(fields.JSON ?? '{}') as Body, files: named };
};
