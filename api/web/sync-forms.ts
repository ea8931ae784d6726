import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PoolClient } from 'pg';
import { conflictById } from '../../store/conflict-list';
import { problemById } from '../../store/problem-list';
import { createReconciliation, endReconciliation, reconciliationById } from '../../store/reconciliations';
import { commit } from '../commit';
import type { AppOptions } from '../options';
import type { Principal } from '../principal';
import { invalidField, notFound } from '../problem';
import { idInPath, idOf } from '../reference';
import { formOf } from './form-of';
import { localPath } from './guard';

type Fields = Readonly<Record<string, string>>;

/** What an engineer does about problems, conflicts and drift. Each form commits and goes back to where it stood. */
export const registerSyncForms = (app: FastifyInstance, options: AppOptions): void => {
  app.post('/sync/problems/:id', (request, reply) =>
    act(request, reply, options, problemById, remedy(options)),
  );
  app.post('/sync/conflicts/:id', (request, reply) =>
    act(request, reply, options, conflictById, (tx, id, { system = '' }, person) =>
      options.commands.chooseConflict(tx, id, system, person),
    ),
  );
  app.post('/sync/reconciliations', async (request, reply) => {
    const form = await formOf(request, reply, 'sync');
    if (!form) return reply;
    await start(options, form.fields);
    return reply.redirect('/sync#reconciliations', 303);
  });
  app.post('/sync/reconciliations/:id/stop', async (request, reply) => {
    if (!(await formOf(request, reply, 'sync'))) return reply;
    const id = idInPath(request, 'reconciliation');
    if (!(await reconciliationById(options.db, id))) throw notFound('such reconciliation');
    await endReconciliation(options.db, id, 'stopped');
    return reply.redirect('/sync#reconciliations', 303);
  });
};

type Find = (tx: PoolClient, id: number) => Promise<{ readonly ticket: string | null } | undefined>;
type Work = (tx: PoolClient, id: number, fields: Fields, person: Principal) => Promise<unknown>;

const act = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  find: Find,
  work: Work,
): Promise<unknown> => {
  const form = await formOf(request, reply, 'sync');
  if (!form) return reply;
  const id = idInPath(request, 'entry');
  const ticket = await commit(options.db, async (tx) => {
    const found = await find(tx, id);
    if (!found) throw notFound('such entry');
    await work(tx, id, form.fields, form.person);
    return found.ticket;
  });
  if (ticket !== null) options.wake(ticket);
  return reply.redirect(form.fields.back ? localPath(form.fields.back) : '/sync', 303);
};

const remedy =
  ({ commands }: AppOptions): Work =>
  (tx, id, { action, value = '', assignee = '' }, person) => {
    if (action === 'retry') return commands.retryProblem(tx, id, person);
    if (action === 'skip') return commands.skipProblem(tx, id, person);
    if (action === 'edit') return commands.editProblem(tx, id, value, person);
    if (action === 'assign')
      return commands.assignProblem(tx, id, assignee === '' ? null : idOf(assignee, 'person'), person);
    throw invalidField('action', 'must be retry, skip, edit or assign');
  };

const start = async (options: AppOptions, { system = '', repair }: Fields): Promise<void> => {
  if (system !== '' && !options.systems.some(({ name }) => name === system))
    throw invalidField('system', `there is no system “${system.slice(0, 60)}”`);
  const id = await commit(options.db, (tx) =>
    createReconciliation(tx, { repair: repair === 'yes', ...(system === '' ? {} : { system }) }),
  );
  options.startReconcile(id);
};
