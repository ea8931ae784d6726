import type { FastifyInstance } from 'fastify';
import { may } from '../../../domain/role';
import { removeView, saveView } from '../../../store/saved-views';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { demand } from '../../principal';
import { notFound } from '../../problem';
import { idInPath } from '../../reference';
import { line } from '../../tickets/words';
import { boardQuery } from '../board/board-query';
import { formOf } from '../form-of';
import { listQuery } from '../list-query';
import { visitorOf } from '../visitor';

/** Saving and removing views of the board and of the list. */
export const registerViewForms = (app: FastifyInstance, { db }: AppOptions): void => {
  app.post('/views', async (request, reply) => {
    const form = await formOf(request, reply, 'tickets.work');
    if (!form) return reply;
    const { fields, person } = form;
    const shared = fields.shared === 'on';
    if (shared) demand(person, 'agreements.write');
    const place = fields.place === 'tickets' ? 'tickets' : 'board';
    const query = viewQuery(place, Object.fromEntries(new URLSearchParams(fields.query ?? '')));
    const name = line('name', (fields.name ?? '').slice(0, 60));
    await commit(db, (tx) => saveView(tx, visitorOf(request).userId ?? 0, { place, name, query, shared }));
    return reply.redirect(query === '' ? `/${place}` : `/${place}?${query}`, 303);
  });
  app.post('/views/:id/remove', async (request, reply) => {
    const form = await formOf(request, reply, 'tickets.work');
    if (!form) return reply;
    const id = idInPath(request, 'view');
    const mayRemoveShared = may(form.person.role, 'agreements.write');
    const { userId } = visitorOf(request);
    const place = await commit(db, (tx) => removeView(tx, id, userId ?? 0, mayRemoveShared));
    if (!place) throw notFound('such view');
    return reply.redirect(`/${place}`, 303);
  });
};

/** Only what the page itself understands is kept, and never the place in the list. */
export const viewQuery = (place: 'board' | 'tickets', query: Readonly<Record<string, unknown>>): string => {
  const {
    page: _,
    cursor: __,
    ...kept
  } = {
    ...(place === 'board' ? boardQuery(query) : listQuery(query)),
  } as Record<string, string>;
  return new URLSearchParams(Object.entries(kept).filter(([, value]) => value !== '')).toString();
};
