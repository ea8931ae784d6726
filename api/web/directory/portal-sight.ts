import type { FastifyInstance } from 'fastify';
import { contactsOfOrganisation } from '../../../store/contacts';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { idInPath } from '../../reference';
import { changeOne } from '../../rest/collection';
import { contactCollection } from '../../rest/contacts';
import { formOf } from '../form-of';

/** Staff tick who of an organisation sees the tickets of all of it in the portal. */
export const registerPortalSight = (app: FastifyInstance, options: AppOptions): void => {
  const contacts = contactCollection(options);
  app.post('/organisations/:id/portal', async (request, reply) => {
    const form = await formOf(request, reply, 'people');
    if (!form) return reply;
    const { fields, person } = form;
    const id = idInPath(request, 'entry');
    await commit(options.db, async (tx) => {
      for (const contact of await contactsOfOrganisation(tx, id)) {
        const seesOrganisation = fields[`sees.${contact.id}`] === 'yes';
        if (fields[`shown.${contact.id}`] !== 'yes' || contact.seesOrganisation === seesOrganisation)
          continue;
        await tx.query('select 1 from contacts where id = $1 for update', [contact.id]);
        await changeOne(tx, contacts, contact.id, { seesOrganisation }, person.name);
      }
    });
    return reply.redirect(`/organisations/${id}`, 303);
  });
};
