import type { Queryable } from './database';
import { rememberLastEvents } from './system-view';
import { forgetLag } from './sync-lag';

/** Days that answers to repeated calls are kept. */
const answerDays = 7;
/** Days that the live stream can be resumed from. */
const liveDays = 3;

/** Removes what has served its time: old answers, events and sessions. Nothing that the accounting counts. */
export const forgetOld = async (db: Queryable): Promise<void> => {
  await db.query(`delete from idempotency where created_at < now() - make_interval(days => ${answerDays})`);
  await db.query(`delete from live_events where at < now() - make_interval(days => ${liveDays})`);
  await db.query('delete from sessions where expires_at < now()');
  await forgetLag(db);
  await rememberLastEvents(db);
};
