import { listenForHints } from '../../activities/watch/nudges';
import { openDatabase, type Database } from '../../store/database';
import { createDatabase, type TestDatabase } from '../postgres/database';

describe('who listens for hints', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createDatabase();
    db = openDatabase(database.url);
  });
  afterAll(async () => {
    await db.end();
    await database.drop();
  });

  it('waits any time, also a fraction of a millisecond', async () => {
    const nudges = await listenForHints(db, 'helpdesk');
    await expect(nudges.wait(1.4)).resolves.toBeUndefined();
    await nudges.stop();
  });

  it('is woken by a nudge, also by one that came before', async () => {
    const nudges = await listenForHints(db, 'helpdesk');
    nudges.nudge();
    await nudges.wait(600_000);
    const waiting = nudges.wait(600_000);
    nudges.nudge();
    await expect(waiting).resolves.toBeUndefined();
    await nudges.stop();
  });
});
