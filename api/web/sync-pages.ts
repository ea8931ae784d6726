import type { FastifyInstance } from 'fastify';
import { accounting } from '../../store/accounting';
import { listConflicts } from '../../store/conflict-list';
import { mailboxStates } from '../../store/mail/mailbox-states';
import { channelStates } from '../../store/notify/channel-state';
import { listProblems } from '../../store/problem-list';
import { latestReconciliations, reconciliationById } from '../../store/reconciliations';
import { refusedHooks } from '../../store/refused-hooks';
import { recentRemovals } from '../../store/removals';
import { lagOfDay } from '../../store/sync-lag';
import { viewSystems } from '../../store/system-view';
import { listStaff } from '../../store/users';
import type { AppOptions } from '../options';
import { notFound } from '../problem';
import { idOf } from '../reference';
import { ReconciliationPage } from './components/reconciliation-page';
import { SyncPage, type SyncState } from './components/sync-page';
import { personWhoMay } from './guard';
import { sendPage } from './send-page';
import { visitorOf } from './visitor';

/** The engineer's pages: how the synchronisation stands, and what a reconciliation found. */
export const registerSyncPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/sync', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'sync');
    if (!person) return reply;
    return sendPage(reply, SyncPage({ visitor: visitorOf(request), state: await stateOf(options) }));
  });
  app.get<{ Params: { id: string } }>('/sync/reconciliations/:id', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'sync');
    if (!person) return reply;
    const run = await reconciliationById(options.db, idOf(request.params.id, 'reconciliation'));
    if (!run) throw notFound('such reconciliation');
    return sendPage(reply, ReconciliationPage({ visitor: visitorOf(request), run, pageOf: options.pageOf }));
  });
  app.get('/attention', (_, reply) => reply.redirect('/sync#problems', 301));
};

const stateOf = async ({ db, systems, keeping }: AppOptions): Promise<SyncState> => ({
  systems: await viewSystems(
    db,
    systems.map(({ name }) => name),
  ),
  lag: await lagOfDay(db),
  problems: await listProblems(db, { all: false }, { limit: 100 }),
  conflicts: await listConflicts(db, { all: false }, { limit: 100 }),
  staff: await listStaff(db),
  books: await accounting(db),
  runs: (await latestReconciliations(db, { limit: 8 })).items,
  hooks: (await refusedHooks(db)).last,
  mailboxes: await mailboxStates(db),
  channels: await channelStates(db),
  removals: await recentRemovals(db),
  keeping,
});
