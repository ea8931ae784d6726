import { rmSync } from 'node:fs';

/** Ends what the setup started, and removes its data. */
export default async function stopTestPostgres(): Promise<void> {
  const started = globalThis.sagadeskTestPostgres;
  if (!started) return;
  await started.server.stop();
  rmSync(started.dataDir, { recursive: true, force: true });
  delete process.env.TEST_DATABASE_URL;
}
