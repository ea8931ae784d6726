import { note } from '../../store/audit/note';
import { actorOf } from '../audit/register-audit';
import { commit } from '../commit';
import type { AppOptions } from '../options';
import { erasureView } from '../personal/erasure-view';
import { makeAnonymous } from '../personal/make-anonymous';
import { sendArchive } from '../personal/send-archive';
import { principalOf } from '../principal';
import { HttpProblem, notFound } from '../problem';
import { resolvePath } from '../reference';
import type { Api } from './api';

const schema = { tags: ['contacts'] };
const config = { right: 'personal' } as const;

/** What is held about a person: handed out, or taken away. */
export const registerPersonalData = (api: Api, options: AppOptions): void => {
  const { db } = options;
  const contactOf = (params: unknown) => resolvePath(db, 'contacts', (params as { ref: string }).ref);
  api.get('/contacts/:ref/personal-data', { schema, config }, async (request, reply) => {
    const id = await contactOf(request.params);
    await note(db, {
      actor: actorOf(principalOf(request)),
      action: 'personal-data-exported',
      subject: `contact ${id}`,
      address: request.ip,
    });
    return sendArchive(reply, options, id);
  });
  api.get('/contacts/:ref/anonymise', { schema, config }, async (request) => {
    const id = await contactOf(request.params);
    const erasure = await erasureView(options, id);
    if (!erasure) throw notFound('anonymous contact of this id');
    return {
      id: String(id),
      over: erasure.isOver,
      systems: erasure.systems.map(({ type: _, ...one }) => one),
    };
  });
  api.post('/contacts/:ref/anonymise', { schema, config }, async (request, reply) => {
    const id = await contactOf(request.params);
    const by = principalOf(request);
    const woken = await commit(db, async (tx) => {
      const done = await makeAnonymous(tx, options, id, by);
      if (done)
        await note(tx, {
          actor: actorOf(by),
          action: 'person-anonymised',
          subject: `contact ${id}`,
          address: request.ip,
        });
      return done;
    });
    if (!woken) throw new HttpProblem(409, `Contact ${id} is anonymous already.`);
    woken.forEach(options.wake);
    return reply.code(200).send({ id: String(id), anonymised: true, tickets: woken });
  });
};
