import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { startChild } from './child';
import { keptPort } from './ports';
import type { ServerLog } from './server-log';
import { waitUntil } from './wait-until';

/** Quick to start rather than quick in the long run: the SDK's core waits 5 s for an answer, on busy cores too. */
const QUICK_START = [
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-Xms64m',
  '-Xmx256m',
  '-Xshare:auto',
  '-Xlog:disable',
];

/** The command that runs the jars under `home`; a port follows. */
export function javaCommand(java: string, home: string): string[] {
  return [java, ...QUICK_START, `-XX:SharedArchiveFile=${archive(home)}`, ...main(home)];
}

/**
 * Lets the server run once and keeps its loaded classes, which halves its start. Only a help: without it, or with
 * another Java, the server starts as well. The order of the jars must stay, so make it where they will lie.
 */
export async function archiveClasses(java: string, home: string, log: ServerLog): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'sagadesk-java-'));
  rmSync(archive(home), { force: true });
  try {
    const port = await keptPort(join(scratch, 'port'));
    const server = await startChild({
      name: 'Time-skipping test server',
      command: java,
      args: [...QUICK_START, `-XX:ArchiveClassesAtExit=${archive(home)}`, ...main(home), String(port)],
      cwd: scratch,
      logFile: join(scratch, 'log'),
      ending: { signal: 'SIGTERM', graceMs: 60_000 },
    });
    await answers(`127.0.0.1:${port}`);
    await server.stop();
  } catch (fault) {
    log.warn(`Time-skipping test server: its start could not be made quicker: ${(fault as Error).message}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function answers(address: string): Promise<void> {
  const connection = Connection.lazy({ address });
  const ask = (): Promise<unknown> => connection.workflowService.getSystemInfo({});
  const answered = (): Promise<boolean> =>
    connection.withDeadline(Date.now() + 2_000, ask).then(
      () => true,
      () => false,
    );
  await waitUntil(answered, { timeoutMs: 30_000, everyMs: 100 });
  await connection.close();
}

const archive = (home: string): string => join(home, 'classes.jsa');
const main = (home: string): string[] => ['-cp', join(home, 'lib', '*'), 'io.temporal.testserver.TestServer'];
