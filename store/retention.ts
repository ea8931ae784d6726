import { usualKeeping, type Keeping } from '../domain/keeping';
import { forgetAttempts } from './access/attempts';
import { forgetClients } from './access/known-clients';
import { forgetAudit } from './audit/forget-audit';
import { forgetBulkJobs } from './bulk';
import { forgetCalls } from './calls/forget-calls';
import { transaction, type Database } from './database';
import { forgetRawMails } from './mail/forget-raw-mails';
import { forgetSignIns } from './portal/sign-in-links';
import { forgetPresence } from './presence';
import { noteRemovals } from './removals';
import { rememberLastEvents } from './system-view';
import { forgetLag } from './sync-lag';

/** Days that answers to repeated calls are kept. */
const answerDays = 7;

/** Removes what has served its time, and keeps how much it was. Nothing that the accounting counts. */
export const forgetOld = async (db: Database, keeping: Keeping = usualKeeping): Promise<void> => {
  await db.query(`delete from idempotency where created_at < now() - make_interval(days => ${answerDays})`);
  await db.query('delete from oidc_requests where expires_at < now()');
  await forgetSignIns(db);
  await forgetPresence(db);
  await forgetAttempts(db);
  await forgetClients(db);
  await noteRemovals(db, {
    events: await count(db, 'delete from live_events where at < now() - make_interval(days => $1)', [
      keeping.eventDays,
    ]),
    bulkJobs: await transaction(db, forgetBulkJobs),
    sessions: await count(db, 'delete from sessions where expires_at < now()', []),
    rawMails: await forgetRawMails(db, keeping.rawMailDays),
    calls: await transaction(db, (tx) => forgetCalls(tx, keeping.callDays)),
    audit: await transaction(db, (tx) => forgetAudit(tx, keeping.auditDays)),
  });
  await forgetLag(db);
  await rememberLastEvents(db);
};

const count = async (db: Database, sql: string, values: readonly unknown[]): Promise<number> =>
  (await db.query(sql, [...values])).rowCount ?? 0;
