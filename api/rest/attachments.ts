import { viewAttachment } from '../../store/attachment-view';
import { once, sendAnswer } from '../once';
import type { AppOptions } from '../options';
import { principalOf, scopeOf } from '../principal';
import { notFound } from '../problem';
import { idOf } from '../reference';
import { sendFile } from '../send-file';
import { addFile } from '../tickets/speak';
import { contentOf, readUpload } from '../upload';
import type { Api } from './api';
import { attachmentJson } from './ticket-json';
import { ticketOf } from './ticket-of';

/** Files of tickets. */
export const registerAttachments = (api: Api, options: AppOptions): void => {
  registerUpload(api, options);
  registerDownload(api, options);
};

const registerUpload = (api: Api, options: AppOptions): void => {
  api.post(
    '/tickets/:number/attachments',
    {
      schema: { tags: ['tickets'], consumes: ['multipart/form-data'] },
      config: { right: 'tickets.comment' },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      await ticketOf(options.db, request);
      const file = await readUpload(request);
      const create = async (tx: Parameters<typeof addFile>[0]) => {
        const ticket = await ticketOf(tx, request);
        const id = await addFile(tx, options, ticket, file, principal);
        const attachment = await viewAttachment(tx, id, scopeOf(principal));
        if (!attachment) throw new Error(`attachment ${id} was not kept`);
        return {
          body: attachmentJson(attachment),
          after: () => options.wake(ticket.mergedInto ?? ticket.number),
        };
      };
      return sendAnswer(reply, await once(options, request, create, contentOf(file)));
    },
  );
};

const registerDownload = (api: Api, options: AppOptions): void => {
  api.get<{ Params: { id: string } }>(
    '/attachments/:id',
    { schema: { tags: ['tickets'] }, config: { right: 'tickets.read' } },
    async (request, reply) => {
      const id = idOf(request.params.id, 'attachment');
      const file = await viewAttachment(options.db, id, scopeOf(principalOf(request)));
      if (!file) throw notFound(`attachment ${id}`);
      return sendFile(reply, options.db, file);
    },
  );
};
